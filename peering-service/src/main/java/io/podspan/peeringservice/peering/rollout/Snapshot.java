package io.podspan.peeringservice.peering.rollout;

import java.util.List;

/**
 * A node's routes, and what its pods reached, before its router restarted.
 *
 * @param rib of its router
 * @param kernel of its kernel, those that name a gateway
 * @param probed what the probes last said of it; empty in documents of former versions
 */
public record Snapshot(List<NodeRoute> rib, List<NodeRoute> kernel, List<ProbedNodes> probed) {
  /** Nothing was known of the node. */
  public static final Snapshot NONE = new Snapshot(List.of(), List.of(), List.of());

  public Snapshot {
    rib = List.copyOf(rib);
    kernel = List.copyOf(kernel);
    probed = probed == null ? List.of() : List.copyOf(probed);
  }

  /** Of routes alone. */
  public Snapshot(List<NodeRoute> rib, List<NodeRoute> kernel) {
    this(rib, kernel, List.of());
  }
}
