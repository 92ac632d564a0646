package io.podspan.peeringservice.peering.router;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster's routers are configured now, as their driver read it. Immutable: all methods are
 * pure.
 */
public interface RouterReading {
  /** Why a driver does not answer. */
  String UNSAID = "the driver of this router does not say it";

  /** What has to change for this aim. */
  Planning plan(Aim aim);

  /**
   * How many nodes' routers may be away at once, by the owner of the routers; empty if nothing says
   * so.
   *
   * @param nodes how many nodes there are
   */
  default Optional<Integer> mostUnavailable(int nodes) {
    return Optional.empty();
  }

  /** What the configuration says to the checks of preflight. */
  default List<RouterNote> notes() {
    return List.of();
  }

  /** What the configuration and these nodes say to the checks of preflight, besides. */
  default List<RouterNote> notesOn(List<NodeReading> nodes) {
    return List.of();
  }

  /** What matters to other clusters, too. */
  default RouterTraits traits() {
    return RouterTraits.unknown(UNSAID);
  }

  /** The BGP identifier (RFC 4271, section 4.2) that a node's router announces, dotted. */
  default Answer<String> routerId(Node node) {
    return new Answer.Unknown<>(UNSAID);
  }

  /** The prefixes that a node's router does not take from anybody; more specific ones, too. */
  default List<Prefix> refusedBy(NodeReading node) {
    return List.of();
  }

  /**
   * What on these nodes forbids a join. {@link Violation#where} is relative to the cluster, {@code
   * nodes/paris-1}.
   */
  default List<Violation> obstacles(List<NodeReading> nodes) {
    return List.of();
  }

  /**
   * The same, for what this cluster is to become.
   *
   * @param joined whether it has peers by this interconnect already, which are only changed
   */
  default List<Violation> obstacles(List<NodeReading> nodes, RouterWishes wishes, boolean joined) {
    return obstacles(nodes);
  }
}
