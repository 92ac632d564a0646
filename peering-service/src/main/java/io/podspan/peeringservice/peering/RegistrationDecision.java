package io.podspan.peeringservice.peering;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import io.podspan.peeringservice.peering.NodeChoice.LeftOut;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster can be registered, from what the operator said and what its API said. What the
 * operator said wins. After that comes what its router says, then what the cluster itself says.
 */
public sealed interface RegistrationDecision {
  /**
   * It can be peered with.
   *
   * @param leftOut the nodes that are not joined
   * @param cautions risks of the access to its API, a sentence each
   */
  record Accepted(Cluster cluster, Origins origins, List<LeftOut> leftOut, List<String> cautions)
      implements RegistrationDecision {}

  /** It cannot. */
  record Refused(List<Violation> violations) implements RegistrationDecision {}

  /** Of a cluster that is new: a node that does not fit is a reason to refuse. */
  static RegistrationDecision of(Registration said, ClusterReading read) {
    List<Violation> violations = new ArrayList<>();
    if (read.nodes().isEmpty()) {
      violations.add(
          new Violation(
              "no-nodes", "nodes", "The cluster has no nodes.", "Add nodes to the cluster first."));
    }
    return decide(said, read, violations, violations);
  }

  /**
   * Of a cluster that is registered already. A node that does not fit costs the others nothing: it
   * is left out, or is not taken at all while it has no address.
   */
  static RegistrationDecision again(Registration said, ClusterReading read) {
    return decide(said, read, new ArrayList<>(), new ArrayList<>());
  }

  private static RegistrationDecision decide(
      Registration said, ClusterReading read, List<Violation> violations, List<Violation> ofNodes) {
    FoundRouter router = router(said, read, violations);
    NodeChoice choice = NodeChoice.of(read, router, said.asn());
    if (choice.nodes().isEmpty()) {
      choice.leftOut().forEach(node -> ofNodes.add(node.violation()));
    }
    if (choice.asns().differ() && said.asn() == null) {
      ofNodes.add(choice.asns().ambiguous());
    }
    if (router != null) {
      router.facts().faults().stream().filter(f -> !isSaid(said, f)).forEach(violations::add);
    }
    Sourced<List<Prefix>> pods = pods(said, read, router, choice);
    Sourced<List<Prefix>> services = services(said, read, router);
    List<Node> nodes = within(pods.value(), choice.nodes(), ofNodes);
    checkCidrs(pods.value(), services.value(), violations);
    if (router == null || !violations.isEmpty()) {
      return new Refused(List.copyOf(violations));
    }
    Sourced<Long> asn = asn(said, router, choice.asns());
    Cluster cluster =
        new Cluster(
            said.name(),
            router.kind(),
            router.version(),
            asn.value(),
            pods.value(),
            services.value(),
            nodes,
            said.access(),
            router.facts().nodeMesh(),
            router.facts().advertiseOnly());
    return new Accepted(
        cluster,
        new Origins(asn.source(), pods.source(), services.source()),
        choice.leftOut(),
        read.remarks().access());
  }

  /** The nodes that would not be joined, and why. */
  static List<LeftOut> leftOut(Registration said, ClusterReading read) {
    return NodeChoice.of(read, router(said, read, new ArrayList<>()), said.asn()).leftOut();
  }

  private static Sourced<Long> asn(Registration said, FoundRouter router, NodeAsns ofNodes) {
    if (said.asn() != null) {
      return said(said.asn());
    }
    return ofNodes.joined() != null && ofNodes.decide()
        ? new Sourced<>(ofNodes.joined(), "the nodes' annotation " + ofNodes.annotation())
        : router.asn();
  }

  private static boolean isSaid(Registration said, Violation fault) {
    return switch (fault.where()) {
      case "asn" -> said.asn() != null;
      case "podCidrs" -> !said.podCidrs().isEmpty();
      case "serviceCidrs" -> !said.serviceCidrs().isEmpty();
      default -> false;
    };
  }

  private static <T> Sourced<T> said(T value) {
    return new Sourced<>(value, "said at registration");
  }

  /** The router's own word goes first: it hands the addresses out. */
  private static Sourced<List<Prefix>> pods(
      Registration said, ClusterReading read, @Nullable FoundRouter router, NodeChoice choice) {
    if (!said.podCidrs().isEmpty()) {
      return said(said.podCidrs());
    }
    if (router != null && !router.podCidrs().value().isEmpty()) {
      return router.podCidrs();
    }
    List<Prefix> cluster = read.podCidrs().value();
    boolean contradicted =
        choice.ofRouter().stream()
            .anyMatch(own -> cluster.stream().noneMatch(cidr -> cidr.contains(own)));
    if (!cluster.isEmpty() && !contradicted) {
      return read.podCidrs();
    }
    List<Prefix> ofNodes =
        choice.nodes().stream().flatMap(node -> node.podCidrs().stream()).toList();
    return new Sourced<>(Prefix.aggregated(ofNodes), Origins.OF_NODES);
  }

