package io.podspan.probeservice.measure;

import io.podspan.events.ProbeEvent.SourceAddress;
import io.podspan.events.SeenSource;
import java.util.List;

/**
 * Which source addresses the pods of one cluster see on what comes from another.
 *
 * @param measured pairs of pods measured
 * @param preserved for how many of them the address of the pod arrived
 * @param seen what was seen, the replaced ones first
 * @param why for people
 */
public record SourceFinding(
    ClusterPair clusters,
    SourceAddress state,
    int measured,
    int preserved,
    List<SeenSource> seen,
    String why) {
  public SourceFinding {
    seen = List.copyOf(seen);
  }

  /** Nothing could be measured. */
  static SourceFinding unknown(ClusterPair clusters, String why) {
    return new SourceFinding(clusters, SourceAddress.UNKNOWN, 0, 0, List.of(), why);
  }
}
