package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** What an operator does, over the public API of peering-service. */
public final class Operator {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private final Api peering;

  public Operator(Api peering) {
    this.peering = peering;
  }

  /**
   * @param name also the name of its kubeconfig in the credentials folder
   * @throws ProblemException when it is refused
   */
  public JsonNode register(String name) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name);
    body.putObject("access").put("kubeconfig", name);
    return peering.post("/api/v1/clusters", body);
  }

  /**
   * All at once: each waits for the API of its own cluster.
   *
   * @throws ProblemException when one is refused
   */
  public void registerAll(List<String> names) {
    List<CompletableFuture<JsonNode>> registrations =
        names.stream()
            .map(name -> CompletableFuture.supplyAsync(() -> register(name), THREADS))
            .toList();
    try {
      registrations.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      throw e.getCause() instanceof ProblemException refused ? refused : e;
    }
  }

  /**
   * @throws ProblemException when it is refused
   */
  public JsonNode declare(String name, List<String> clusters, Reflector reflector) {
    return declare(name, clusters, reflector, false);
  }

  /**
   * Plan and checks, without any change.
   *
   * @throws ProblemException when it would be refused
   */
  public JsonNode dryRun(String name, List<String> clusters, Reflector reflector) {
    return declare(name, clusters, reflector, true);
  }

  private JsonNode declare(
      String name, List<String> clusters, Reflector reflector, boolean dryRun) {
    ObjectNode body = Api.JSON.createObjectNode().put("name", name).put("dryRun", dryRun);
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
  public record Reflector(String name, String address, int port, long asn) {}
}
