package io.podspan.probeservice.probe;

import java.util.Set;

/** Whoever counts. */
public interface Observer {
  void measured(PairState now);

  /** There are no other pairs than these any more. */
  void keep(Set<ClusterPair> pairs);
}
