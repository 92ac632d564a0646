package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes cluster as it counts for peering.
 *
 * @param cni the kind of its routers
 * @param cniVersion their release, null if it is not known
 * @param asn the AS number of its routers
 * @param podCidrs everything that its nodes may announce, both families
 * @param serviceCidrs where its ClusterIPs come from, empty when nothing tells
 * @param nodeMesh whether the routers of its nodes peer with each other, null if it is not known
 * @param advertiseOnly whether its routers announce only: no route that they learn gets into a
 *     kernel
 */
public record Cluster(
    String name,
    RouterKind cni,
    @Nullable String cniVersion,
    long asn,
    List<Prefix> podCidrs,
    List<Prefix> serviceCidrs,
    List<Node> nodes,
    Access access,
    @Nullable Boolean nodeMesh,
    boolean advertiseOnly) {
  /** A cluster whose routers install the routes that they learn. */
  public Cluster(
      String name,
      RouterKind cni,
      @Nullable String cniVersion,
      long asn,
      List<Prefix> podCidrs,
      List<Prefix> serviceCidrs,
      List<Node> nodes,
      Access access,
      @Nullable Boolean nodeMesh) {
    this(name, cni, cniVersion, asn, podCidrs, serviceCidrs, nodes, access, nodeMesh, false);
  }

  /** A cluster of which nothing is known of a mesh. */
  public Cluster(
      String name,
      RouterKind cni,
      @Nullable String cniVersion,
      long asn,
      List<Prefix> podCidrs,
      List<Prefix> serviceCidrs,
      List<Node> nodes,
      Access access) {
    this(name, cni, cniVersion, asn, podCidrs, serviceCidrs, nodes, access, null);
  }

  public Cluster {
    podCidrs = List.copyOf(podCidrs);
    serviceCidrs = List.copyOf(serviceCidrs);
    nodes = List.copyOf(nodes);
  }

  /** The same with these nodes. */
  public Cluster with(List<Node> others) {
    return new Cluster(
        name,
        cni,
        cniVersion,
        asn,
        podCidrs,
        serviceCidrs,
        others,
        access,
        nodeMesh,
        advertiseOnly);
  }

  /** The nodes that something is expected of. */
  public List<Node> takingPart() {
    return nodes.stream().filter(Node::takesPart).toList();
  }

  /** Whether a node of this name takes part. */
  public boolean has(String node) {
    return nodes.stream().anyMatch(n -> n.name().equals(node));
  }

  /** The families of its nodes' addresses. */
  public Set<IpFamily> families() {
    return nodes.stream().map(Node::family).collect(Collectors.toUnmodifiableSet());
  }

  /** The pod CIDRs that other clusters get routes to: those of a family that its nodes have. */
  public List<Prefix> joinedCidrs() {
    Set<IpFamily> families = families();
    return podCidrs.stream().filter(cidr -> families.contains(cidr.family())).toList();
  }
}
