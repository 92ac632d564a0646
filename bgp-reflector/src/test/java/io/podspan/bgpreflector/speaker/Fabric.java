package io.podspan.bgpreflector.speaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A bridge in a namespace of its own, with a leg in ours and one in a namespace per router. All
 * names start with bgpr-.
 */
final class Fabric implements AutoCloseable {
  static final String HOST = "198.18.77.1";
  private static final String BRIDGE = "bgpr-fabric";
  private static final String LEG = "bgpr-host";

  private final List<String> namespaces = new ArrayList<>();
  private final List<Process> daemons = new ArrayList<>();

  private Fabric() {}

  static Fabric create() {
    require(Files.isWritable(Path.of("/proc/sys/net/ipv4/ip_forward")), "needs root");
    for (String program : List.of("ip", "gobgpd", "gobgp", "bird", "birdc")) {
      require(
          isInstalled(program), "needs " + program + " (Debian packages iproute2, gobgpd, bird2)");
    }
    Fabric fabric = new Fabric();
    fabric.removeLeftovers();
    fabric.namespace(BRIDGE);
    run("ip", "-n", BRIDGE, "link", "add", "br0", "up", "type", "bridge");
    run("ip", "link", "add", LEG, "type", "veth", "peer", "name", "host", "netns", BRIDGE);
    run("ip", "-n", BRIDGE, "link", "set", "host", "master", "br0", "up");
    run("ip", "addr", "add", HOST + "/24", "dev", LEG);
    run("ip", "link", "set", LEG, "up");
    return fabric;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      System.err.println("SKIPPED LAB TEST: " + what);
      if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
        throw new IllegalStateException(what);
      }
      Assumptions.abort(what);
    }
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  void node(String name, String address) {
    String namespace = "bgpr-" + name;
    namespace(namespace);
    run(
        "ip", "link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", name,
        "netns", BRIDGE);
    run("ip", "-n", BRIDGE, "link", "set", name, "master", "br0", "up");
    run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
    run("ip", "-n", namespace, "link", "set", "eth0", "up");
    run("ip", "-n", namespace, "link", "set", "lo", "up");
  }

  /** A daemon in the foreground that ends with the fabric. */
  Process daemon(String node, Path log, String... command) {
    try {
      Process process =
          new ProcessBuilder(inNode(node, command))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      daemons.add(process);
      return process;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  String ask(String node, String... command) {
    return output(inNode(node, command));
  }

  private static List<String> inNode(String node, String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", "bgpr-" + node));
    all.addAll(List.of(command));
    return all;
  }

  private void namespace(String name) {
    run("ip", "netns", "add", name);
    namespaces.add(name);
  }

  private void removeLeftovers() {
    output(List.of("ip", "netns", "list"))
        .lines()
        .map(line -> line.split(" ")[0])
        .filter(name -> name.startsWith("bgpr-"))
        .forEach(name -> output(List.of("ip", "netns", "del", name)));
    output(List.of("ip", "link", "del", LEG));
  }

  private static void run(String... command) {
    output(List.of(command));
  }

  private static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(10, TimeUnit.SECONDS);
      return output;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    daemons.forEach(Process::destroyForcibly);
    namespaces.reversed().forEach(name -> output(List.of("ip", "netns", "del", name)));
    output(List.of("ip", "link", "del", LEG));
  }
}
