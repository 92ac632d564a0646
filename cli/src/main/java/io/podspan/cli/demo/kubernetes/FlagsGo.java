package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.demo.Demo;
import io.podspan.cli.text.Answers;
import io.podspan.lab.network.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody takes the peers out of the flags of a cluster's routers, as a tool does that writes its
 * own manifest, and Kubernetes begins to restart the routers without them. That has to be told
 * soon, with the difference and who did it, and healed, while pods of both clusters ping.
 */
final class FlagsGo implements Stage {
  private static final String ARGS = "/spec/template/spec/containers/0/args";
  private static final String PEERS = "--peer-router";
  private static final String SOMEBODY = "netops";

  /** What drift is promised to be told in. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Scene scene;
  private Instant edited = Instant.MAX;

  FlagsGo(Scene scene) {
    this.scene = scene;
  }

  @Override
  public String name() {
    return "somebody takes the peers out of the flags of " + scene.one();
  }

  @Override
  public Figure run() throws InterruptedException {
    react("heal");
    try {
      Figure healed =
          UnderTraffic.between(scene, scene.one(), scene.other())
              .mayLosePings()
              .measure(
                  "the peers of " + scene.one() + "'s flags were taken away",
                  "healed",
                  happening());
      return healed.holds() ? told(healed) : healed;
    } finally {
      react("tell");
    }
  }

  private void react(String onDrift) {
    scene
        .peering()
        .patch(
            "/api/v1/interconnects/" + Demo.INTERCONNECT,
            Api.JSON.createObjectNode().put("onDrift", onDrift));
  }

  private UnderTraffic.Happening happening() {
    return new UnderTraffic.Happening() {
      @Override
      public void begin() {
        edit();
      }

      @Override
      public boolean over(Instant since) {
        return event("drift-healed").isPresent()
            && scene.condition("Drifted").equals("False")
            && scene.condition("Ready").equals("True");
      }
    };
  }

  private void edit() {
    JsonNode present =
        scene.rig().json(scene.one(), "-n", "kube-system", "get", "daemonset", "kube-router");
    ArrayNode left = Api.JSON.createArrayNode();
    for (JsonNode flag : present.at(ARGS)) {
      if (!flag.asText().startsWith(PEERS)) {
        left.add(flag);
      }
    }
    ArrayNode patch = Api.JSON.createArrayNode();
    patch.addObject().put("op", "replace").put("path", ARGS).set("value", left);
    JsonNode written =
        scene
            .rig()
            .json(
                scene.one(),
                "-n",
                "kube-system",
                "patch",
                "daemonset",
                "kube-router",
                "--field-manager=" + SOMEBODY,
                "--type=json",
                "-p",
                patch.toString(),
                "--show-managed-fields");
    edited = writtenAt(written);
  }

  /**
   * When Kubernetes took the edit, by its own word, which leaves out the part of a second; the
   * command takes longer on a busy machine.
   */
  private static Instant writtenAt(JsonNode daemonSet) {
    for (JsonNode entry : daemonSet.path("metadata").path("managedFields")) {
      if (entry.path("manager").asText().equals(SOMEBODY)) {
        return Instant.parse(entry.path("time").asText());
      }
    }
    throw new LabException("Kubernetes does not say when " + SOMEBODY + " wrote the DaemonSet");
  }

  /** The first event of this type since the edit. */
  private Optional<JsonNode> event(String type) {
    String query = "?type=podspan.rollout." + type + ".v1&limit=1&from=" + edited + "&cluster=";
    JsonNode found = Answers.items(scene.console().get("/api/v1/events" + query + scene.one()));
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
  }

  private Figure told(Figure healed) {
    JsonNode event = event("drift-found").orElseThrow();
    JsonNode data = event.path("data");
    Duration after = Duration.between(edited, Instant.parse(event.path("time").asText()));
    String what = healed.what() + ", told after " + Scene.seconds(after);
    if (after.compareTo(SOON) > 0) {
      return Figure.bad(what, "that has to be told within " + SOON.toSeconds() + " s");
    }
    boolean complete =
        data.path("difference").toString().contains("- " + PEERS)
            && data.path("by").asText().contains(SOMEBODY);
    return complete
        ? Figure.good(what + ": " + data.path("by").asText())
        : Figure.bad(what, "it does not say what changed, or who changed it: " + data);
  }
}
