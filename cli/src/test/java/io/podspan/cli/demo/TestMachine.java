package io.podspan.cli.demo;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Caches;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.lab.Lab;
import io.podspan.lab.LabSpec;
import io.podspan.lab.Prerequisites;
import io.podspan.lab.cluster.ClusterSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * All services as they run for a user, and a lab of two clusters whose routers stay dead once
 * killed.
 */
final class TestMachine implements AutoCloseable {
  static final List<String> CLUSTERS = List.of("paris", "tokyo");

  final Lab lab;
  final Machine machine;
  final Api peering;
  final Api console;

  private TestMachine(Lab lab, Machine machine) {
    HttpClient http = HttpClient.newHttpClient();
    this.lab = lab;
    this.machine = machine;
    this.peering = Services.of(http, machine.config(), Service.PEERING);
    this.console = Services.of(http, machine.config(), Service.CONSOLE);
  }

  static void assumeItCanRun() {
    var prerequisites = Prerequisites.check();
    if (!prerequisites.met()) {
      if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
        fail("PODSPAN_REQUIRE_LAB is set, but " + prerequisites.problem());
      }
      System.err.println("SKIPPED LAB TEST: " + prerequisites.problem());
      assumeTrue(false, prerequisites.problem());
    }
  }

  /**
   * @param jvmFlags settings for the services, as {@code -Dpodspan...}
   */
  static TestMachine start(String labName, String subnet, List<String> jvmFlags)
      throws IOException {
    Path data = folder(labName);
    List<ClusterSpec> two =
        LabSpec.demo(data.resolve("lab")).clusters().stream()
            .filter(cluster -> CLUSTERS.contains(cluster.name()))
            .toList();
    return start(labName, subnet, data, two, jvmFlags);
  }

  /** The same with these clusters. */
  static TestMachine of(String labName, String subnet, List<ClusterSpec> clusters)
      throws IOException {
    return start(labName, subnet, folder(labName), clusters, List.of());
  }

  private static Path folder(String labName) throws IOException {
    return Files.createTempDirectory(
        Files.createDirectories(Path.of("target").toAbsolutePath()), labName);
  }

  private static TestMachine start(
      String labName, String subnet, Path data, List<ClusterSpec> clusters, List<String> jvmFlags)
      throws IOException {
    Lab lab =
        Lab.up(
            LabSpec.demo(labName, subnet, data.resolve("lab"))
                .withClusters(clusters)
                .withRestartBackOff(Duration.ofMinutes(10)),
            (what, took) -> {});
    try {
      return start(lab, data, jvmFlags);
    } catch (RuntimeException | IOException e) {
      lab.down();
      throw e;
    }
  }

  private static TestMachine start(Lab lab, Path data, List<String> jvmFlags) throws IOException {
    MachineConfig config =
        new MachineConfig(
            data.resolve("machine"),
            "127.0.0.1",
            List.of(),
            PortPlan.free(),
            List.of(lab.hostAddress()),
            "reflector",
            jvmFlags,
            Caches.USE);
    Installation checkout = new Installation(Path.of("").toAbsolutePath().getParent());
    Machine machine =
        Machine.prepare(config, checkout, new SpokenProgress(), HttpClient.newHttpClient());
    try {
      for (String cluster : lab.clusters().stream().map(c -> c.spec().name()).toList()) {
        Files.copy(lab.kubeconfig(cluster), machine.folder().credentials().resolve(cluster));
      }
      Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
      if (!unready.isEmpty()) {
        throw new IllegalStateException("not ready: " + unready);
      }
      return new TestMachine(lab, machine);
    } catch (RuntimeException | IOException e) {
      machine.stop();
      throw e;
    }
  }

  Operator.Reflector reflector() {
    return new Operator.Reflector(
        "reflector", lab.hostAddress(), machine.config().ports().of(PortPlan.BGP), 64512);
  }

  /** Every event of the journal of these types; all types when none is named. */
  List<JsonNode> journal(String type) {
    return new Journal(console).events(type);
  }

  /** Whether every pod of each cluster reaches every pod of the other, past all services. */
  boolean everyPodReachesEveryOther() {
    return lab.pods("paris").stream()
        .allMatch(
            from ->
                lab.pods("tokyo").stream()
                    .allMatch(
                        to ->
                            lab.ping(from.name(), to.address().toString())
                                && lab.ping(to.name(), from.address().toString())));
  }

  /** The BGPPeers of a cluster, each as its name and its selector. */
  List<String> peersOf(String cluster) {
    try (KubernetesClient client = client(cluster)) {
      return client
          .genericKubernetesResources("crd.projectcalico.org/v1", "BGPPeer")
          .list()
          .getItems()
          .stream()
          .map(peer -> peer.getMetadata().getName() + " " + peer.get("spec", "nodeSelector"))
          .toList();
    }
  }

  /** The Secrets with keys of BGP sessions in a cluster. */
  List<String> bgpSecretsOf(String cluster) {
    try (KubernetesClient client = client(cluster)) {
      return client.secrets().inNamespace("kube-system").list().getItems().stream()
          .map(secret -> secret.getMetadata().getName())
          .filter(name -> name.startsWith("podspan-bgp-"))
          .toList();
    }
  }

  /**
   * Takes the pod of a node's kube-router away: a router that was killed comes back in a new one.
   */
  void newRouter(String cluster, String node) {
    try (KubernetesClient client = client(cluster)) {
      client
          .pods()
          .inNamespace("kube-system")
          .withLabel("k8s-app", "kube-router")
          .list()
          .getItems()
          .stream()
          .filter(pod -> node.equals(pod.getSpec().getNodeName()))
          .forEach(pod -> client.resource(pod).delete());
    }
  }

  /** The Kubernetes Events of a cluster, as text. */
  String kubernetesEventsOf(String cluster) {
    try (KubernetesClient client = client(cluster)) {
      return client.v1().events().inAnyNamespace().list().getItems().toString();
    }
  }

  private KubernetesClient client(String cluster) {
    Config config = Config.fromKubeconfig(lab.kubeconfig(cluster).toFile());
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** What the peering-service thinks of its rollouts, in one line. */
  String rollouts() {
    return peering.list("/api/v1/rollouts").toString();
  }

  /** For the log of a test that failed: what the peering-service thinks. */
  void tell() {
    System.out.println(peering.list("/api/v1/interconnects").toPrettyString());
    System.out.println(peering.list("/api/v1/rollouts").toPrettyString());
  }

  @Override
  public void close() {
    machine.stop();
    lab.down();
  }
}
