package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.demo.Demo;
import io.podspan.cli.demo.Operator;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.text.Terminal;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the stages work on, and the questions that several of them ask.
 *
 * @param at where the nodes reach the reflector
 * @param clusters the two that are joined
 * @param patience how long a stage waits for one thing
 */
record Scene(
    Rig rig,
    Machine machine,
    Api peering,
    Api reflector,
    Api collector,
    Api console,
    Terminal terminal,
    RealPods pods,
    Operator.Reflector at,
    List<String> clusters,
    Duration patience) {
  String one() {
    return clusters.getFirst();
  }

  String other() {
    return clusters.getLast();
  }

  Traffic traffic(String from, String to) {
    Path folder = machine.config().data().resolve("pings");
    return Traffic.begin(pods.of(from), pods.of(to), folder);
  }

  /** Whether peering-service knows the node. */
  boolean registered(String cluster, String node) {
    return names(peering.get("/api/v1/clusters/" + cluster).path("nodes")).contains(node);
  }

  /** Whether route-collector reports on the node. */
  boolean collected(String cluster, String node) {
    return names(collector.get("/api/v1/nodes?cluster=" + cluster).path("items")).contains(node);
  }

  private static List<String> names(JsonNode entries) {
    List<String> names = new ArrayList<>();
    entries.forEach(entry -> names.add(entry.path("name").asText(entry.path("node").asText())));
    return names;
  }

  /** The status of a condition of the demo's interconnect: True, False or Unknown. */
  String condition(String type) {
    return condition(Demo.INTERCONNECT, type);
  }

  String condition(String interconnect, String type) {
    for (JsonNode condition :
        peering.get("/api/v1/interconnects/" + interconnect).path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText();
      }
    }
    return "Unknown";
  }

  /** Whether there is an interconnect of this name. */
  boolean declared(String interconnect) {
    return names(peering.list("/api/v1/interconnects")).contains(interconnect);
  }

  /** How many peers of the reflector are Established since that moment. */
  long establishedSince(Instant moment) {
    long count = 0;
    for (JsonNode peer : reflector.get("/api/v1/peers").path("items")) {
      if (peer.path("state").asText().equals("Established")
          && Instant.parse(peer.path("since").asText()).isAfter(moment)) {
        count++;
      }
    }
    return count;
  }

  /** How many peers of the reflector are Established. */
  long established() {
    return establishedSince(Instant.EPOCH);
  }

  /** A wait that is over, as seconds. */
  static String seconds(Duration took) {
    return String.format(java.util.Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
