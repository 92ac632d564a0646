package io.podspan.cli.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.podspan.cli.api.Api;
import io.podspan.cli.demo.Operator;
import io.podspan.lab.api.ServerCertificate;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One run, from the first process to the last. */
final class Trial {
  private static final double PLAN_SECONDS = 2;
  private static final double RESIDENT_MEGABYTES = 512;
  private static final double NODES_PER_SECOND = 50;
  private static final double READ_MILLIS = 50;
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 4;

  /** An interconnect takes no more clusters: more of them are planned by several requests. */
  private static final int MOST_PLANNED = 100;

  private final Plan plan;
  private final Figures figures;
  private final Map<String, SimulatedCluster> clusters = new LinkedHashMap<>();

  Trial(Plan plan, Figures figures) {
    this.plan = plan;
    this.figures = figures;
  }

  void run() throws IOException, InterruptedException {
    Vertx vertx = Vertx.vertx();
    ExecutorService control =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    try (Backend backend = Backend.start(plan);
        Reports reports = new Reports(backend.kafka());
        Told told = new Told(backend.kafka(), reports)) {
      setUp(vertx, control, reports);
      Api api = backend.first().api();
      register(api, backend);
      plan(api, backend);
      join(api, backend, reports, told);
      check(told);
    } finally {
      clusters.values().forEach(SimulatedCluster::stop);
      control.shutdownNow();
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private void setUp(Vertx vertx, ExecutorService control, Reports reports) throws IOException {
    Path credentials = Files.createDirectories(Backend.credentials(plan.folder()));
    ServerCertificate certificate = ServerCertificate.in(plan.folder());
    for (int i = 0; i < plan.clusters(); i++) {
      SimulatedCluster cluster =
          new SimulatedCluster(i, plan, credentials, vertx, certificate, control, reports);
      clusters.put(cluster.name(), cluster);
    }
    figures.say("clusters, nodes", plan.clusters() + ", " + plan.allNodes());
  }

  private void register(Api api, Backend backend) throws IOException, InterruptedException {
    figures.say(
        "resident before", ProcessUse.residentMegabytes(backend.first().pid(), false) + " MB");
    Instant from = Instant.now();
    Operator operator = new Operator(api);
    List<String> names = plan.names();
    for (int i = 0; i < names.size(); i += AT_ONCE) {
      operator.registerAll(names.subList(i, Math.min(names.size(), i + AT_ONCE)));
    }
    figures.say("registered in", seconds(from));
    // A bench measures rest as well: nothing can be waited for while nothing happens.
    Thread.sleep(SETTLE);
    ProcessUse.forgetPeak(backend.first().pid());
    double before = ProcessUse.cpuSeconds(backend.first().pid());
    Thread.sleep(SETTLE);
    figures.say(
        "CPU while nothing happens",
        "%.0f %% of a core"
            .formatted(
                (ProcessUse.cpuSeconds(backend.first().pid()) - before)
                    * 100
                    / SETTLE.toSeconds()));
    figures.below(
        "resident, all clusters watched",
        ProcessUse.residentMegabytes(backend.first().pid(), true),
        RESIDENT_MEGABYTES,
        "MB");
  }

  private void plan(Api api, Backend backend) {
    List<Double> took = new ArrayList<>();
    double before = ProcessUse.cpuSeconds(backend.first().pid());
    for (int i = 0; i < 3; i++) {
      Instant from = Instant.now();
      List<String> names = plan.names();
      for (int first = 0; first < names.size(); first += MOST_PLANNED) {
        List<String> part = names.subList(first, Math.min(names.size(), first + MOST_PLANNED));
        JsonNode answer = api.post("/api/v1/interconnects", request("all", part, true));
        if (answer.path("plans").size() != part.size()) {
          figures.none("clusters without a plan", List.of(answer.path("checks").toString()));
        }
      }
      took.add(Duration.between(from, Instant.now()).toMillis() / 1000.0);
    }
    double cpu = (ProcessUse.cpuSeconds(backend.first().pid()) - before) / took.size();
    figures.say("plans, one after the other", "%s s, our CPU %.1f s each".formatted(took, cpu));
    figures.below(
        "plan of all clusters, median", took.stream().sorted().toList().get(1), PLAN_SECONDS, "s");
  }

  static ObjectNode request(String name, List<String> clusters, boolean dryRun) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name).put("dryRun", dryRun);
    body.set("clusters", Api.JSON.valueToTree(clusters));
    body.putArray("reflectors")
        .addObject()
        .put("name", Reports.NAME)
        .put("address", Objects.REFLECTOR)
        .put("asn", 64512);
    return body;
  }

