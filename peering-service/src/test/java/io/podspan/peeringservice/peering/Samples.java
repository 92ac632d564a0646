package io.podspan.peeringservice.peering;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.router.FakeReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Clusters as they usually are; tests change what they are about. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  public static final Reflector REFLECTOR = new Reflector("reflector", "192.0.2.1", 179, 64512);
  public static final RouterKind KUBE_ROUTER = new RouterKind("kube-router");
  public static final RouterKind CALICO = new RouterKind("calico");
  public static final RolloutPolicy POLICY =
      new RolloutPolicy(
          RolloutPolicy.ONE_AT_A_TIME,
          Duration.ofSeconds(60),
          Duration.ofSeconds(40),
          Duration.ofSeconds(30),
          Duration.ofSeconds(3),
          Duration.ofSeconds(120),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          RolloutPolicy.UnreadRoutes.STOP,
          true);
  public static final List<String> FLAGS = List.of("--run-router=true", "--run-firewall=true");

  private Samples() {}

  public static List<Prefix> cidrs(String... texts) {
    return List.of(texts).stream().map(Prefix::of).toList();
  }

  /** Cluster number n: pods in 10.n/16, services in 10.(100+n)/16, nodes in 198.18.n. */
  public static Cluster cluster(String name, int n, RouterKind cni) {
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
            .map(n -> new NodeReading(n.name(), n.address(), n.podCidrs(), true, Map.of()))
            .toList(),
        List.of(
            new FoundRouter(
                cluster.cni(),
                cluster.cniVersion(),
                new Sourced<>(cluster.asn(), "here"),
                new Sourced<>(List.of(), "not known"),
                new Sourced<>(List.of(), "not known"),
                Map.of())),
        List.of(),
        List.of(KUBE_ROUTER, CALICO),
        new Sourced<>(cluster.podCidrs(), "here"),
        new Sourced<>(cluster.serviceCidrs(), "here"));
  }

  /** A router that says nothing of its cluster but its AS number. */
  public static FoundRouter found(RouterKind kind, long asn) {
    return new FoundRouter(
        kind,
        null,
        new Sourced<>(asn, "here"),
        new Sourced<>(List.of(), "not known"),
        new Sourced<>(List.of(), "not known"),
        Map.of());
  }

  public static Candidate candidate(Cluster cluster) {
    return candidate(cluster, new Seen(reading(cluster), new FakeReading(FLAGS), List.of()));
  }

  public static Candidate candidate(Cluster cluster, Look look) {
    return new Candidate(known(cluster), look, false);
  }
}
