package io.podspan.probeservice.history;

import java.time.Instant;
import java.util.List;

/** Port: the history that is kept. */
public interface HistoryStore {
  /** The question was given up: it held what others need for too long. */
  final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TooLongException(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Adds minutes to what is kept of their minute, hour and day, in one transaction. */
  void add(List<Entry> minutes);

  /**
   * @throws TooLongException where it would take longer than a question may
   */
  HistoryPage read(HistoryQuestion question);

  /** Whether anything was ever kept of this cluster, as long as it is not forgotten. */
  boolean knows(String cluster);

  /**
   * Deletes rows that began before.
   *
   * @param most of them in one go
   * @return how many it deleted
   */
  int forget(Step step, Instant before, int most);

  /**
   * Forgets clusters and nodes that were measured last before.
   *
   * @param before no row of any step that is kept began earlier
   * @param most of them in one go
   */
  void forgetSpots(Instant before, int most);
}
