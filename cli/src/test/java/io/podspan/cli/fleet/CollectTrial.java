package io.podspan.cli.fleet;

import io.podspan.cli.machine.Service;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.lab.api.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of {@code bench/collect}: all clusters in one interconnect, until each node was told;
 * then routes change, and what route-collector does and takes is counted.
 */
final class CollectTrial {
  private static final double FIRST_PICTURE_SECONDS = 30;
  private static final double MEGABYTES = 512;
  private static final double CHANGE_SECONDS = 1;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration LAST_CHANGES = Duration.ofSeconds(30);

  private final Plan plan;
  private final int changesASecond;
  private final int changingNodes;
  private final Duration window;
  private final Figures figures;
  private final List<RoutedCluster> clusters = new ArrayList<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final List<String> alarms = new CopyOnWriteArrayList<>();
  private volatile @Nullable RouteChanges changes;

  /**
   * @param plan its limit is for the time until all nodes are told and followed
   * @param window how long routes change
   */
  CollectTrial(Plan plan, int changesASecond, int changingNodes, Duration window, Figures figures) {
    this.plan = plan;
    this.changesASecond = changesASecond;
    this.changingNodes = Math.min(changingNodes, plan.allNodes());
    this.window = window;
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try (Backend backend = Backend.start(plan, Service.COLLECTOR)) {
      setUp(vertx);
      try (ToldRoutes _ = new ToldRoutes(backend.kafka(), this::on)) {
        firstPicture(backend);
        change(backend);
      }
    } finally {
      clusters.forEach(RoutedCluster::stop);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void setUp(Vertx vertx) throws IOException {
    Path credentials = Files.createDirectories(Backend.credentials(plan.folder()));
    ServerCertificate certificate = ServerCertificate.in(plan.folder());
    List<RouteEntry> routes = RoutedCluster.routes(plan.clusters(), plan.nodes());
    for (int i = 0; i < plan.clusters(); i++) {
      clusters.add(new RoutedCluster(i, plan.nodes(), routes, 1, credentials, vertx, certificate));
    }
    figures.say(
        "clusters, nodes, routes of each",
        "%d, %d, %d".formatted(plan.clusters(), plan.allNodes(), routes.size()));
  }

  private void on(RouteEvent event) {
    switch (event) {
      case RouteEvent.NodeRoutesChanged e -> {
        seen.add(e.node());
        RouteChanges present = changes;
        if (present != null) {
          present.told(e);
        }
      }
      case RouteEvent.RouteMissing e -> alarms.add(e.node() + " lacks " + e.route());
      case RouteEvent.RouteRestored e -> alarms.add(e.node() + " has again " + e.route());
      case RouteEvent.NodeSessionsChanged _, RouteEvent.NodeRead _ -> {
        // The routes of a node come after its sessions.
      }
    }
  }

  /** What peering-service would say. */
  private List<Event> intent() {
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

  private void firstPicture(Backend backend) throws IOException, InterruptedException {
    long pid = backend.first().pid();
    ProcessUse.forgetPeak(pid);
    double cpu = ProcessUse.cpuSeconds(pid);
    Instant began = Instant.now();
    Sayer.say(backend.kafka(), intent());
    await("each node was told", () -> seen.size() == plan.allNodes());
    figures.below("first picture", seconds(began), FIRST_PICTURE_SECONDS, "s");
    figures.say("its CPU", "%.1f s".formatted(ProcessUse.cpuSeconds(pid) - cpu));
    await("each node is followed", () -> streams() == plan.allNodes());
    figures.say("all streams are open after", "%.1f s".formatted(seconds(began)));
    figures.below(
        "resident, peak until then", ProcessUse.residentMegabytes(pid, true), MEGABYTES, "MB");
  }

  private long streams() {
    return clusters.stream()
        .flatMap(cluster -> cluster.nodes().stream())
        .mapToLong(RoutedNode::streams)
        .sum();
  }

  private long commands() {
    return clusters.stream()
        .flatMap(cluster -> cluster.nodes().stream())
        .mapToLong(RoutedNode::commands)
        .sum();
  }

  private static double seconds(Instant since) {
    return Duration.between(since, Instant.now()).toMillis() / 1_000.0;
  }

  private void await(String what, BooleanSupplier holds) throws InterruptedException {
    Instant end = Instant.now().plus(plan.limit());
    while (!holds.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException(
            "not in time: %s (%d told, %d streams)".formatted(what, seen.size(), streams()));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private void change(Backend backend) throws IOException, InterruptedException {
    RouteChanges present = new RouteChanges(changing());
    // What a stream asks for at its beginning is read first.
    Thread.sleep(LAST_CHANGES.dividedBy(3));
    changes = present;
    long pid = backend.first().pid();
    ProcessUse.forgetPeak(pid);
    double cpu = ProcessUse.cpuSeconds(pid);
    double postgres = ProcessUse.cpuSeconds(backend.postgresPid());
    double kafka = ProcessUse.cpuSeconds(backend.kafkaPid());
    double bench = ProcessUse.cpuSeconds(ProcessHandle.current().pid());
    long commands = commands();
    Instant began = Instant.now();
    present.make(changesASecond, window.toSeconds());
    double took = seconds(began);
    figures.say("nodes that change", Integer.toString(changingNodes));
    figures.say("changes", "%.0f a second".formatted(present.made() / took));
    figures.say("commands in pods", "%.0f a second".formatted((commands() - commands) / took));
    figures.say("events with routes", "%.0f a second".formatted(present.events() / took));
    figures.say(
        "CPU of it, Postgres, Kafka, bench",
        "%.2f, %.2f, %.2f, %.2f cores"
            .formatted(
                (ProcessUse.cpuSeconds(pid) - cpu) / took,
                (ProcessUse.cpuSeconds(backend.postgresPid()) - postgres) / took,
                (ProcessUse.cpuSeconds(backend.kafkaPid()) - kafka) / took,
                (ProcessUse.cpuSeconds(ProcessHandle.current().pid()) - bench) / took));
    Instant last = Instant.now().plus(LAST_CHANGES);
    while (present.untold() > 0 && Instant.now().isBefore(last)) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    figures.say("a change is told, p50", "%.3f s".formatted(present.took(0.5)));
    figures.below("a change is told, p99", present.took(0.99), CHANGE_SECONDS, "s");
    figures.below("resident, peak", ProcessUse.residentMegabytes(pid, true), MEGABYTES, "MB");
    figures.none(
        "changes that were not told",
        present.untold() == 0 ? List.of() : List.of(Long.toString(present.untold())));
    figures.none("alarms", List.copyOf(alarms));
  }

  /** Of each cluster as many. */
  private List<RoutedNode> changing() {
    List<RoutedNode> nodes = new ArrayList<>();
    for (int i = 0; nodes.size() < changingNodes; i++) {
      int place = i;
      clusters.forEach(cluster -> nodes.add(cluster.nodes().get(place)));
    }
    return List.copyOf(nodes.subList(0, changingNodes));
  }
}
