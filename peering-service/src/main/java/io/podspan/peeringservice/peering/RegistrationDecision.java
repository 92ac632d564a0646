package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to make of a cluster: what the operator said, and what its API did. */
public sealed interface RegistrationDecision {
  /** It can be peered with. */
  record Accepted(Cluster cluster, Origins origins) implements RegistrationDecision {}

  /** It cannot. */
  record Refused(List<Violation> violations) implements RegistrationDecision {}

  static RegistrationDecision of(Registration said, ClusterReading read) {
    List<Violation> violations = new ArrayList<>();
    FoundRouter router = router(said, read, violations);
    List<Node> nodes = nodes(read, violations);
    Sourced<Long> asn = said.asn() == null ? read.asn() : said(said.asn());
    Sourced<List<Cidr>> pods = orRead(said.podCidrs(), read.podCidrs());
    Sourced<List<Cidr>> services = orRead(said.serviceCidrs(), read.serviceCidrs());
    checkCidrs(pods.value(), services.value(), nodes, violations);
    if (router == null || !violations.isEmpty()) {
      return new Refused(List.copyOf(violations));
    }
    Cluster cluster =
        new Cluster(
            said.name(),
            router.cni(),
            router.version(),
            asn.value(),
            pods.value(),
            services.value(),
            nodes,
            said.access());
    return new Accepted(cluster, new Origins(asn.source(), pods.source(), services.source()));
  }

  private static <T> Sourced<T> said(T value) {
    return new Sourced<>(value, "said at registration");
  }

  private static Sourced<List<Cidr>> orRead(List<Cidr> said, Sourced<List<Cidr>> read) {
    return said.isEmpty() ? read : said(said);
  }

  private static @Nullable FoundRouter router(
      Registration said, ClusterReading read, List<Violation> violations) {
    List<FoundRouter> candidates =
        read.routers().stream().filter(r -> said.cni() == null || r.cni() == said.cni()).toList();
    if (candidates.isEmpty()) {
      violations.add(unknown(said.cni()));
      return null;
    }
    if (candidates.size() > 1) {
      violations.add(several(candidates));
      return null;
    }
    FoundRouter router = candidates.getFirst();
    if (!router.cni().supported()) {
      violations.add(unsupported(router.cni()));
    }
    return router;
  }

  private static Violation unknown(@Nullable Cni said) {
    String sought =
        said == null
            ? "kube-router, calico-node or cilium"
            : said.daemonSet() + ", as cni is said to be " + said.text();
    return new Violation(
        "unknown-cni",
        "cni",
        "The namespace kube-system has no DaemonSet " + sought + ".",
        "Podspan joins clusters whose pod network is kube-router or Calico in its usual place;"
            + " register such a cluster.");
  }

  private static Violation several(List<FoundRouter> candidates) {
    String names = candidates.stream().map(r -> r.cni().text()).collect(Collectors.joining(", "));
    return new Violation(
        "ambiguous-cni",
        "cni",
        "The namespace kube-system has the DaemonSets of " + names + ".",
        "Say in cni which of them routes between the nodes.");
  }

  private static Violation unsupported(Cni cni) {
    return new Violation(
        "unsupported-cni",
        "cni",
        cni.text() + " is known, but not supported by this version's drivers.",
        "Use a cluster with kube-router or Calico, or a version of Podspan that drives "
            + cni.text()
            + ".");
  }

  private static List<Node> nodes(ClusterReading read, List<Violation> violations) {
    if (read.nodes().isEmpty()) {
      violations.add(
          new Violation(
              "no-nodes",
              "nodes",
              "The cluster has no nodes.",
              "Join nodes to the cluster first."));
    }
    List<Node> nodes = new ArrayList<>();
    for (NodeReading node : read.nodes()) {
      if (node.address() == null) {
        violations.add(
            new Violation(
                "node-without-address",
                "nodes/" + node.name(),
                "The node " + node.name() + " has no IPv4 InternalIP.",
                "Give the node one; this version peers over IPv4 only."));
      } else {
        nodes.add(new Node(node.name(), node.address(), node.podCidrs()));
      }
    }
    return nodes;
  }

  private static void checkCidrs(
      List<Cidr> pods, List<Cidr> services, List<Node> nodes, List<Violation> violations) {
    if (pods.isEmpty()) {
      violations.add(
          new Violation(
              "no-pod-cidrs",
              "podCidrs",
              "Neither kubeadm-config nor the router nor the nodes tell the pod CIDRs.",
              "Say them in podCidrs."));
      return;
    }
    for (Node node : nodes) {
      for (Cidr cidr : node.podCidrs()) {
        if (pods.stream().noneMatch(p -> p.contains(cidr))) {
          violations.add(
              new Violation(
                  "node-outside-pod-cidrs",
                  "podCidrs",
                  "The node "
                      + node.name()
                      + " has "
                      + cidr
                      + ", outside the pod CIDRs "
                      + pods
                      + ".",
                  "Say podCidrs so that they hold every node's."));
        }
      }
    }
    for (Cidr pod : pods) {
      for (Cidr service : services) {
        if (pod.overlaps(service)) {
          violations.add(
              new Violation(
                  "pod-cidrs-overlap-service-cidrs",
                  "serviceCidrs",
                  "The pod CIDR " + pod + " overlaps the service CIDR " + service + ".",
                  "Correct podCidrs or serviceCidrs."));
        }
      }
    }
  }
}
