package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import java.util.List;

/** What an operator does, over the public API of peering-service. */
final class Operator {
  private final Api peering;

  Operator(Api peering) {
    this.peering = peering;
  }

  /**
   * @param name also the name of its kubeconfig in the credentials folder
   * @throws io.podspan.cli.api.ProblemException when it is refused
   */
  JsonNode register(String name) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name);
    body.putObject("access").put("kubeconfig", name);
    return peering.post("/api/v1/clusters", body);
  }

  /**
   * @throws io.podspan.cli.api.ProblemException when it is refused
   */
  JsonNode declare(String name, List<String> clusters, Reflector reflector) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name).put("dryRun", false);
    body.set("clusters", Api.JSON.valueToTree(clusters));
    body.putArray("reflectors")
        .addObject()
        .put("name", reflector.name())
        .put("address", reflector.address())
        .put("port", reflector.port())
        .put("asn", reflector.asn());
    return peering.post("/api/v1/interconnects", body);
  }

  /** Where the nodes reach the reflector. */
  record Reflector(String name, String address, int port, long asn) {}
}
