package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a pair of clusters.
 *
 * @param since when it came into this state
 * @param round how many rounds there were, this one included
 * @param measuredAt when the last round ended
 * @param tookMillis how long it took
 * @param last what it said
 */
public record PairState(
    ClusterPair clusters,
    Instant since,
    long round,
    Instant measuredAt,
    long tookMillis,
    Verdict last) {

  public Reachability state() {
    return last.state();
  }

  /** Whether the last round says something of this moment. */
  public boolean isFresh(Instant now, Duration fresh) {
    return Duration.between(measuredAt, now).compareTo(fresh) <= 0;
  }
}
