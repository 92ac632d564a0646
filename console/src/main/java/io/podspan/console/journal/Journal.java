package io.podspan.console.journal;

import java.util.List;
import java.util.Optional;

/** Where the entries are kept. Any thread; calls block. Faults of the database come as they are. */
public interface Journal {

  /**
   * Appends in this order what is not in the journal yet, and what it changes of what stands, in
   * one transaction.
   *
   * @return how many were new
   */
  int append(List<Arrival> arrivals);

  /** A page of entries that pass the filter; a shorter one when they are large. */
  Excerpt page(EventFilter filter, Page page);

  Optional<Entry> byId(String id);

  /** The largest sequence ever given. */
  long lastSequence();

  /** What stands, and the sequence up to which that is the whole truth, read in one snapshot. */
  Standing standing();
}
