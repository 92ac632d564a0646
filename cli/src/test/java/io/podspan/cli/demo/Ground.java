package io.podspan.cli.demo;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where faults are made: nodes, by commands in their own network.
 *
 * @param host the address of the reflector
 */
record Ground(String host, Map<String, Node> nodes) {
  private static final Set<String> ROUTERS = Set.of("gobgpd", "bird", "bird6", "kube-router");

  /**
   * A node.
   *
   * @param namespace its network
   * @param podCidr of its pods
   */
  record Node(String namespace, String address, Prefix podCidr) {}

  static Ground of(TestMachine machine) {
    return new Ground(
        machine.lab.hostAddress(),
        machine.lab.topology().nodes().stream()
            .collect(
                Collectors.toMap(
                    node -> node.name(),
                    node ->
                        new Node(node.namespace(), node.address().toString(), node.podCidr()))));
  }

  /**
   * Runs commands on a node, with a semicolon between them. They may name the {prefix} of the pods
   * of another node, its first {half}, its {address}, and the address of the reflector's {host}.
   *
   * @throws io.podspan.lab.network.LabException with the command's own message when one fails
   */
  void on(String node, String other, String commands) {
    Prefix prefix = node(other).podCidr();
    String written =
        commands
            .replace("{prefix}", prefix.toString())
            .replace("{half}", prefix.subnet(0, prefix.length() + 1).toString())
            .replace("{address}", node(other).address())
            .replace("{host}", host);
    for (String command : written.split(";")) {
      in(node(node).namespace(), command);
    }
  }

  /** Sends a signal, such as {@code STOP}, to the router of a node. */
  void signalRouter(String node, String signal) {
    List<String> routers =
        Command.of("ip", "netns", "pids", node(node).namespace())
            .require("")
            .lines()
            .filter(pid -> ROUTERS.contains(nameOf(pid)))
            .toList();
    if (routers.isEmpty()) {
      throw new IllegalStateException("no router runs on " + node);
    }
    routers.forEach(pid -> signal(pid, signal));
  }

  Node node(String name) {
    Node node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no node " + name);
    }
    return node;
  }

  static void in(String namespace, String command) {
    Command.of(
            Stream.concat(
                    Stream.of("ip", "netns", "exec", namespace), Stream.of(command.split(" ")))
                .toArray(String[]::new))
        .require("");
  }

  static void signal(String pid, String signal) {
    Command.of("kill", "-" + signal, pid).require("");
  }

  private static String nameOf(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "comm")).strip();
    } catch (IOException _) {
      return "";
    }
  }
}
