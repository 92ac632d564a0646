package io.podspan.peeringservice.peering;

import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's API said, before anything is concluded from it.
 *
 * @param nodes all its nodes
 * @param routers the routers of supported kinds that were found
 * @param unsupported the names of pod networks that were found and that have no driver, {@code
 *     Cilium}
 * @param supported the kinds of router that this version has drivers for
 * @param podCidrs what the cluster itself says of its pod CIDRs; empty if it says nothing
 * @param serviceCidrs what the cluster itself says of its service CIDRs; empty if it says nothing
 * @param withRouter the names of the nodes that have a router pod; null when that is not known
 */
public record ClusterReading(
    List<NodeReading> nodes,
    List<FoundRouter> routers,
    List<String> unsupported,
    List<RouterKind> supported,
    Sourced<List<Prefix>> podCidrs,
    Sourced<List<Prefix>> serviceCidrs,
    @Nullable Set<String> withRouter) {
  public ClusterReading {
    nodes = List.copyOf(nodes);
    routers = List.copyOf(routers);
    unsupported = List.copyOf(unsupported);
    supported = List.copyOf(supported);
    withRouter = withRouter == null ? null : Set.copyOf(withRouter);
  }

  /** Without a word about router pods. */
  public ClusterReading(
      List<NodeReading> nodes,
      List<FoundRouter> routers,
      List<String> unsupported,
      List<RouterKind> supported,
      Sourced<List<Prefix>> podCidrs,
      Sourced<List<Prefix>> serviceCidrs) {
    this(nodes, routers, unsupported, supported, podCidrs, serviceCidrs, null);
  }

  /** The same, but these nodes have a router pod. */
  public ClusterReading withRouters(Set<String> names) {
    return new ClusterReading(
        nodes, routers, unsupported, supported, podCidrs, serviceCidrs, names);
  }

  /** Why nothing can be expected of this node now, a sentence for people; null if all is well. */
  @Nullable String whyLeftOut(NodeReading node) {
    if (!node.ready()) {
      return "The node " + node.name() + " is not Ready.";
    }
    return withRouter == null || withRouter.contains(node.name())
        ? null
        : "The node " + node.name() + " has no router pod.";
  }

  /** A value and the place where it was read, for people. */
  public record Sourced<T>(T value, String source) {}

  /**
   * A router that was found in the cluster, and what it says of the cluster.
   *
   * @param version its release, null when its image tag does not say
   * @param asn the AS number of the cluster's routers
   * @param podCidrs empty when it does not say
   * @param serviceCidrs empty when it does not say
   * @param nodeCidrs by node name, where the router gives nodes other pod CIDRs than Kubernetes
   *     does
   */
  public record FoundRouter(
      RouterKind kind,
      @Nullable String version,
      Sourced<Long> asn,
      Sourced<List<Prefix>> podCidrs,
      Sourced<List<Prefix>> serviceCidrs,
      Map<String, List<Prefix>> nodeCidrs) {
    public FoundRouter {
      nodeCidrs = Map.copyOf(nodeCidrs);
    }
  }

  /**
   * A node as Kubernetes describes it.
   *
   * @param address its InternalIP in canonical form, null when it has none
   * @param podCidrs the pod CIDRs in its spec
   * @param ready whether its Ready condition is true
   */
  public record NodeReading(
      String name,
      @Nullable String address,
      List<Prefix> podCidrs,
      boolean ready,
      Map<String, String> annotations) {
    public NodeReading {
      podCidrs = List.copyOf(podCidrs);
      annotations = Map.copyOf(annotations);
    }
  }
}
