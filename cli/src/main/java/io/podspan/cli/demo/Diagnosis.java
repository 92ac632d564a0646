package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Machine;
import io.podspan.cli.machine.Service;
import io.podspan.embedded.process.LogFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why the pods do not reach each other, as seen from outside: what is there and what is missing.
 */
public final class Diagnosis {
  private static final int LOG_LINES = 12;

  private final Machine machine;
  private final Api peering;
  private final Narrator narrator;
  private final List<String> lines = new ArrayList<>();

  public Diagnosis(Machine machine, Api peering, Narrator narrator) {
    this.machine = machine;
    this.peering = peering;
    this.narrator = narrator;
  }

  /**
   * @param nodes how many nodes the lab has
   * @param clusterPairs how many ordered pairs of clusters
   * @param pings what our own pings say, empty when they were not made
   */
  public String explain(int nodes, int clusterPairs, List<PodPings.Result> pings) {
    Map<Service, String> unready = machine.unready();
    lines.add("DIAGNOSIS");
    unready.forEach((service, why) -> lines.add("  " + service.module() + " is not ready: " + why));
    lines.add(
        "  BGP sessions up at the reflector: %d of %d"
            .formatted(narrator.sessions().size(), nodes));
    lines.add(
        "  nodes with all expected routes in the kernel: %d of %d"
            .formatted(narrator.routed().size(), nodes));
    lines.add(
        "  pairs of clusters that the probes call reachable: %d of %d"
            .formatted(narrator.reachablePairs(), clusterPairs));
    lines.add(
        "  pings of our own: %d of %d answered".formatted(PodPings.answered(pings), pings.size()));
    silentPairs(pings);
    conditions();
    lines.add("  the last events:");
    narrator.last().forEach(sentence -> lines.add("    " + sentence));
    suspects(unready).forEach(this::logEnd);
    return String.join("\n", lines);
  }

  private void silentPairs(List<PodPings.Result> pings) {
    pings.stream()
        .filter(result -> !result.answered())
        .limit(6)
        .forEach(
            result ->
                lines.add(
                    "    %s does not reach %s (%s)"
                        .formatted(
                            result.from().name(), result.to().name(), result.to().address())));
  }

  private void conditions() {
    try {
      JsonNode interconnect = peering.get("/api/v1/interconnects/" + Demo.INTERCONNECT);
      for (JsonNode condition : interconnect.path("conditions")) {
        lines.add(
            "  condition %s is %s: %s"
                .formatted(
                    condition.path("type").asText(),
                    condition.path("status").asText(),
                    condition.path("message").asText(condition.path("reason").asText())));
      }
    } catch (ProblemException e) {
      lines.add("  the interconnect cannot be asked for: " + e.getMessage());
    }
  }

  /**
   * Whose logs are worth reading: who is not ready, else who should have made the step that is
   * missing.
   */
  private List<Service> suspects(Map<Service, String> unready) {
    if (!unready.isEmpty()) {
      return List.copyOf(unready.keySet());
    }
    return narrator.sessions().isEmpty()
        ? List.of(Service.PEERING, Service.REFLECTOR)
        : List.of(Service.PEERING, Service.COLLECTOR, Service.PROBES);
  }

  private void logEnd(Service service) {
    LogFile log = new LogFile(machine.folder().log(service.module()));
    lines.add("  the end of " + log.path() + ":");
    log.tail(LOG_LINES).forEach(line -> lines.add("    " + line));
  }
}