  private void join(Api api, Backend backend, Reports reports, Told told)
      throws IOException, InterruptedException {
    Reads reads = Reads.start(backend.first().url(), paths(), plan.readsPerSecond());
    ProcessUse.forgetPeak(backend.first().pid());
    List<String> late = new ArrayList<>();
    double joining = 0;
    Instant end = Instant.now().plus(plan.limit());
    Cpu cpu = new Cpu(backend);
    List<List<String>> interconnects = plan.interconnects();
    for (int i = 0; i < interconnects.size() && late.isEmpty(); i++) {
      reports.joins(interconnects.get(i), clusters);
      joining += join(api, reports, told, i, interconnects.get(i), end, late);
    }
    reads.close();
    figures.none("not joined in time", late);
    figures.say("joined, seconds of it", "%d, %.1f s".formatted(told.verifiedNodes(), joining));
    figures.above("nodes joined a second", told.verifiedNodes() / joining, NODES_PER_SECOND, "");
    figures.say(
        "a node's turn, p50 and p99",
        "%d ms, %d ms".formatted(told.tookMillis(0.5), told.tookMillis(0.99)));
    cpu.say(figures, told.verifiedNodes());
    figures.say(
        "resident, highest while joining",
        ProcessUse.residentMegabytes(backend.first().pid(), true) + " MB");
    figures.say("reads, answers", Integer.toString(reads.answers()));
    figures.say("reads, p50", "%.1f ms".formatted(reads.quantile(0.5)));
    figures.below("reads, p99", reads.quantile(0.99), READ_MILLIS, "ms");
    figures.say("reads, slowest", "%.1f ms".formatted(reads.quantile(1)));
    reads.byPath(0.99).forEach(line -> figures.say("  p99", line));
    figures.none("reads that failed", reads.failures());
  }

  private List<String> paths() {
    String first = Plan.interconnect(0);
    return List.of(
        "/api/v1/clusters?limit=50",
        "/api/v1/clusters/" + Plan.cluster(0),
        "/api/v1/interconnects",
        "/api/v1/rollouts?limit=20",
        "/api/v1/rollouts?interconnect=" + first,
        "/api/v1/reflectors");
  }

  /** Declares one interconnect and waits until its nodes have joined; the seconds of that. */
  private double join(
      Api api,
      Reports reports,
      Told told,
      int index,
      List<String> names,
      Instant end,
      List<String> late)
      throws InterruptedException {
    String name = Plan.interconnect(index);
    int before = told.verifiedNodes();
    int wanted = before + names.size() * plan.nodes();
    int completed = told.completed() + names.size();
    Instant declared = Instant.now();
    JsonNode answer = api.post("/api/v1/interconnects", request(name, names, false));
    double declaring = Duration.between(declared, Instant.now()).toMillis() / 1000.0;
    Instant from = Instant.now();
    reports.configured(name, answer.path("revision").asLong());
    boolean restart = restarts(index);
    while (told.completed() < completed) {
      if (restart && told.verifiedNodes() > (before + wanted) / 2) {
        restart = false;
        clusters.values().forEach(SimulatedCluster::restartServer);
        figures.say("API servers start again", "after %d nodes".formatted(told.verifiedNodes()));
      }
      if (Instant.now().isAfter(end) || !told.failures().isEmpty()) {
        late.add(name + ": " + (wanted - told.verifiedNodes()) + " nodes, " + told.failures());
        break;
      }
      Thread.sleep(20);
    }
    double took = Duration.between(from, Instant.now()).toMillis() / 1000.0;
    figures.say(
        name,
        "declared in %.1f s, %d nodes joined in %.1f s: %.1f a second"
            .formatted(
                declaring,
                told.verifiedNodes() - before,
                took,
                (told.verifiedNodes() - before) / took));
    return took;
  }

  /** In the middle of interconnects that are spread over the run. */
  private boolean restarts(int index) {
    int count = plan.interconnects().size();
    int every = Math.max(1, count / Math.max(1, plan.restarts()));
    return plan.restarts() > 0 && index % every == every / 2;
  }

  private void check(Told told) {
    figures.none("rollouts that did not go straight", told.failures());
    List<String> twice = new ArrayList<>();
    told.verified()
        .forEach(
            (node, times) -> {
              if (times != 1) {
                twice.add(node + " verified " + times + " times");
              }
            });
    for (SimulatedCluster cluster : clusters.values()) {
      for (SimulatedNode node : cluster.nodes()) {
        int times = cluster.restarts().getOrDefault(node.name(), 0);
        if (times != 1) {
          twice.add(node.name() + " restarted " + times + " times");
        }
      }
      // Held, changed, given back: three changes of its spec besides the first.
      if (cluster.generation() != 4 || !cluster.strategy().equals("RollingUpdate")) {
        twice.add(
            cluster.name() + " has generation " + cluster.generation() + ", " + cluster.strategy());
      }
    }
    figures.none("not done exactly once", twice);
  }

  private static String seconds(Instant from) {
    return "%.1f s".formatted(Duration.between(from, Instant.now()).toMillis() / 1000.0);
  }

  /** CPU of all processes from its making on. */
  private static final class Cpu {
    private final Backend backend;
    private final double peering;
    private final double postgres;
    private final double kafka;
    private final double bench;

    Cpu(Backend backend) {
      this.backend = backend;
      this.peering = ProcessUse.cpuSeconds(backend.first().pid());
      this.postgres = ProcessUse.cpuSeconds(backend.postgresPid());
      this.kafka = ProcessUse.cpuSeconds(backend.kafkaPid());
      this.bench = own();
    }

    private static double own() {
      return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
          / 1e9;
    }

    void say(Figures figures, int nodes) {
      double ours = ProcessUse.cpuSeconds(backend.first().pid()) - peering;
      figures.say(
          "CPU: ours, Postgres, Kafka, bench",
          "%.1f, %.1f, %.1f, %.1f s; ours %.1f ms a node"
              .formatted(
                  ours,
                  ProcessUse.cpuSeconds(backend.postgresPid()) - postgres,
                  ProcessUse.cpuSeconds(backend.kafkaPid()) - kafka,
                  own() - bench,
                  ours * 1000 / Math.max(1, nodes)));
    }
  }
}
