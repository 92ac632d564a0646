package io.podspan.probeservice.kubernetes;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.FailedPart;
import io.podspan.events.reason.NotMeasured.AccessUnusable;
import io.podspan.events.reason.NotMeasured.ExecForbidden;
import io.podspan.events.reason.NotMeasured.ListForbidden;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.events.reason.PairSummary.Several;
import io.podspan.events.reason.PairSummary.SomeFail;
import io.podspan.events.reason.PairSummary.SomeNotAsked;
import io.podspan.events.world.World;
import io.podspan.lab.Lab;
import io.podspan.lab.LabProgress;
import io.podspan.lab.LabSpec;
import io.podspan.lab.Prerequisites;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Topology;
import io.podspan.probeservice.ends.EndName;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.Measurement;
import io.podspan.probeservice.measure.PodListing;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.measure.SourceView;
import io.podspan.probeservice.paths.PathKind;
import io.podspan.probeservice.paths.PathProber;
import io.podspan.probeservice.paths.PathQuestion;
import io.podspan.probeservice.paths.PathResult;
import io.podspan.probeservice.paths.PathResult.State;
import io.podspan.probeservice.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real pods in namespaces, reached by exec through the lab's API; real pings. */
class LabIT {
  private static final Map<String, String> POD_CIDRS =
      Map.of("paris", "10.1.0.0/16", "london", "10.2.0.0/16", "tokyo", "10.3.0.0/16");

  private static Lab lab;
  private static ClusterClients clients;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PodSelectors selectors = new PodSelectors(ProbePodSettings.LABELLED, Map.of());
  private final ExecPlaces places = new ExecPlaces(metrics, 16, 50);

