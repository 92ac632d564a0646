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
 * @param remarks how it was read, for people
 * @param uid of its namespace kube-system; null when it cannot be read
 */
public record ClusterReading(
    List<NodeReading> nodes,
    List<FoundRouter> routers,
    List<String> unsupported,
    List<RouterKind> supported,
    Sourced<List<Prefix>> podCidrs,
    Sourced<List<Prefix>> serviceCidrs,
    @Nullable Set<String> withRouter,
    Remarks remarks,
    @Nullable String uid) {
  public ClusterReading {
    nodes = List.copyOf(nodes);
    routers = List.copyOf(routers);
    unsupported = List.copyOf(unsupported);
    supported = List.copyOf(supported);
    withRouter = withRouter == null ? null : Set.copyOf(withRouter);
  }

  /** Of a cluster whose uid cannot be read. */
  public ClusterReading(
      List<NodeReading> nodes,
      List<FoundRouter> routers,
      List<String> unsupported,
      List<RouterKind> supported,
      Sourced<List<Prefix>> podCidrs,
      Sourced<List<Prefix>> serviceCidrs,
      @Nullable Set<String> withRouter,
      Remarks remarks) {
    this(nodes, routers, unsupported, supported, podCidrs, serviceCidrs, withRouter, remarks, null);
  }

  /** Without a word about router pods. */
  public ClusterReading(
      List<NodeReading> nodes,
      List<FoundRouter> routers,
      List<String> unsupported,
      List<RouterKind> supported,
      Sourced<List<Prefix>> podCidrs,
      Sourced<List<Prefix>> serviceCidrs) {
    this(nodes, routers, unsupported, supported, podCidrs, serviceCidrs, null, Remarks.NONE);
  }

  /** The same, but these nodes have a router pod. */
  public ClusterReading withRouters(Set<String> names) {
    return new ClusterReading(
        nodes, routers, unsupported, supported, podCidrs, serviceCidrs, names, remarks, uid);
  }

  /** The same of the cluster with this uid. */
  public ClusterReading of(@Nullable String other) {
    return new ClusterReading(
        nodes, routers, unsupported, supported, podCidrs, serviceCidrs, withRouter, remarks, other);
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
   * How a cluster was read.
   *
   * @param searched where routers were looked for, {@code in any namespace}
   * @param silent routers that are there and do not speak BGP, a sentence each
   * @param access risks of the access to its API, a sentence each
   */
  public record Remarks(String searched, List<String> silent, List<String> access) {
    static final Remarks NONE = new Remarks("in any namespace", List.of());

    public Remarks {
      silent = List.copyOf(silent);
      access = List.copyOf(access);
    }

    /** Of an access without risks. */
    public Remarks(String searched, List<String> silent) {
      this(searched, silent, List.of());
    }
  }

  /**
   * A router that was found in the cluster, and what it says of the cluster.
   *
   * @param version its release, null when its image tag does not say
   * @param asn the AS number of the cluster's routers; 0 when it cannot be read, and a fault says
   *     so
   * @param podCidrs empty when it does not say
   * @param serviceCidrs empty when it does not say
   * @param nodeCidrs by node name, where the router gives nodes other pod CIDRs than Kubernetes
   *     does
   * @param facts what else it says
   */
  public record FoundRouter(
      RouterKind kind,
      @Nullable String version,
      Sourced<Long> asn,
      Sourced<List<Prefix>> podCidrs,
      Sourced<List<Prefix>> serviceCidrs,
      Map<String, List<Prefix>> nodeCidrs,
      RouterFacts facts) {
    public FoundRouter {
      nodeCidrs = Map.copyOf(nodeCidrs);
    }

    /** A router that says nothing else. */
    public FoundRouter(
        RouterKind kind,
        @Nullable String version,
        Sourced<Long> asn,
        Sourced<List<Prefix>> podCidrs,
        Sourced<List<Prefix>> serviceCidrs,
        Map<String, List<Prefix>> nodeCidrs) {
      this(kind, version, asn, podCidrs, serviceCidrs, nodeCidrs, RouterFacts.NONE);
    }
  }

  /**
   * What else a router says.
   *
   * @param place its DaemonSet, {@code kube-system/kube-router}; empty when it does not say
   * @param nodeMesh whether the routers of the nodes peer with each other; null when that cannot be
   *     read
   * @param faults what about it cannot be read or used. {@link Violation#where} is a field of the
   *     registration; a fault does not count if the operator said that field
   * @param placement which nodes run it
   * @param cidrAnnotations the annotations of nodes that the router takes their pod CIDRs from, the
   *     first one that is there counts
   * @param addressAnnotations the same for the address that it speaks BGP from
   * @param asnAnnotation the annotation that it takes the AS number of each node from; empty when
   *     all nodes have the cluster's
   * @param asnOtherwise the AS number of nodes without that annotation; null if their routers do
   *     not speak BGP
   * @param advertiseOnly whether the routers install no route that they learn
   */
  public record RouterFacts(
      String place,
      @Nullable Boolean nodeMesh,
      List<Violation> faults,
      Placement placement,
      List<String> cidrAnnotations,
      List<String> addressAnnotations,
      String asnAnnotation,
      @Nullable Long asnOtherwise,
      boolean advertiseOnly) {
    static final RouterFacts NONE =
        new RouterFacts("", null, List.of(), Placement.EVERYWHERE, List.of(), List.of());

    public RouterFacts {
      faults = List.copyOf(faults);
      cidrAnnotations = List.copyOf(cidrAnnotations);
      addressAnnotations = List.copyOf(addressAnnotations);
    }

    /** A router that installs what it learns. */
    public RouterFacts(
        String place,
        @Nullable Boolean nodeMesh,
        List<Violation> faults,
        Placement placement,
        List<String> cidrAnnotations,
        List<String> addressAnnotations,
        String asnAnnotation,
        @Nullable Long asnOtherwise) {
      this(
          place,
          nodeMesh,
          faults,
          placement,
          cidrAnnotations,
          addressAnnotations,
          asnAnnotation,
          asnOtherwise,
          false);
    }

    /** A router that announces only, and takes nothing from annotations. */
    public static RouterFacts ofAdvertiser(
        String place, List<Violation> faults, Placement placement) {
      return new RouterFacts(place, false, faults, placement, List.of(), List.of(), "", null, true);
    }

    /** A router that does not speak BGP without the annotation. */
    public RouterFacts(
        String place,
        @Nullable Boolean nodeMesh,
        List<Violation> faults,
        Placement placement,
        List<String> cidrAnnotations,
        List<String> addressAnnotations,
        String asnAnnotation) {
      this(
          place,
          nodeMesh,
          faults,
          placement,
          cidrAnnotations,
          addressAnnotations,
          asnAnnotation,
          null);
    }

    /** A router whose nodes all have the cluster's AS number. */
    public RouterFacts(
        String place,
        @Nullable Boolean nodeMesh,
        List<Violation> faults,
        Placement placement,
        List<String> cidrAnnotations,
        List<String> addressAnnotations) {
      this(place, nodeMesh, faults, placement, cidrAnnotations, addressAnnotations, "");
    }
  }

  /** A taint of a node. */
  public record Taint(String key, String value, String effect) {}

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
      Map<String, String> annotations,
      Map<String, String> labels,
      List<Taint> taints) {
    public NodeReading {
      podCidrs = List.copyOf(podCidrs);
      annotations = Map.copyOf(annotations);
      labels = Map.copyOf(labels);
      taints = List.copyOf(taints);
    }

    /** A node without labels and taints. */
    public NodeReading(
        String name,
        @Nullable String address,
        List<Prefix> podCidrs,
        boolean ready,
        Map<String, String> annotations) {
      this(name, address, podCidrs, ready, annotations, Map.of(), List.of());
    }
  }
}
