package io.podspan.probeservice.probe;

import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.PairState;
import java.util.Set;

/** Port: metrics. */
public interface Observer {
  void measured(PairState now);

  /** There are no other pairs than these any more. */
  void keep(Set<ClusterPair> pairs);
}
