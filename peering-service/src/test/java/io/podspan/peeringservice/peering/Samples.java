package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.Candidate.Look;
import io.podspan.peeringservice.peering.Candidate.Seen;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import java.time.Instant;
import java.util.List;

/** Clusters as they usually are; tests change what they are about. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  public static final Reflector REFLECTOR = new Reflector("reflector", "192.0.2.1", 179, 64512);
  public static final List<String> FLAGS = List.of("--run-router=true", "--run-firewall=true");

  private Samples() {}

  public static List<Cidr> cidrs(String... texts) {
    return List.of(texts).stream().map(Cidr::parse).toList();
  }

  /** Cluster number n: pods in 10.n/16, services in 10.(100+n)/16, nodes in 198.18.n. */
  public static Cluster cluster(String name, int n, Cni cni) {
    return new Cluster(
        name,
        cni,
        "v2.1.0",
        64512,
        cidrs("10." + n + ".0.0/16"),
        cidrs("10." + (100 + n) + ".0.0/16"),
        List.of(node(name, n, 1), node(name, n, 2)),
        new Access(name, null));
  }

  public static Node node(String cluster, int n, int number) {
    return new Node(
        cluster + "-" + number,
        "198.18." + n + "." + number,
        cidrs("10." + n + "." + number + ".0/24"));
  }

  public static Registration said(Cluster cluster) {
    return new Registration(cluster.name(), cluster.access(), null, null, List.of(), List.of());
  }

  public static KnownCluster known(Cluster cluster) {
    return new KnownCluster(
        said(cluster), cluster, new Origins("here", "here", "here"), NOON, NOON);
  }

  /** What the API of such a cluster says. */
  public static ClusterReading reading(Cluster cluster) {
    return new ClusterReading(
        cluster.nodes().stream()
            .map(n -> new NodeReading(n.name(), n.address(), n.podCidrs(), true, false))
            .toList(),
        List.of(new FoundRouter(cluster.cni(), cluster.cniVersion())),
        new Sourced<>(cluster.asn(), "here"),
        new Sourced<>(cluster.podCidrs(), "here"),
        new Sourced<>(cluster.serviceCidrs(), "here"));
  }

  public static RouterReading router(Cni cni) {
    return switch (cni) {
      case KUBE_ROUTER -> flags(FLAGS);
      case CALICO -> new RouterReading.Objects(List.of(), List.of());
      case CILIUM -> throw new IllegalArgumentException("no driver");
    };
  }

  public static RouterReading.Flags flags(List<String> flags) {
    return new RouterReading.Flags(
        "kube-system",
        "kube-router",
        "kube-router",
        "args",
        flags,
        "{\"type\":\"RollingUpdate\"}",
        List.of());
  }

  public static Candidate candidate(Cluster cluster) {
    return candidate(cluster, new Seen(reading(cluster), router(cluster.cni()), List.of()));
  }

  public static Candidate candidate(Cluster cluster, Look look) {
    return new Candidate(known(cluster), look, false);
  }
}
