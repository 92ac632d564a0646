package io.podspan.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Service;
import io.podspan.embedded.process.StartFailedException;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.lab.api.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three instances of route-collector share six clusters. A route of each node changes as soon as
 * its last change was told, so whatever is told twice, late or never shows: each node has to tell
 * 1, 2, 3 and so on. Meanwhile one instance is killed, and another one stands still and goes on.
 */
class ThreeCollectorsIT {
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration AMPLE = Duration.ofSeconds(90);
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(300);
  private static final Pattern OWNED =
      Pattern.compile("(?m)^podspan_share_owned(?:\\{[^}]*})? ([0-9.]+)$");
  private static final int CLUSTERS = 6;
  private static final int NODES = 2;

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService changes = Executors.newSingleThreadScheduledExecutor();
  private final List<RoutedCluster> clusters = new ArrayList<>();
  private final List<Replica> replicas = new ArrayList<>();
  private final Map<String, RoutedNode> nodes = new HashMap<>();

  /** The versions that each node told, in their order. */
  private final Map<String, List<Integer>> versions = new ConcurrentHashMap<>();

  private final Map<String, Integer> sessions = new ConcurrentHashMap<>();
  private final Map<String, Integer> looks = new ConcurrentHashMap<>();
  private final List<RouteEvent> alarms = new CopyOnWriteArrayList<>();
  private volatile boolean changing;
  private Backend backend;
  private ToldRoutes told;

  /** As the script passes it: a test runs in the folder of its module. */
  @BeforeAll
  static void nameTheCheckout() {
    System.setProperty(
        Installation.HOME_PROPERTY, Path.of("").toAbsolutePath().getParent().toString());
  }

  @AfterAll
  static void forgetTheCheckout() {
    System.clearProperty(Installation.HOME_PROPERTY);
  }

  @BeforeEach
  void start() throws IOException {
    Plan plan = new Plan(CLUSTERS, NODES, CLUSTERS, 1, 0, 0, AMPLE, folder, List.of("-Xmx96m"));
    try {
      backend = Backend.start(plan, Service.COLLECTOR);
    } catch (StartFailedException e) {
      throw new IllegalStateException("package first: mvn -o package -DskipTests", e);
    }
    replicas.add(backend.first());
    Path credentials = Files.createDirectories(Backend.credentials(folder));
    ServerCertificate certificate = ServerCertificate.in(folder);
    List<RouteEntry> routes = RoutedCluster.routes(CLUSTERS, NODES);
    for (int i = 0; i < CLUSTERS; i++) {
      clusters.add(new RoutedCluster(i, NODES, routes, 1, credentials, vertx, certificate));
    }
    clusters.forEach(cluster -> cluster.nodes().forEach(node -> nodes.put(node.name(), node)));
    told = new ToldRoutes(backend.kafka(), this::on);
    Sayer.say(backend.kafka(), intent(plan));
    replicas.add(backend.add());
    replicas.add(backend.add());
  }

  private List<Event> intent(Plan plan) {
    List<Event> intent = new ArrayList<>();
    clusters.forEach(cluster -> intent.add(new IntentEvent.ClusterRegisteredV1(cluster.state())));
    intent.add(
        new IntentEvent.InterconnectDeclared(
            new InterconnectState(
                "all",
                1,
                plan.names(),
                List.of(new ReflectorState("reflector", Objects.REFLECTOR, 179, 64512)))));
    return intent;
  }

