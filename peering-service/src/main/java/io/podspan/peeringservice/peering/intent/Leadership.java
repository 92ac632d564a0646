package io.podspan.peeringservice.peering.intent;

import java.time.Duration;

/** Which of several replicas does a work that only one should do. Port. */
public interface Leadership {
  /**
   * Takes or extends the lease on a work. Call it again well before its term ends.
   *
   * @return whether this replica has it
   */
  boolean lead(String work, Duration term);

  /** Gives the lease back, so that another replica need not wait for the end of its term. */
  void resign(String work);
}
