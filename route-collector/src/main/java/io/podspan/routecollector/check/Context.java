package io.podspan.routecollector.check;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known besides what the node says.
 *
 * @param node the one that is looked at
 * @param toward the node that the destination is on, null when no node is known to have it
 * @param reflector the reflector of the node that the destination is, null when it is none
 * @param sessions what the node's router says of its sessions; empty when it could not be asked
 * @param before when the node was asked, by our clock
 * @param after when it had answered
 */
record Context(
    NodeState node,
    @Nullable Toward toward,
    @Nullable ReflectorState reflector,
    List<NodeSession> sessions,
    Instant before,
    Instant after) {

  /** A node of a cluster. */
  record Toward(String cluster, NodeState node) {}

  /** The node that has this address, itself or for its pods. */
  static Optional<Toward> toward(World world, IpAddress address) {
    for (ClusterState cluster : world.clusters().values()) {
      for (NodeState node : cluster.nodes()) {
        if (has(node, address)) {
          return Optional.of(new Toward(cluster.name(), node));
        }
      }
    }
    return Optional.empty();
  }

  /** The reflector of a cluster that has this address. */
  static Optional<ReflectorState> reflector(World world, String cluster, IpAddress address) {
    return world.reflectorsOf(cluster).stream()
        .filter(known -> IpAddress.parse(known.address()).filter(address::equals).isPresent())
        .findFirst();
  }

  private static boolean has(NodeState node, IpAddress address) {
    return IpAddress.parse(node.address()).filter(address::equals).isPresent()
        || node.podCidrs().stream()
            .flatMap(cidr -> Prefix.parse(cidr).stream())
            .anyMatch(prefix -> prefix.contains(address));
  }
}
