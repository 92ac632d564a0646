package io.podspan.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.Prefix;
import io.podspan.cli.api.Api;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The kernel of every node has the routes to the pods of all joined clusters, and none to the pods
 * of any other.
 */
record RoutesAreMeant(Stage stage) implements Check {
  @Override
  public String holds() {
    return "every kernel has the routes that the interconnects mean, and no other";
  }

  @Override
  public List<String> violations() throws JsonProcessingException {
    Interconnects seen = Interconnects.of(stage.peering);
    List<String> violations = new ArrayList<>();
    for (Topology.Node node : stage.lab.topology().nodes()) {
      Set<String> meant = meant(node, seen);
      Set<String> there = there(node);
      if (!meant.equals(there)) {
        violations.add(
            "%s has routes to other clusters %s, and %s are meant"
                .formatted(node.name(), there, meant));
      }
    }
    return violations;
  }

  private Set<String> meant(Topology.Node node, Interconnects seen) {
    Set<String> meant = new TreeSet<>();
    for (Topology.Node other : stage.lab.topology().nodes()) {
      if (!other.cluster().equals(node.cluster()) && seen.join(node.cluster(), other.cluster())) {
        meant.add(other.podCidr() + " via " + other.address());
      }
    }
    return meant;
  }

  private Set<String> there(Topology.Node node) throws JsonProcessingException {
    String routes = Command.of("ip", "-n", node.namespace(), "-j", "route").require("");
    Set<String> there = new TreeSet<>();
    for (JsonNode route : Api.JSON.readTree(routes)) {
      String destination = route.path("dst").asText();
      if (ofAnotherCluster(destination, node)) {
        there.add(destination + " via " + route.path("gateway").asText());
      }
    }
    return there;
  }

  private boolean ofAnotherCluster(String destination, Topology.Node node) {
    return destination.contains("/")
        && stage.lab.spec().clusters().stream()
            .filter(cluster -> !cluster.name().equals(node.cluster()))
            .anyMatch(cluster -> cluster.podCidr().contains(Prefix.of(destination)));
  }
}