  @BeforeAll
  static void up() {
    String problem = Prerequisites.check().problem();
    if (!problem.isEmpty()) {
      if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
        fail("PODSPAN_REQUIRE_LAB is set, but " + problem);
      }
      System.err.println("SKIPPED LAB TEST: " + problem);
      abort(problem);
    }
    Path folder = Path.of("target", "lab-prit");
    lab = Lab.up(LabSpec.demo("prit", "198.18.12.0/24", folder), LabProgress.SILENT);
    clients = new ClusterClients(new Credentials(lab.kubeconfigFolder()));
  }

  @AfterAll
  static void down() {
    if (clients != null) {
      clients.close();
    }
    if (lab != null) {
      lab.down();
    }
  }

  private Prober prober(String suffix) {
    World known = world(suffix);
    return new Prober(new KubernetesPods(() -> known, clients, metrics, places, selectors), 3, 64);
  }

  private PathProber paths(String suffix) {
    World known = world(suffix);
    KubernetesPods pods = new KubernetesPods(() -> known, clients, metrics, places, selectors);
    return new PathProber(
        new KubernetesEnds(() -> known, clients, pods),
        pods,
        new KubernetesPathPods(() -> known, clients, places),
        (_, _, _, _, _) -> new SourceView.Unseen("not asked for"),
        () -> known,
        () -> 20_000);
  }

  private static PathResult result(PathProber prober, PathKind kind, String from, String to) {
    PathQuestion question =
        new PathQuestion(
            EndName.parse(from).orElseThrow(),
            EndName.parse(to).orElseThrow(),
            EnumSet.of(kind),
            9,
            null);
    return prober.measure(question).results().getFirst();
  }

  /** The lab's clusters, with access by the kubeconfigs of this suffix. */
  private static World world(String suffix) {
    World world = new World(new TreeMap<>(), new TreeMap<>());
    for (Map.Entry<String, String> cluster : POD_CIDRS.entrySet()) {
      world =
          world.after(
              new IntentEvent.ClusterRegisteredV1(
                  new ClusterState(
                      cluster.getKey(),
                      Cni.KUBE_ROUTER,
                      null,
                      64512,
                      List.of(cluster.getValue()),
                      List.of(),
                      List.of(),
                      new AccessReference(cluster.getKey() + suffix, null))));
    }
    return world;
  }

  @Test
  void aSelectorTakesOtherPodsOfOneCluster() {
    World known = world("");
    PodSelectors own =
        new PodSelectors("podspan.io/probe in (true)", Map.of("tokyo", "app=nothing"));
    KubernetesPods pods = new KubernetesPods(() -> known, clients, metrics, places, own);
    await()
        .untilAsserted(
            () ->
                assertThat(pods.list("paris"))
                    .isInstanceOfSatisfying(
                        PodListing.Listed.class, listed -> assertThat(listed.pods()).hasSize(4)));
    assertThat(pods.list("tokyo")).isEqualTo(new PodListing.Listed(List.of(), 0));
  }

  private static Verdict verdict(Prober prober, String from, String to) {
    return Verdict.of(prober.measure(from, List.of(to)).getFirst());
  }

  @Test
  void podsReachTheirOwnClusterAndOthersOnceTheNodesHaveRoutes() {
    Prober prober = prober("");
    await()
        .untilAsserted(
            () -> {
              Verdict within = verdict(prober, "paris", "paris");
              assertThat(within.cause()).isEqualTo(new AllAnswer(12));
              assertThat(within.roundTrip().minMicros()).isPositive();
            });

    List<Measurement> before = prober.measure("paris", List.of("london", "tokyo"));
    assertThat(before)
        .allSatisfy(
            measurement -> {
              Verdict verdict = Verdict.of(measurement);
              assertThat(verdict.state())
                  .as(verdict.cause().toString())
                  .isEqualTo(Reachability.UNREACHABLE);
              assertThat(verdict.pairs()).isEqualTo(16);
              assertThat(measurement.took()).isLessThan(Duration.ofSeconds(20));
            });

    routes("add", "paris", "tokyo");
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(verdict(prober, "paris", "tokyo").cause())
                      .isEqualTo(new AllAnswer(16)));
      await()
          .untilAsserted(
              () ->
                  assertThat(verdict(prober, "tokyo", "paris").state())
                      .isEqualTo(Reachability.REACHABLE));

      Topology.Node node = nodes("tokyo").getLast();
      nodes("paris").forEach(paris -> route("del", paris, node));
      Verdict broken = verdict(prober, "paris", "tokyo");
      assertThat(broken.state()).isEqualTo(Reachability.PARTIAL);
      assertThat(broken.cause())
          .isInstanceOfSatisfying(
              SomeFail.class,
              fail -> {
                assertThat(fail.failed()).isEqualTo(8);
                assertThat(fail.parts()).containsExactly(FailedPart.targetNode(node.name()));
              });
      nodes("paris").forEach(paris -> route("add", paris, node));
    } finally {
      routes("del", "paris", "tokyo");
    }
  }

  @Test
  void measuresBetweenTwoEndsOnDemand() {
    PathProber prober = paths("");
    await().untilAsserted(() -> assertState(State.UNREACHED, prober, PathKind.ICMP));
    routes("add", "paris", "tokyo");
    try {
      await().untilAsserted(() -> assertState(State.REACHED, prober, PathKind.ICMP));
      PathResult refused = result(prober, PathKind.TCP, "paris", "tokyo");
      assertThat(refused.why()).extracting(Why::code).isEqualTo("connection-refused");
      PathResult mtu = result(prober, PathKind.MTU, "paris", "tokyo");
      assertThat(mtu.mtu()).as(mtu.toString()).isEqualTo(1500);
      assertThat(result(prober, PathKind.ICMP, "paris", "tokyo/none").why())
          .extracting(Why::code)
          .isEqualTo("not-found");
      assertThat(result(paths("-readonly"), PathKind.ICMP, "paris", "tokyo").why())
          .extracting(Why::code)
          .isEqualTo("exec-forbidden");
    } finally {
      routes("del", "paris", "tokyo");
    }
  }

  private static void assertState(State state, PathProber prober, PathKind kind) {
    PathResult result = result(prober, kind, "paris", "tokyo");
    assertThat(result.state()).as(result.toString()).isEqualTo(state);
  }

  private static List<Topology.Node> nodes(String cluster) {
    return lab.topology().nodes().stream().filter(n -> n.cluster().equals(cluster)).toList();
  }

  private static void routes(String verb, String one, String other) {
    for (Topology.Node a : nodes(one)) {
      for (Topology.Node b : nodes(other)) {
        route(verb, a, b);
        route(verb, b, a);
      }
    }
  }

  private static void route(String verb, Topology.Node on, Topology.Node to) {
    Command.of(
            "ip", "-n", on.namespace(), "route", verb, to.podCidr().toString(), "via", to.address())
        .require("");
  }

  @Test
  void saysWhichRightsAreMissing() {
    assertThat(verdict(prober("-norights"), "paris", "tokyo"))
        .satisfies(
            verdict -> {
              assertThat(verdict.state()).isEqualTo(Reachability.UNKNOWN);
              assertThat(verdict.cause())
                  .isEqualTo(
                      new Several(List.of(new ListForbidden("paris"), new ListForbidden("tokyo"))));
            });
    Verdict readOnly = verdict(prober("-readonly"), "paris", "tokyo");
    assertThat(readOnly.state()).isEqualTo(Reachability.UNKNOWN);
    assertThat(readOnly.cause())
        .isInstanceOfSatisfying(
            SomeNotAsked.class, not -> assertThat(not.why()).isInstanceOf(ExecForbidden.class));
    assertThat(
            metrics
                .counter("podspan_probe_exec_failures", "cluster", "paris", "cause", "forbidden")
                .count())
        .isEqualTo(4);
  }

  @Test
  void saysThatThereAreNoCredentials() {
    assertThat(verdict(prober("-nowhere"), "paris", "tokyo").cause())
        .isInstanceOfSatisfying(
            Several.class,
            several -> assertThat(several.reasons()).hasOnlyElementsOfType(AccessUnusable.class));
  }
}
