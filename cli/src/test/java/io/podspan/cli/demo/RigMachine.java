package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.addresses.Prefix;
import io.podspan.cli.api.Api;
import io.podspan.cli.grant.Account;
import io.podspan.cli.grant.AdminContext;
import io.podspan.cli.grant.Grants;
import io.podspan.cli.machine.Caches;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.lab.kubernetes.Rig;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * All services as they run for a user, and two real clusters of two nodes with kube-router. The
 * services run on this machine, which the nodes reach by the rig's link to it.
 */
final class RigMachine implements AutoCloseable {
  static final List<String> CLUSTERS = List.of("paris", "tokyo");
  private static final int NODES = 2;
  private static final Duration OFTEN = Duration.ofMillis(500);
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);
  private static final String PROBES = "podspan";
  private static final String INTERCONNECTS = "/api/v1/interconnects";

  final Rig rig;
  final Machine machine;
  final Api console;
  private final Api peering;
  private final Map<String, String> pods = new HashMap<>();

  private RigMachine(Rig rig, Machine machine) {
    HttpClient http = HttpClient.newHttpClient();
    this.rig = rig;
    this.machine = machine;
    this.peering = Services.of(http, machine.config(), Service.PEERING);
    this.console = Services.of(http, machine.config(), Service.CONSOLE);
  }

  /** Takes the rig down first: a test that was killed may have left it. */
  static RigMachine start(Rig rig) throws IOException {
    Path data =
        Files.createTempDirectory(
            Files.createDirectories(Path.of("target").toAbsolutePath()), rig.id());
    rig.down();
    rig.guard();
    try {
      CompletableFuture.allOf(
              CLUSTERS.stream()
                  .map(cluster -> CompletableFuture.runAsync(() -> up(rig, cluster)))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      return start(rig, data);
    } catch (RuntimeException | IOException e) {
      rig.down();
      throw e;
    }
  }

  private static void up(Rig rig, String cluster) {
    rig.up(cluster, CLUSTERS.indexOf(cluster) + 1, NODES, System.out::println);
    rig.apply(cluster);
  }

  private static RigMachine start(Rig rig, Path data) throws IOException {
    MachineConfig config =
        new MachineConfig(
            data.resolve("machine"),
            "127.0.0.1",
            List.of(),
            PortPlan.free(),
            List.of(rig.status().path("outside").asText()),
            "reflector",
            List.of(),
            Caches.USE);
    Installation checkout = new Installation(Path.of("").toAbsolutePath().getParent());
    Machine machine =
        Machine.prepare(config, checkout, new SpokenProgress(), HttpClient.newHttpClient());
    try {
      CLUSTERS.forEach(
          cluster -> grant(rig, cluster, machine.folder().credentials().resolve(cluster)));
      Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
      if (!unready.isEmpty()) {
        throw new IllegalStateException("not ready: " + unready);
      }
      return new RigMachine(rig, machine);
    } catch (RuntimeException e) {
      machine.stop();
      throw e;
    }
  }

  /** As {@code podspan clusters grant} does. */
  private static void grant(Rig rig, String cluster, Path file) {
    AdminContext context = AdminContext.find(cluster, rig.kubeconfig(cluster));
    try (KubernetesClient client = context.client()) {
      new Grants(context, client)
          .grant(Account.ALL_SERVICES, cluster, null, file, TOKEN_LIFE, Set.of());
    }
  }

  void register() {
    new Operator(peering).registerAll(CLUSTERS);
  }

  /** Joins the clusters; pods see each other's own addresses. */
  void declare(String interconnect) {
    ObjectNode body =
        Api.JSON.createObjectNode().put("name", interconnect).put("podSourceAddress", "preserve");
    body.set("clusters", Api.JSON.valueToTree(CLUSTERS));
    body.putArray("reflectors")
        .addObject()
        .put("name", "reflector")
        .put("address", reflector())
        .put("port", machine.config().ports().of(PortPlan.BGP))
        .put("asn", 64512);
    peering.post(INTERCONNECTS, body);
  }

  /** The same, and waits until all of it is rolled out. */
  void join(String interconnect, Duration patience) {
    declare(interconnect);
    await(patience, () -> isReady(interconnect));
  }

  private boolean isReady(String interconnect) {
    return peering
        .get(INTERCONNECTS + "/" + interconnect)
        .path("conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True"));
  }

  /** Withdraws the interconnect, and waits until it is gone. */
  void leave(String interconnect, Duration patience) {
    peering.delete(INTERCONNECTS + "/" + interconnect);
    await(patience, () -> peering.list(INTERCONNECTS).isEmpty());
  }

  /**
   * Asks again and again. Programs that are no tests have no library for it.
   *
   * @throws IllegalStateException when it is not so in time
   */
  static void await(Duration patience, BooleanSupplier so) {
    long end = System.nanoTime() + patience.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not so after " + patience.toSeconds() + " s");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      // Between two questions to real clusters, which have no clock of ours.
      Thread.sleep(OFTEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Adds a node, and waits until Kubernetes calls it ready. */
  void joinNode(String cluster, int number) {
    rig.join(cluster, number);
    String node = "node/" + cluster + "-" + number;
    rig.ctl(cluster, "wait", "--for=create", node, "--timeout=120s");
    rig.ctl(cluster, "wait", "--for=condition=Ready", node, "--timeout=120s");
  }

  /** Has the router of a node made again, and waits until the new one is ready. */
  void newRouter(String node) {
    deleteRouter(node);
    onRouter(node, "wait", "--for=condition=Ready", "--timeout=120s");
  }

  /** Has the router of a node made again, and waits until there is a new one. */
  void deleteRouter(String node) {
    onRouter(node, "delete", "--wait=true");
    onRouter(node, "wait", "--for=create", "--timeout=60s");
  }

  private void onRouter(String node, String verb, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "-n",
                "kube-system",
                verb,
                "pod",
                "-l",
                "k8s-app=kube-router",
                "--field-selector=spec.nodeName=" + node));
    line.addAll(List.of(options));
    rig.ctl(clusterOf(node), line.toArray(String[]::new));
  }

  /** The nodes of both clusters that there are from the begin. */
  List<String> nodes() {
    return CLUSTERS.stream()
        .flatMap(cluster -> IntStream.rangeClosed(1, NODES).mapToObj(n -> cluster + "-" + n))
        .toList();
  }

  private String reflector() {
    return machine.config().bgpAddresses().getFirst();
  }

  Ground ground() {
    Map<String, Ground.Node> nodes = new HashMap<>();
    for (String cluster : CLUSTERS) {
      for (JsonNode node : rig.json(cluster, "get", "nodes").path("items")) {
        String name = node.at("/metadata/name").asText();
        nodes.put(
            name,
            new Ground.Node(
                namespace(name),
                node.at("/status/addresses/0/address").asText(),
                Prefix.parse(node.at("/spec/podCIDR").asText()).orElseThrow()));
      }
    }
    return new Ground(reflector(), nodes);
  }

  /** The network of a node. */
  String namespace(String node) {
    return "rig-" + rig.id() + "-" + node;
  }

  /** The network that the nodes hang on. */
  String network() {
    return "rig-" + rig.id();
  }

  /** The probe pod of a node, as why takes it. It stays the same while the node does. */
  String podOn(String node) {
    String known = pods.get(node);
    if (known == null) {
      known = findPod(node);
      if (!known.endsWith("/")) {
        pods.put(node, known);
      }
    }
    return known;
  }

  /** Without a name at its end where there is none yet. */
  private String findPod(String node) {
    String cluster = clusterOf(node);
    JsonNode list =
        rig.json(
            cluster,
            "-n",
            PROBES,
            "get",
            "pods",
            "-l",
            "podspan.io/probe=true",
            "--field-selector=spec.nodeName=" + node);
    return cluster + "/" + PROBES + "/" + list.at("/items/0/metadata/name").asText();
  }

  static String clusterOf(String node) {
    return node.substring(0, node.lastIndexOf('-'));
  }

  /** The id of a process of a cluster's control plane, such as {@code api}. */
  String process(String cluster, String name) throws IOException {
    return Files.readString(rig.kubeconfig(cluster).resolveSibling(name + ".pid")).strip();
  }

  @Override
  public void close() {
    machine.stop();
    rig.down();
  }
}
