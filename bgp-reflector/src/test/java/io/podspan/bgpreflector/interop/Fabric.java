package io.podspan.bgpreflector.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A bridge in a namespace of its own, with a leg in ours and one in a namespace per router. All
 * names start with bgpr-, so that what a crash left behind is swept by the next one.
 */
public final class Fabric implements AutoCloseable {
  public static final String HOST = "198.18.77.1";
  public static final String HOST_V6 = "2001:db8:77::1";
  static final String LEG = "bgpr-host";
  private static final String PREFIX = "bgpr-";
  private static final String BRIDGE = "bgpr-fabric";

  /** Files in here are laid over /etc by "ip netns exec". */
  private static final Path OVERLAYS = Path.of("/etc/netns");

  private final List<Process> daemons = new ArrayList<>();

  private final MachineLock lock = MachineLock.take("podspan-bgpr");

  private Fabric() {}

  public static Fabric create() {
    Programs.requireRoot();
    Fabric fabric = new Fabric();
    sweep();
    run("ip", "netns", "add", BRIDGE);
    run("ip", "-n", BRIDGE, "link", "add", "br0", "up", "type", "bridge");
    run("ip", "link", "add", LEG, "type", "veth", "peer", "name", "host", "netns", BRIDGE);
    run("ip", "-n", BRIDGE, "link", "set", "host", "master", "br0", "up");
    run("ip", "addr", "add", HOST + "/24", "dev", LEG);
    run("ip", "addr", "add", HOST_V6 + "/64", "dev", LEG, "nodad");
    run("ip", "link", "set", LEG, "up");
    return fabric;
  }

  public void node(String name, String address) {
    node(name, address, List.of());
  }

  void node(String name, String address, List<String> more) {
    String namespace = PREFIX + name;
    run("ip", "netns", "add", namespace);
    run(
        "ip", "link", "add", "eth0", "netns", namespace, "type", "veth", "peer", "name", name,
        "netns", BRIDGE);
    run("ip", "-n", BRIDGE, "link", "set", name, "master", "br0", "up");
    run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
    more.forEach(
        v6 -> run("ip", "-n", namespace, "addr", "add", v6 + "/64", "dev", "eth0", "nodad"));
    run("ip", "-n", namespace, "link", "set", "eth0", "up");
    run("ip", "-n", namespace, "link", "set", "lo", "up");
  }

  /** Lays a file over one in the node's /etc. */
  void overlay(String node, String file, String content) throws IOException {
    Path folder = Files.createDirectories(OVERLAYS.resolve(PREFIX + node));
    Files.writeString(folder.resolve(file), content);
  }

  /** A daemon in the foreground that ends with the fabric. */
  public Process daemon(String node, Path log, String... command) {
    return start(log, inNode(node, command));
  }

  /** A program on our side that ends with the fabric. */
  Process besides(Path log, String... command) {
    return start(log, List.of(command));
  }

  private Process start(Path log, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      daemons.add(process);
      return process;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String ask(String node, String... command) {
    return output(inNode(node, command));
  }

  /** Ends everything that runs in the node, and waits until it has. */
  void killAll(String node) {
    kill(PREFIX + node);
  }

  private static List<String> inNode(String node, String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", PREFIX + node));
    all.addAll(List.of(command));
    return all;
  }

  private static void sweep() {
    namespaces().forEach(Fabric::remove);
    output(List.of("ip", "link", "del", LEG));
  }

  private static List<String> namespaces() {
    return output(List.of("ip", "netns", "list"))
        .lines()
        .map(line -> line.split(" ")[0])
        .filter(name -> name.startsWith(PREFIX))
        .toList();
  }

  private static void remove(String namespace) {
    kill(namespace);
    output(List.of("ip", "netns", "del", namespace));
    Path overlay = OVERLAYS.resolve(namespace);
    if (Files.isDirectory(overlay)) {
      try (Stream<Path> files = Files.list(overlay)) {
        files.forEach(Fabric::delete);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
      delete(overlay);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void kill(String namespace) {
    List<ProcessHandle> inside =
        output(List.of("ip", "netns", "pids", namespace))
            .lines()
            .filter(line -> line.matches("[0-9]+"))
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList();
    inside.forEach(ProcessHandle::destroyForcibly);
    inside.forEach(process -> process.onExit().orTimeout(5, TimeUnit.SECONDS).join());
  }

  private static void run(String... command) {
    output(List.of(command));
  }

  static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
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
    sweep();
    lock.close();
  }
}
