package io.podspan.probeservice.probe;

import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.SourceFinding;
import java.util.Set;

/** Port: what was last measured of source addresses. */
public interface SourceLedger {
  /** Keeps a finding, and publishes it in the same transaction if it is another one than before. */
  void record(SourceFinding finding);

  /** Forgets all pairs but these. */
  void keep(Set<ClusterPair> joined);
}
