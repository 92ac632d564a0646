package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.console.overview.ClusterView;
import io.podspan.console.overview.NodeView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an end is.
 *
 * @param end as it was asked for
 * @param cluster the cluster it is in
 * @param nodes the nodes that it is or may be on; only the one when it is known
 * @param addresses what packets are sent to: one of a pod, of a Service those of its ready pods;
 *     empty when none is known
 * @param others other clusters that claim the same address
 */
public record Place(
    End end,
    ClusterView cluster,
    List<NodeView> nodes,
    List<IpAddress> addresses,
    List<String> others) {

  String name() {
    return end.text();
  }

  /** Whether it stands for all pods of a cluster. */
  boolean isWide() {
    return end instanceof End.Cluster;
  }

  /** Whether it is one pod, Service or address, which probe pods stand for only by and large. */
  public boolean isOne() {
    return switch (end) {
      case End.Cluster _, End.Node _ -> false;
      case End.Pod _, End.Service _, End.Address _ -> true;
    };
  }

  /** The same where the owner says that it is. */
  Place at(Answer<Resolved> answer) {
    return isOne() && answer instanceof Answer.Said<Resolved>(Resolved said, _) ? at(said) : this;
  }

  private Place at(Resolved said) {
    Set<String> names = new HashSet<>();
    if (said.node() != null) {
      names.add(said.node());
    }
    said.ready().stream().map(Resolved.Endpoint::node).filter(Objects::nonNull).forEach(names::add);
    List<NodeView> known = nodes.stream().filter(node -> names.contains(node.name())).toList();
    return new Place(end, cluster, known.isEmpty() ? nodes : known, addresses(said), others);
  }

  private List<IpAddress> addresses(Resolved said) {
    List<IpAddress> found =
        said.isService()
            ? said.ready().stream().map(Resolved.Endpoint::address).distinct().toList()
            : said.addresses().stream().limit(1).toList();
    return found.isEmpty() ? addresses : found;
  }

  /** What is measured to; null when it is not known. */
  public @Nullable IpAddress address() {
    return addresses.isEmpty() ? null : addresses.getFirst();
  }

  /** Whether a ping to or from it takes the way of all packets to or from it. */
  boolean isSingle() {
    return switch (end) {
      case End.Cluster _ -> false;
      case End.Node _ -> nodes.stream().allMatch(node -> node.podCidrs().size() <= 1);
      case End.Pod _, End.Service _, End.Address _ -> addresses.size() <= 1;
    };
  }

  /**
   * Whether all of its nodes count: a pod that is known by its name alone may be on any of them.
   */
  boolean isSettled() {
    return !isOne() || nodes.size() <= Math.max(1, addresses.size());
  }

  /** Those that routes are expected of and lead to. */
  List<NodeView> takingPart() {
    return nodes.stream().filter(node -> node.leftOut() == null).toList();
  }

  /** The nodes that routes of a prefix lead to. */
  Map<String, List<NodeView>> byPrefix() {
    Map<String, List<NodeView>> byPrefix = new HashMap<>();
    for (NodeView node : nodes) {
      node.podCidrs()
          .forEach(prefix -> byPrefix.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(node));
    }
    return byPrefix;
  }

  /**
   * Whether packets to this end take a route of this prefix.
   *
   * @param byPrefix that of {@link #byPrefix}, which asks for all nodes once
   */
  boolean takes(String prefix, Map<String, List<NodeView>> byPrefix) {
    return addresses.isEmpty()
        ? byPrefix.containsKey(prefix)
        : Prefix.parse(prefix)
            .filter(known -> addresses.stream().anyMatch(known::contains))
            .isPresent();
  }
}
