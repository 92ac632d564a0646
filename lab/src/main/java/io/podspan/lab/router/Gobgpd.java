package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.addresses.Prefix;
import io.podspan.lab.api.Json;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** gobgpd on a node, for the styles whose engine it is. */
final class Gobgpd {
  private static final long READY_POLL_MILLIS = 50;

  private Gobgpd() {}

  static Process start(Topology.Node node, Path config, Path log) {
    var builder =
        Command.builder(
            Fabric.enter(
                node.namespace(),
                "gobgpd",
                "--config-type=json",
                "--config-file=" + config,
                "--api-hosts=127.0.0.1:50051",
                "--pprof-disable",
                "--log-plain"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Announces the node's pod CIDR. Retries until the daemon answers its command line. */
  static void announce(Topology.Node node, Process daemon) throws InterruptedException {
    announce(node, node.podCidr(), daemon);
  }

  /** The same of another prefix. */
  static void announce(Topology.Node node, Prefix prefix, Process daemon)
      throws InterruptedException {
    Command add = rib(node, prefix, "add");
    while (daemon.isAlive() && add.run().exitCode() != 0) {
      daemon.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Does not announce it any more. */
  static void withdraw(Topology.Node node, Prefix prefix) {
    rib(node, prefix, "del").run();
  }

  /** What it says of its neighbours, as JSON; only of a single one it counts what it sent. */
  static JsonNode neighbors(Topology.Node node) {
    ArrayNode all = Json.array();
    for (JsonNode neighbor : ask(node, "neighbor")) {
      ask(node, "neighbor", neighbor.at("/conf/neighbor_address").asText()).forEach(all::add);
    }
    return all;
  }

  /** A list; empty if it does not answer. */
  private static JsonNode ask(Topology.Node node, String... words) {
    List<String> command = new ArrayList<>(List.of("gobgp", "-j"));
    command.addAll(List.of(words));
    Command.Result said =
        new Command(Fabric.enter(node.namespace(), command.toArray(String[]::new))).run();
    JsonNode answer = said.exitCode() == 0 ? Json.parse(said.output()) : Json.array();
    return answer.isArray() ? answer : Json.array().add(answer);
  }

  private static Command rib(Topology.Node node, Prefix prefix, String verb) {
    return new Command(
        Fabric.enter(
            node.namespace(),
            "gobgp",
            "global",
            "rib",
            verb,
            "-a",
            "ipv4",
            prefix.toString(),
            "nexthop",
            node.address()));
  }
}
