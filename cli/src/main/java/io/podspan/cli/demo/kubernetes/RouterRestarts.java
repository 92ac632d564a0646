package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** The router pod of a node is deleted and made again, while pods of two clusters ping. */
final class RouterRestarts implements Stage {
  private final Scene scene;
  private final String cluster;
  private final String node;
  private final UnderTraffic traffic;
  private final String remark;

  private RouterRestarts(Scene scene, String cluster, UnderTraffic traffic, String remark) {
    this.scene = scene;
    this.cluster = cluster;
    this.node = cluster + "-1";
    this.traffic = traffic;
    this.remark = remark;
  }

  /** In one of the demo's own clusters, whose routers restart gracefully. */
  static RouterRestarts gracefully(Scene scene) {
    return new RouterRestarts(
        scene, scene.one(), UnderTraffic.between(scene, scene.one(), scene.other()), "");
  }

  /** In a cluster that is joined with the first one, and whose routers do not. */
  static RouterRestarts withoutGrace(Scene scene, String cluster) {
    return new RouterRestarts(
        scene,
        cluster,
        UnderTraffic.between(scene, scene.one(), cluster).mayLosePings(),
        ", without graceful restart,");
  }

  @Override
  public String name() {
    return "the router of " + node + remark + " restarts";
  }

  @Override
  public Figure run() throws InterruptedException {
    return traffic.measure(
        "the router of " + node + remark + " restarted",
        "sessions back",
        new UnderTraffic.Happening() {
          @Override
          public void begin() {
            scene
                .rig()
                .ctl(
                    cluster,
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
