package io.podspan.console.journal;

import java.util.List;
import java.util.Optional;

/**
 * The store of the entries. Port. Calls block and may come from any thread. Errors of the database
 * are passed on unchanged.
 */
public interface Journal {

  /**
   * Appends those that are not in the journal yet, in this order, and applies them to the
   * projection, in one transaction.
   *
   * @return the number of new entries
   */
  int append(List<Arrival> arrivals);

  /** A page of entries that pass the filter; a shorter one when they are large. */
  Excerpt page(EventFilter filter, Page page);

  Optional<Entry> byId(String id);

  /** The largest sequence ever given. */
  long lastSequence();

  /** What stands, and the sequence up to which that is the whole truth, read in one snapshot. */
  Projection projection();
}
