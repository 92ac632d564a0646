package io.podspan.peeringservice.peering.preflight;

import java.util.List;

/** One thing that has to be right before clusters are joined. Pure. */
public interface Check {
  /** The name of what it looks for, {@code overlapping-pod-cidrs}. Stable: scripts compare it. */
  String name();

  /** What holds if it finds nothing, one sentence. */
  String passed();

  /** What it looked at and where that was read, one sentence or two; empty if that is no news. */
  default String looked(Proposal proposal) {
    return "";
  }

  /** Every caution and block, and what could not be checked; empty if all is well. */
  List<Finding> examine(Proposal proposal);
}
