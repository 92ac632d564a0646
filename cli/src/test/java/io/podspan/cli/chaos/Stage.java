package io.podspan.cli.chaos;

import io.podspan.cli.api.Api;
import io.podspan.cli.demo.Operator;
import io.podspan.cli.demo.Services;
import io.podspan.cli.machine.Caches;
import io.podspan.cli.machine.Installation;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.MachineConfig;
import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.lab.Lab;
import io.podspan.lab.LabSpec;
import io.podspan.lab.cluster.ClusterSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lab of three clusters, the machine as a user has it, and the wires between its parts. */
final class Stage implements AutoCloseable {
  static final String KAFKA = "kafka";
  static final String POSTGRES = "postgres";

  private static final String LAB = "chaos";
  private static final Pattern SERVER = Pattern.compile("server: https://127\\.0\\.0\\.1:(\\d+)");

  /** A rollout that a fault befell is to fail within the run, and to be tried again. */
  private static final List<String> SETTINGS =
      List.of(
          "-Dpodspan.rollout.gate-timeout=20s",
          "-Dpodspan.rollout.route-timeout=20s",
          "-Dpodspan.rollout.restart-timeout=30s",
          "-Dpodspan.rollout.api-timeout=20s");

  final Lab lab;
  final Machine machine;
  final Processes processes;
  final Database database;
  final Api peering;
  final Api reflector;

  /** By the server that they lead to: Kafka, Postgres, and a cluster's API by its name. */
  final Map<String, Wire> wires = new LinkedHashMap<>();

  final Map<Target, Disk> disks;

  private Stage(Lab lab, Machine machine) {
    HttpClient http = HttpClient.newHttpClient();
    Path data = machine.folder().path();
    this.lab = lab;
    this.machine = machine;
    this.processes = new Processes(data);
    this.database = new Database(machine);
    this.peering = Services.of(http, machine.config(), Service.PEERING);
    this.reflector = Services.of(http, machine.config(), Service.REFLECTOR);
    this.disks =
        Map.of(
            Target.KAFKA, new Disk(data.resolve("kafka")).mounted(),
            Target.POSTGRES, new Disk(data.resolve("postgres")).mounted());
  }

  /** Everything runs and is ready, and the clusters are registered, when this returns. */
  static Stage set(Path folder, Diary diary) throws IOException {
    Lab lab =
        Lab.up(
            LabSpec.demo(LAB, LabSpec.DEFAULT_SUBNET, folder.resolve("lab"))
                .withRestartBackOff(Duration.ofSeconds(1)),
            (what, _) -> diary.note("lab", what));
    try {
      Machine machine =
          Machine.prepare(config(lab, folder), checkout(), diary, HttpClient.newHttpClient());
      Stage stage = new Stage(lab, machine);
      try {
        stage.start();
        return stage;
      } catch (RuntimeException | IOException e) {
        stage.machine.stop();
        throw e;
      }
    } catch (RuntimeException | IOException e) {
      lab.down();
      throw e;
    }
  }

  private static MachineConfig config(Lab lab, Path folder) {
    return new MachineConfig(
        folder.resolve("machine"),
        "127.0.0.1",
        List.of(),
        PortPlan.with(Map.of(PortPlan.BGP, 179)),
        List.of(lab.hostAddress()),
        "reflector",
        SETTINGS,
        Caches.USE);
  }

  private static Installation checkout() {
    return Installation.current();
  }

  private void start() throws IOException {
    Callers callers = new Callers(processes);
    PortPlan ports = machine.config().ports();
    lay(new Wire(KAFKA, ports.of(PortPlan.KAFKA), callers));
    lay(new Wire(POSTGRES, ports.of(PortPlan.POSTGRES), callers));
    for (String cluster : clusters()) {
      Path kubeconfig = lab.kubeconfig(cluster);
      lay(new Wire(cluster, port(Files.readString(kubeconfig)), callers));
      Files.copy(kubeconfig, machine.folder().credentials().resolve(cluster));
    }
    Map<Service, String> unready = machine.start(CompletableFuture.completedFuture(null));
    if (!unready.isEmpty()) {
      throw new IllegalStateException("not ready: " + unready);
    }
    new Operator(peering).registerAll(clusters());
  }

  private void lay(Wire wire) {
    wires.put(wire.toString(), wire);
    Redirections.to(wire);
  }

  private static int port(String kubeconfig) {
    Matcher server = SERVER.matcher(kubeconfig);
    if (!server.find()) {
      throw new IllegalStateException("no server in the lab's kubeconfig");
    }
    return Integer.parseInt(server.group(1));
  }

  List<String> clusters() {
    return lab.spec().clusters().stream().map(ClusterSpec::name).toList();
  }

  Path logs() {
    return machine.folder().path().resolve("logs");
  }

  String kafka() {
    return "127.0.0.1:" + machine.config().ports().of(PortPlan.KAFKA);
  }

  /** The services before the lab, or they would report lost clusters. */
  @Override
  public void close() {
    machine.stop();
    for (Wire wire : wires.values()) {
      Redirections.end(wire);
      wire.close();
    }
    lab.down();
  }
}
