package io.podspan.probeservice.probe;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.probeservice.measure.ClusterPair;

/** Port: whether something was heard that explains a change. */
public interface Explanations {
  boolean explain(ClusterPair clusters, Reachability before, Reachability now);
}
