package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.console.overview.ClusterView;
import io.podspan.console.overview.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds ends in what is declared. */
public final class Places {
  private static final int SHOWN = 10;

  private Places() {}

  /**
   * @throws UnknownEndException when there is no such cluster or node, or nobody has the address
   */
  public static Place find(End end, List<ClusterView> clusters) {
    return switch (end) {
      case End.Cluster(String cluster) -> anywhere(end, cluster(cluster, clusters));
      case End.Pod pod -> anywhere(end, cluster(pod.cluster(), clusters));
      case End.Service service -> anywhere(end, cluster(service.cluster(), clusters));
      case End.Node(String cluster, String name) -> node(end, cluster(cluster, clusters), name);
      case End.Address(IpAddress address) -> address(end, address, clusters);
    };
  }

  private static Place anywhere(End end, ClusterView cluster) {
    return new Place(end, cluster, cluster.nodes(), List.of(), List.of());
  }

  private static ClusterView cluster(String name, List<ClusterView> clusters) {
    return clusters.stream()
        .filter(cluster -> cluster.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UnknownEndException(
                    "There is no cluster " + name + ".",
                    "Clusters are: " + named(clusters.stream().map(ClusterView::name).toList())));
  }

  private static Place node(End end, ClusterView cluster, String name) {
    List<NodeView> found =
        cluster.nodes().stream().filter(node -> node.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw new UnknownEndException(
          "There is no node " + name + " in " + cluster.name() + ".",
          "Its nodes are: " + named(cluster.nodes().stream().map(NodeView::name).toList()));
    }
    return new Place(end, cluster, found, List.of(), List.of());
  }

  private static String named(List<String> names) {
    String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
    return names.isEmpty()
        ? "none."
        : names.stream().limit(SHOWN).collect(Collectors.joining(", ")) + more + ".";
  }

  private static Place address(End end, IpAddress address, List<ClusterView> clusters) {
    for (ClusterView cluster : clusters) {
      for (NodeView node : cluster.nodes()) {
        if (node.address().equals(address.toString())) {
          return new Place(end, cluster, List.of(node), List.of(), List.of());
        }
      }
    }
    List<ClusterView> owners = having(clusters, cluster -> hasPod(cluster, address));
    List<ClusterView> all =
        owners.isEmpty()
            ? having(clusters, cluster -> contains(cluster.serviceCidrs(), address))
            : owners;
    if (all.isEmpty()) {
      throw new UnknownEndException(
          "No cluster has " + address + ": it is in no pod CIDR and in no service CIDR.",
          "Name the pod or the cluster instead: " + End.FORMS + ".");
    }
    ClusterView cluster = all.getFirst();
    List<String> others = all.stream().skip(1).map(ClusterView::name).toList();
    List<NodeView> nodes = new ArrayList<>(cluster.nodes());
    nodes.removeIf(node -> !contains(node.podCidrs(), address));
    return new Place(
        end, cluster, nodes.isEmpty() ? cluster.nodes() : nodes, List.of(address), others);
  }

  private static List<ClusterView> having(
      List<ClusterView> clusters, Predicate<ClusterView> wanted) {
    return clusters.stream().filter(wanted).toList();
  }

  /** Whether a pod of the cluster may have it; else it is one of its services. */
  static boolean hasPod(ClusterView cluster, IpAddress address) {
    return contains(cluster.podCidrs(), address)
        || cluster.nodes().stream().anyMatch(node -> contains(node.podCidrs(), address));
  }

  private static boolean contains(List<String> cidrs, IpAddress address) {
    return cidrs.stream()
        .anyMatch(cidr -> Prefix.parse(cidr).filter(p -> p.contains(address)).isPresent());
  }
}
