package io.podspan.peeringservice.peering.rollout;

import java.util.List;

/**
 * A node's routes before its router restarted.
 *
 * @param rib of its router
 * @param kernel of its kernel, those that name a gateway
 */
public record Snapshot(List<NodeRoute> rib, List<NodeRoute> kernel) {
  /** Nothing was known of the node's routes. */
  public static final Snapshot NONE = new Snapshot(List.of(), List.of());

  public Snapshot {
    rib = List.copyOf(rib);
    kernel = List.copyOf(kernel);
  }
}
