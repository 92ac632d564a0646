package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** The router pod of a node is deleted and made again, while pods of both clusters ping. */
final class RouterRestarts implements Stage {
  private final Scene scene;
  private final String node;

  RouterRestarts(Scene scene) {
    this.scene = scene;
    this.node = scene.one() + "-1";
  }

  @Override
  public String name() {
    return "the router of " + node + " restarts";
  }

  @Override
  public Figure run() throws InterruptedException {
    return new UnderTraffic(scene)
        .measure(
            "the router of " + node,
            new UnderTraffic.Restart() {
              @Override
              public void begin() {
                scene
                    .rig()
                    .ctl(
                        scene.one(),
                        "-n",
                        "kube-system",
                        "delete",
                        "pod",
                        "-l",
                        "k8s-app=kube-router",
                        "--field-selector=spec.nodeName=" + node,
                        "--wait=false");
              }

              @Override
              public boolean over(Instant since) {
                return establishedAgain(since);
              }
            });
  }

  private boolean establishedAgain(Instant since) {
    for (JsonNode peer : scene.reflector().get("/api/v1/peers").path("items")) {
      if (peer.path("node").asText().equals(node)) {
        return peer.path("state").asText().equals("Established")
            && Instant.parse(peer.path("since").asText()).isAfter(since);
      }
    }
    return false;
  }
}
