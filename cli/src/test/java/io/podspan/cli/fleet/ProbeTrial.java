package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.lab.api.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One run of {@code bench/probe}: all clusters in one interconnect, until each pair is reachable;
 * then a time in which what probe-service does and takes is counted.
 */
final class ProbeTrial {
  private static final double MEGABYTES = 300;
  private static final double CORES = 1;

  /** A bench asks again and again; nothing tells it when all pairs are reachable. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Plan plan;
  private final Duration window;
  private final double pairsAMinute;
  private final Figures figures;
  private final List<ProbedCluster> clusters = new ArrayList<>();

  /**
   * @param plan its limit is for the time until all pairs are reachable
   * @param window how long it is counted
   * @param pairsAMinute the aim
   */
  ProbeTrial(Plan plan, Duration window, double pairsAMinute, Figures figures) {
    this.plan = plan;
    this.window = window;
    this.pairsAMinute = pairsAMinute;
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    try (Backend backend = Backend.start(plan, Service.PROBES)) {
      setUp(vertx);
      say(backend.kafka());
      Api api = backend.first().api();
      figures.say("all pairs reachable after", seconds(reachable(api)));
      count(backend, api);
    } finally {
      clusters.forEach(ProbedCluster::stop);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void setUp(Vertx vertx) throws IOException {
    Path credentials = Files.createDirectories(Backend.credentials(plan.folder()));
    ServerCertificate certificate = ServerCertificate.in(plan.folder());
    for (int i = 0; i < plan.clusters(); i++) {
      clusters.add(new ProbedCluster(i, plan.nodes(), credentials, vertx, certificate));
    }
    figures.say(
        "clusters, nodes, pairs of nodes",
        "%d, %d, %d"
            .formatted(
                plan.clusters(),
                plan.allNodes(),
                plan.clusters() * (plan.clusters() - 1) * plan.nodes() * plan.nodes()));
  }

  /** What peering-service would say. */
  private void say(String kafka) {
    List<Event> intent = new ArrayList<>();
    clusters.forEach(cluster -> intent.add(new IntentEvent.ClusterRegisteredV1(cluster.state())));
    intent.add(
        new IntentEvent.InterconnectDeclared(
            new InterconnectState("all", 1, plan.names(), List.of())));
    Sayer.say(kafka, intent);
  }

  /** How long it took. */
  private Duration reachable(Api api) throws InterruptedException {
    Instant began = Instant.now();
    int pairs = plan.clusters() * (plan.clusters() - 1);
    while (states(api).stream().filter("REACHABLE"::equals).count() < pairs) {
      if (Duration.between(began, Instant.now()).compareTo(plan.limit()) > 0) {
        throw new IllegalStateException("not all pairs are reachable: " + states(api));
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return Duration.between(began, Instant.now());
  }

  private static List<String> states(Api api) {
    List<String> states = new ArrayList<>();
    api.get("/api/v1/reachability")
        .path("pairs")
        .forEach(pair -> states.add(pair.path("state").asText()));
    return states;
  }

  private void count(Backend backend, Api api) throws IOException, InterruptedException {
    long pid = backend.first().pid();
    ProcessUse.forgetPeak(pid);
    long pinged = sum(ProbedCluster::pinged);
    long execs = sum(ProbedCluster::execs);
    double cpu = ProcessUse.cpuSeconds(pid);
    double postgres = ProcessUse.cpuSeconds(backend.postgresPid());
    // A bench measures time that passes.
    Thread.sleep(window);
    double minutes = window.toMillis() / 60_000.0;
    double seconds = window.toMillis() / 1_000.0;
    figures.above(
        "pairs measured",
        (sum(ProbedCluster::pinged) - pinged) / minutes,
        pairsAMinute,
        "a minute");
    figures.say(
        "commands in pods",
        "%.0f a minute".formatted((sum(ProbedCluster::execs) - execs) / minutes));
    figures.below("CPU", (ProcessUse.cpuSeconds(pid) - cpu) / seconds, CORES, "cores");
    figures.say(
        "CPU of Postgres",
        "%.2f cores"
            .formatted((ProcessUse.cpuSeconds(backend.postgresPid()) - postgres) / seconds));
    figures.below("resident, peak", ProcessUse.residentMegabytes(pid, true), MEGABYTES, "MB");
    figures.say("longest round", longestRound(api) + " ms");
    figures.none(
        "pairs that are not reachable",
        states(api).stream().filter(state -> !state.equals("REACHABLE")).toList());
    figures.say("rows of the last hour", rows(api));
  }

  private long sum(ToLongFunction<ProbedCluster> figure) {
    return clusters.stream().mapToLong(figure).sum();
  }

  private static long longestRound(Api api) {
    long longest = 0;
    for (JsonNode pair : api.get("/api/v1/reachability").path("pairs")) {
      longest = Math.max(longest, pair.path("tookMillis").asLong());
    }
    return longest;
  }

  /** Pairs of nodes and minutes; it answers 10,000 at most. */
  private static String rows(Api api) {
    JsonNode page = api.get("/api/v1/history?since=1h&nodes=true&limit=10000");
    return page.path("rows").size() + (page.path("next").isTextual() ? " and more" : "");
  }

  private static String seconds(Duration time) {
    return "%.1f s".formatted(time.toMillis() / 1_000.0);
  }
}
