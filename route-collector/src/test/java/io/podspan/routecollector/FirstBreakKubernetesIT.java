package io.podspan.routecollector;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import io.podspan.lab.kubernetes.BirdReflector;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.kubernetes.ExecPlaces;
import io.podspan.routecollector.kubernetes.KnownRouters;
import io.podspan.routecollector.kubernetes.KubernetesClusterReader;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Expectation.Origin;
import io.podspan.routecollector.route.Missing;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.Observation;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.RouterLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Routes of real kube-routers break, one after the other, and the break is named. */
@ExtendWith(RealClusters.class)
class FirstBreakKubernetesIT {
  private static final int LIMA = 6;
  private static final int QUITO = 7;
  private static final Map<Integer, String> NAMES = Map.of(LIMA, "lima", QUITO, "quito");

  @TempDir Path folder;
  private Rig rig;
  private KubernetesClusterReader reader;
  private NodeStatus seen = NodeStatus.notReadYet("lima", "lima-1");

  @Test
  void theBreakOfARouteIsNamed(RealClusters clusters) throws IOException {
    rig = clusters.rig();
    Path credentials = Files.createDirectory(folder.resolve("credentials"));
    for (int place : List.of(LIMA, QUITO)) {
      String name = NAMES.get(place);
      rig.up(name, place, 1, System.out::println);
      Files.copy(
          rig.kubeconfig(name), credentials.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (ClusterClients clients = new ClusterClients(new Credentials(credentials));
        BirdReflector _ =
            BirdReflector.between(rig, folder, List.of(address(LIMA), address(QUITO)))) {
      for (String name : NAMES.values()) {
        run(name, "--peer-router-ips=" + rig.address(), "--peer-router-asns=64512");
      }
      reader =
          new KubernetesClusterReader(
              clients,
              new KnownRouters(Optional.empty()),
              new ExecPlaces(new SimpleMeterRegistry(), 1, 100));
      becomesWell();

      rig.onNode("lima-1", "ip", "route", "add", "blackhole", "10.7.0.0/25");
      becomes(new RouteReason.Shadowed("10.7.0.0/25", "blackhole", null, null));
      rig.onNode("lima-1", "ip", "route", "del", "blackhole", "10.7.0.0/25");
      becomesWell();

      rig.onNode("lima-1", "ip", "route", "prepend", "blackhole", route().prefix());
      becomes(new RouteReason.OtherKernelRoute("blackhole", null, null));
      rig.onNode("lima-1", "ip", "route", "del", "blackhole", route().prefix());
      becomesWell();

      rig.onNode(
          "lima-1",
          "ip",
          "route",
          "replace",
          route().prefix(),
          "via",
          rig.address(),
          "proto",
          "static");
      becomes(new RouteReason.ForeignRoute("static", rig.address(), "eth0"));
      rig.onNode("lima-1", "ip", "route", "del", route().prefix(), "proto", "static");
      becomes(new RouteReason.NotInstalled());

      run("quito", "--no-such-flag");
      becomes(
          "the router of quito-1 is down",
          missing -> missing.filter(m -> m.cause() instanceof OriginReason.RouterDown).isPresent());
    }
  }

  /** Without graceful restart, so that its routes go with it. */
  private void run(String cluster, String... more) {
    String flags =
        "\"--run-router=true\",\"--run-firewall=false\",\"--run-service-proxy=false\",\""
            + String.join("\",\"", more)
            + "\"";
    rig.ctl(
        cluster,
        "-n",
        "kube-system",
        "patch",
        "daemonset",
        "kube-router",
        "--type=json",
        "-p=[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/args\",\"value\":["
            + flags
            + "]}]");
    rig.ctl(
        cluster, "-n", "kube-system", "delete", "pod", "-l", "k8s-app=kube-router", "--wait=false");
  }

  private void becomesWell() {
    becomes("nothing is missing", Optional::isEmpty);
  }

  private void becomes(RouteReason cause) {
    becomes(cause.code(), missing -> missing.filter(m -> m.cause().equals(cause)).isPresent());
  }

  private void becomes(String what, Predicate<Optional<Missing>> wanted) {
    await().alias(what).until(this::look, wanted);
  }

  /** What the node of lima lacks, empty when nothing. */
  private Optional<Missing> look() {
    ReadOutcome outcome = read(LIMA);
    if (!(outcome instanceof ReadOutcome.Read(var tables))) {
      return Optional.of(notKnown(outcome.toString()));
    }
    Observation observation = Observation.of(seen, tables, expectation(), elsewhere());
    seen =
        seen.read(
            observation.now(), RouterLook.of(tables, expectation(), Instant.now()), Instant.now());
    return observation.now().unknown().isEmpty()
        ? observation.now().missing().stream().findFirst()
        : Optional.of(notKnown("a table could not be read"));
  }

  private Missing notKnown(String why) {
    return new Missing(route(), Table.RIB, new RouteReason.RibUnread(why));
  }

  private Elsewhere elsewhere() {
    RouterLook quito =
        switch (read(QUITO)) {
          case ReadOutcome.Read(var _) -> new RouterLook(RouterLook.State.RUNS, "", Instant.now());
          case ReadOutcome.RouterDown(String why) ->
              new RouterLook(RouterLook.State.DOWN, why, Instant.now());
          case ReadOutcome.Unreadable(String why) ->
              new RouterLook(RouterLook.State.UNREAD, why, Instant.now());
        };
    return new Elsewhere(Heard.NOTHING, Map.of("quito/quito-1", quito));
  }

  private Expectation expectation() {
    return new Expectation(
        List.of(route()),
        Set.of(rig.address()),
        Map.of(address(QUITO), new Origin("quito", "quito-1", Map.of(rig.address(), "bird"))));
  }

  private RouteEntry route() {
    return new RouteEntry("10.7.0.0/24", address(QUITO));
  }

  private String address(int place) {
    return rig.subnet() + "." + place + "1";
  }

  private ReadOutcome read(int place) {
    String name = NAMES.get(place);
    Map<String, ReadOutcome> outcomes = new ConcurrentHashMap<>();
    reader.read(
        new ClusterState(
            name,
            Cni.KUBE_ROUTER,
            null,
            64512,
            List.of("10." + place + ".0.0/16"),
            List.of(),
            List.of(new NodeState(name + "-1", address(place), List.of("10." + place + ".0.0/24"))),
            new AccessReference(name, null)),
        outcomes::put);
    assertThat(outcomes).containsKey(name + "-1");
    return outcomes.get(name + "-1");
  }
}