  @AfterEach
  void stop() throws InterruptedException {
    changing = false;
    changes.shutdownNow();
    told.close();
    backend.close();
    clusters.forEach(RoutedCluster::stop);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void on(RouteEvent event) {
    switch (event) {
      case RouteEvent.NodeRoutesChanged e -> tells(e);
      case RouteEvent.NodeSessionsChanged e -> sessions.merge(e.node(), 1, Integer::sum);
      case RouteEvent.NodeRead e -> looks.merge(e.node(), 1, Integer::sum);
      case RouteEvent.RouteMissing e -> alarms.add(e);
      case RouteEvent.RouteRestored e -> alarms.add(e);
    }
  }

  private void tells(RouteEvent.NodeRoutesChanged event) {
    int version =
        event.fib().stream().mapToInt(r -> RoutedNode.version(r.prefix())).max().orElse(-1);
    versions.computeIfAbsent(event.node(), _ -> new CopyOnWriteArrayList<>()).add(version);
    if (changing) {
      changeSoon(event.node());
    }
  }

  private void changeSoon(String node) {
    changes.schedule(
        () -> nodes.get(node).change(0), BETWEEN_CHANGES.toMillis(), TimeUnit.MILLISECONDS);
  }

  private int lastOf(String node) {
    List<Integer> all = versions.getOrDefault(node, List.of());
    return all.isEmpty() ? -1 : all.getLast();
  }

  private void until(Callable<Boolean> holds) {
    Instant end = Instant.now().plus(AMPLE);
    try {
      while (!holds.call()) {
        if (Instant.now().isAfter(end)) {
          fail("not within " + AMPLE.toSeconds() + " s: " + versions + ", owned " + owned());
        }
        Thread.sleep(200);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** How long until every node has told two changes more: the second was made after the call. */
  private Duration goesOn() {
    Instant began = Instant.now();
    Map<String, Integer> before = new HashMap<>();
    nodes.keySet().forEach(node -> before.put(node, lastOf(node)));
    until(() -> nodes.keySet().stream().allMatch(n -> lastOf(n) >= before.get(n) + 2));
    return Duration.between(began, Instant.now());
  }

  /** How long until those that are left have so many clusters each. */
  private Duration others(Integer... clusters) {
    Instant began = Instant.now();
    until(() -> owned().equals(List.of(clusters)));
    return Duration.between(began, Instant.now());
  }

  /** How many clusters each instance has; of one that does not answer -1. */
  private List<Integer> owned() {
    return replicas.stream().map(this::owned).toList();
  }

  private int owned(Replica replica) {
    try {
      String metrics =
          http.send(
                  HttpRequest.newBuilder(URI.create(replica.url() + "/q/metrics"))
                      .header("Authorization", Backend.authorization())
                      .timeout(Duration.ofSeconds(1))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      Matcher owned = OWNED.matcher(metrics);
      return owned.find() ? (int) Double.parseDouble(owned.group(1)) : -1;
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Test
  void oneIsKilledAndOneStandsStillAndEachChangeIsToldOnce() {
    until(() -> versions.keySet().containsAll(nodes.keySet()));
    until(() -> owned().equals(List.of(2, 2, 2)));
    changing = true;
    nodes.keySet().forEach(this::changeSoon);
    Duration usual = goesOn();

    replicas.removeFirst().kill();
    Duration afterKill = others(3, 3);
    Duration toldAfterKill = goesOn();

    Replica stopped = replicas.removeFirst();
    stopped.freeze();
    Duration afterStop = others(CLUSTERS);
    Duration toldAfterStop = goesOn();
    stopped.thaw();
    goesOn();
    replicas.addFirst(stopped);
    others(3, 3);
    goesOn();
    System.out.printf(
        "two changes of each node are told after %d ms. Killed: taken over after %d ms, told after"
            + " %d ms more. Stopped: %d ms, %d ms%n",
        usual.toMillis(),
        afterKill.toMillis(),
        toldAfterKill.toMillis(),
        afterStop.toMillis(),
        toldAfterStop.toMillis());

    versions.forEach(
        (node, all) ->
            assertThat(all)
                .as(node)
                .containsExactlyElementsOf(IntStream.range(0, all.size()).boxed().toList()));
    assertThat(sessions.values()).as("told by nobody again").hasSize(nodes.size()).containsOnly(1);
    assertThat(looks.values())
        .as("told once at the start of an instance at most")
        .allMatch(n -> n <= 3);
    assertThat(alarms).isEmpty();
    assertThat(afterKill).isLessThan(TAKEOVER);
    assertThat(afterStop).isLessThan(TAKEOVER);
  }
}
