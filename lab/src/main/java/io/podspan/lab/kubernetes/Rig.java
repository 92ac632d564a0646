package io.podspan.lab.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.network.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One rig of real clusters.
 *
 * @param script the file {@code lab/kubernetes/rig} of a checkout
 * @param id the rig's name: another id is another rig
 * @param subnet the first three numbers of its /24, as {@code 198.18.64}
 */
public record Rig(Path script, String id, String subnet) {
  private static final String ID = "PODSPAN_RIG";
  private static final String SUBNET = "PODSPAN_RIG_SUBNET";
  private static final Path SCRIPT = Path.of("lab", "kubernetes", "rig");

  /** The rig that the environment chose, as the script reads it. */
  public static Rig ofEnvironment(Path checkout) {
    Map<String, String> environment = System.getenv();
    return new Rig(
        checkout.resolve(SCRIPT),
        environment.getOrDefault(ID, "rig"),
        environment.getOrDefault(SUBNET, "198.18.64"));
  }

  /** A rig beside others: id and subnet must be its own. */
  public static Rig named(Path checkout, String id, String subnet) {
    return new Rig(checkout.resolve(SCRIPT), id, subnet);
  }

  /** The rig's own address: API servers, services, the reflector. */
  public String address() {
    return subnet + ".1";
  }

  /**
   * Checks that this process runs in the rig's network.
   *
   * @throws LabException when it does not
   */
  public void requireInside() {
    try {
      if (NetworkInterface.getByInetAddress(InetAddress.getByName(address())) != null) {
        return;
      }
    } catch (IOException _) {
      // Then it is not known whether it does; nothing would work if not.
    }
    throw new LabException(
        "This process is not in the network of the rig "
            + id
            + ".\nwhat to do: Run it as ./podspan demo --kubernetes, or as "
            + script
            + " sh COMMAND.");
  }

  /** Why there can be no rig here without compiling anything; empty when there can be one. */
  public String problem() {
    if (!System.getProperty("os.name").equals("Linux") || !Files.isExecutable(script)) {
      return "real clusters need Linux and the script " + script;
    }
    if (!run("ready").succeeded()) {
      return "the programs of Kubernetes are not at hand; run " + script + " build";
    }
    Result namespaces = execute(List.of("unshare", "--net", "--mount", "true"));
    return namespaces.succeeded()
        ? ""
        : "real clusters need root with CAP_SYS_ADMIN: they live in namespaces";
  }

  /** Makes a cluster, or what is missing of it. Takes 10 to 40 s on two cores. */
  public void up(String cluster, int index, int nodes, Consumer<String> progress) {
    require(progress, "up", cluster, String.valueOf(index), String.valueOf(nodes));
  }

  /** Adds the node {@code CLUSTER-NUMBER}; returns when its kubelet starts. */
  public void join(String cluster, int number) {
    require(line -> {}, "join", cluster, String.valueOf(number));
  }

  /** Switches the node off, then deletes its Node object. */
  public void leave(String cluster, int number) {
    require(line -> {}, "leave", cluster, String.valueOf(number));
  }

  /** Applies {@code deploy/member-cluster}. */
  public void apply(String cluster) {
    require(line -> {}, "apply", cluster);
  }

  /**
   * Puts Calico in kube-router's place.
   *
   * @param namespace {@code kube-system} as Calico's manifest, {@code calico-system} as its
   *     operator
   */
  public void calico(String cluster, String namespace) {
    require(line -> {}, "calico", cluster, namespace);
  }

  /** Has the rig taken down when this process ends, also when it is killed. */
  public void guard() {
    require(line -> {}, "guard", String.valueOf(ProcessHandle.current().pid()));
  }

  /** Takes everything away, also what a killed rig left behind. */
  public void down() {
    require(line -> {}, "down");
  }

  /** Takes one cluster away. */
  public void down(String cluster) {
    require(line -> {}, "down", cluster);
  }

  /** The administrator's kubeconfig of a cluster. */
  public Path kubeconfig(String cluster) {
    for (JsonNode entry : status().path("clusters")) {
      if (entry.path("name").asText().equals(cluster)) {
        return Path.of(entry.path("kubeconfig").asText());
      }
    }
    throw new LabException("There is no cluster " + cluster + " in the rig " + id + ".");
  }