  private static Sourced<List<Prefix>> services(
      Registration said, ClusterReading read, @Nullable FoundRouter router) {
    if (!said.serviceCidrs().isEmpty()) {
      return said(said.serviceCidrs());
    }
    if (!read.serviceCidrs().value().isEmpty()) {
      return read.serviceCidrs();
    }
    return router != null && !router.serviceCidrs().value().isEmpty()
        ? router.serviceCidrs()
        : new Sourced<>(List.of(), "not known");
  }

  private static @Nullable FoundRouter router(
      Registration said, ClusterReading read, List<Violation> violations) {
    List<FoundRouter> candidates =
        read.routers().stream()
            .filter(r -> said.cni() == null || r.kind().equals(said.cni()))
            .toList();
    List<String> found =
        new ArrayList<>(names(candidates.stream().map(FoundRouter::kind).toList()));
    if (said.cni() == null) {
      found.addAll(read.unsupported());
    }
    if (found.size() > 1) {
      violations.add(several(found));
      return null;
    }
    if (candidates.isEmpty()) {
      violations.add(read.unsupported().isEmpty() ? noneFound(said, read) : unsupported(read));
      return null;
    }
    return candidates.getFirst();
  }

  private static List<String> names(Collection<RouterKind> kinds) {
    return kinds.stream().map(RouterKind::name).toList();
  }

  private static Violation noneFound(Registration said, ClusterReading read) {
    if (!read.remarks().silent().isEmpty()) {
      return new Violation(
          "no-bgp-router",
          "cni",
          "No router of the cluster speaks BGP. " + String.join(" ", read.remarks().silent()),
          "Join clusters whose routers speak BGP: " + supported(read) + ".");
    }
    return new Violation(
        "unknown-cni",
        "cni",
        said.cni() == null
            ? "No supported router runs " + read.remarks().searched() + "."
            : "The router " + said.cni() + " does not run " + read.remarks().searched() + ".",
        "Register a cluster whose pod network is one of: " + supported(read) + ".");
  }

  private static String supported(ClusterReading read) {
    return String.join(", ", names(read.supported()));
  }

  private static Violation unsupported(ClusterReading read) {
    String name = String.join(", ", read.unsupported());
    return new Violation(
        "unsupported-cni",
        "cni",
        "The cluster's pod network is " + name + ", which is not supported yet.",
        "Register a cluster whose pod network is one of: " + supported(read) + ".");
  }

  private static Violation several(List<String> found) {
    return new Violation(
        "ambiguous-cni",
        "cni",
        String.join(" and ", found) + " run in the cluster.",
        "Set cni to the one that routes between the nodes.");
  }

  /**
   * Leaves those out whose pods have other addresses than the cluster's: the reflectors do not
   * accept their routes.
   */
  private static List<Node> within(
      List<Prefix> pods, List<Node> nodes, List<Violation> violations) {
    List<Node> all = new ArrayList<>();
    for (Node node : nodes) {
      @Nullable String why = node.leftOut();
      for (Prefix cidr : node.podCidrs()) {
        if (!pods.isEmpty() && pods.stream().noneMatch(p -> p.contains(cidr))) {
          Violation outside = outside(node, cidr, pods);
          violations.add(outside);
          why = outside.detail();
        }
      }
      all.add(new Node(node.name(), node.address(), node.podCidrs(), why));
    }
    return all;
  }

  private static void checkCidrs(
      List<Prefix> pods, List<Prefix> services, List<Violation> violations) {
    if (pods.isEmpty()) {
      violations.add(
          new Violation(
              "no-pod-cidrs",
              "podCidrs",
              "The pod CIDRs are not known: kubeadm-config, the router and the nodes do not name"
                  + " any.",
              "Give them in podCidrs."));
      return;
    }
    for (Prefix pod : pods) {
      for (Prefix service : services) {
        if (pod.overlaps(service)) {
          violations.add(overlap(pod, service));
        }
      }
    }
  }

  private static Violation outside(Node node, Prefix cidr, List<Prefix> pods) {
    return new Violation(
        "node-outside-pod-cidrs",
        "podCidrs",
        "The node "
            + node.name()
            + " has the pod CIDR "
            + cidr
            + ". It is outside the cluster's pod CIDRs "
            + pods
            + ".",
        "Give podCidrs that contain the pod CIDRs of all nodes.");
  }

  private static Violation overlap(Prefix pod, Prefix service) {
    return new Violation(
        "pod-cidrs-overlap-service-cidrs",
        "serviceCidrs",
        "The pod CIDR " + pod + " overlaps the service CIDR " + service + ".",
        "Correct podCidrs or serviceCidrs.");
  }
}
