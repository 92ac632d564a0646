package io.podspan.cli.demo;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where faults are made: the nodes of a lab, by commands in their own network. */
record Ground(TestMachine machine) {
  private static final Set<String> ROUTERS = Set.of("gobgpd", "bird", "bird6");

  /**
   * Runs commands on a node, with a semicolon between them. They may name the {prefix} of the pods
   * of another node, its first {half} and the address of the reflector's {host}.
   *
   * @throws io.podspan.lab.network.LabException with the command's own message when one fails
   */
  void on(String node, String other, String commands) {
    Prefix prefix = node(other).podCidr();
    String written =
        commands
            .replace("{prefix}", prefix.toString())
            .replace("{half}", prefix.subnet(0, prefix.length() + 1).toString())
            .replace("{host}", machine.lab.hostAddress());
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

  Topology.Node node(String name) {
    return machine.lab.topology().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no node " + name));
  }

  private static void in(String namespace, String command) {
    Command.of(
            Stream.concat(
                    Stream.of("ip", "netns", "exec", namespace), Stream.of(command.split(" ")))
                .toArray(String[]::new))
        .require("");
  }

  private static void signal(String pid, String signal) {
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