  /** What the script's {@code status -o json} says: address, folder, clusters with their nodes. */
  public JsonNode status() {
    return Json.literal(require(line -> {}, "status", "-o", "json"));
  }

  /**
   * kubectl as administrator.
   *
   * @return what it printed
   * @throws LabException with kubectl's message when it fails
   */
  public String ctl(String cluster, String... arguments) {
    List<String> all = new ArrayList<>(List.of("ctl", cluster));
    all.addAll(List.of(arguments));
    return require(line -> {}, all.toArray(String[]::new));
  }

  /** As {@link #ctl}, with {@code -o json} added. */
  public JsonNode json(String cluster, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    return Json.literal(ctl(cluster, all.toArray(String[]::new)));
  }

  /**
   * kubectl as administrator where it goes on, as with {@code --watch}: one long command costs a
   * small part of what many short ones do. Returns when it ended, or was interrupted, and leaves
   * nothing running.
   *
   * @param lines takes each line that it prints
   */
  public void follow(String cluster, Consumer<String> lines, String... arguments)
      throws InterruptedException {
    List<String> line = new ArrayList<>(List.of(script.toString(), "ctl", cluster));
    line.addAll(List.of(arguments));
    try {
      Process process = builder(line).redirectErrorStream(true).start();
      Thread reader =
          Thread.startVirtualThread(
              () -> process.inputReader(StandardCharsets.UTF_8).lines().forEach(lines));
      try {
        process.waitFor();
        reader.join();
      } finally {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
      }
    } catch (IOException e) {
      throw new LabException(line.getFirst() + " cannot be run: " + e.getMessage(), e);
    }
  }

  /**
   * A command of this machine in a node's namespaces.
   *
   * @param node as {@code paris-1}
   */
  public String onNode(String node, String... command) {
    List<String> all = new ArrayList<>(List.of("node", node));
    all.addAll(List.of(command));
    return require(line -> {}, all.toArray(String[]::new));
  }

  /**
   * The id of a process of a pod, as this machine counts: by it one enters the pod's network.
   *
   * @param pod as {@code podspan/podspan-probe-abcde}
   */
  public long pid(String cluster, String pod) {
    return Long.parseLong(require(line -> {}, "pid", cluster, pod).strip());
  }

  /** A command in the network of a new rig, to be started by the caller. */
  public ProcessBuilder fresh(List<String> command) {
    List<String> all = new ArrayList<>(List.of(script.toString(), "fresh"));
    all.addAll(command);
    return builder(all);
  }

  private String require(Consumer<String> progress, String... arguments) {
    Result result = run(progress, arguments);
    if (!result.succeeded()) {
      throw new LabException(
          "rig "
              + String.join(" ", Arrays.asList(arguments))
              + " failed: "
              + result.errors().strip());
    }
    return result.output();
  }

  private Result run(String... arguments) {
    return run(line -> {}, arguments);
  }

  private Result run(Consumer<String> progress, String... arguments) {
    List<String> line = new ArrayList<>(List.of(script.toString()));
    line.addAll(List.of(arguments));
    return execute(line, progress);
  }

  private Result execute(List<String> line) {
    return execute(line, _ -> {});
  }

  /** What a command left. */
  private record Result(int code, String output, String errors) {
    boolean succeeded() {
      return code == 0;
    }
  }

  private Result execute(List<String> line, Consumer<String> progress) {
    try {
      Process process = builder(line).start();
      process.getOutputStream().close();
      CompletableFuture<String> errors =
          CompletableFuture.supplyAsync(() -> told(process, progress), Thread::startVirtualThread);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output, errors.join());
    } catch (IOException e) {
      return new Result(127, "", line.getFirst() + " cannot be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while running " + line, e);
    }
  }

  private static String told(Process process, Consumer<String> progress) {
    StringBuilder all = new StringBuilder();
    process
        .errorReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              all.append(line).append('\n');
              progress.accept(line.replaceFirst("^rig: ", ""));
            });
    return all.toString();
  }

  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put(ID, id);
    builder.environment().put(SUBNET, subnet);
    return builder;
  }
}
