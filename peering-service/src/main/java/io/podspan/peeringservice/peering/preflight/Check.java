package io.podspan.peeringservice.peering.preflight;

import java.util.List;

/** One thing that has to be right before clusters are joined. Pure. */
public interface Check {
  /** The name of what it looks for, {@code overlapping-pod-cidrs}. Stable: scripts compare it. */
  String name();

  /** What holds if it finds nothing, one sentence. */
  String passed();

  /** Every caution and block; empty if all is well. */
  List<Finding> examine(Proposal proposal);
}
