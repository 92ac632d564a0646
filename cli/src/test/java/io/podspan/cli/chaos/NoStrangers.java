package io.podspan.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.lab.network.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The reflector has a session with every node of every interconnect, and with nobody else. */
record NoStrangers(Stage stage) implements Check {
  @Override
  public String holds() {
    return "there is a session with every node of an interconnect, and none of a stranger";
  }

  @Override
  public List<String> violations() {
    Interconnects seen = Interconnects.of(stage.peering);
    Set<String> meant = new TreeSet<>();
    for (Topology.Node node : stage.lab.topology().nodes()) {
      if (seen.have(node.cluster())) {
        meant.add(node.address());
      }
    }
    Set<String> established = new TreeSet<>();
    Set<String> known = new TreeSet<>();
    for (JsonNode peer : stage.reflector.get("/api/v1/peers?limit=1000").get("items")) {
      known.add(peer.path("address").asText());
      if (peer.path("state").asText().equals("Established")) {
        established.add(peer.path("address").asText());
      }
    }
    List<String> violations = new ArrayList<>();
    if (!established.equals(meant)) {
      violations.add("there are sessions with %s, and %s are meant".formatted(established, meant));
    }
    if (!known.equals(meant)) {
      violations.add("the reflector's peers are %s, and %s are meant".formatted(known, meant));
    }
    return violations;
  }
}
