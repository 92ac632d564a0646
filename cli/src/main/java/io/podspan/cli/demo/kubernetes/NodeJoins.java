package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.demo.PodPings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A node is added to a cluster. Podspan takes it in by itself, and its pods become reachable. */
final class NodeJoins implements Stage {
  private final Scene scene;
  private final int number;

  NodeJoins(Scene scene, int number) {
    this.scene = scene;
    this.number = number;
  }

  @Override
  public String name() {
    return "node " + node() + " is added";
  }

  private String cluster() {
    return scene.other();
  }

  private String node() {
    return cluster() + "-" + number;
  }

  @Override
  public Figure run() throws InterruptedException {
    scene.rig().join(cluster(), number);
    String node = "node/" + node();
    String patience = "--timeout=" + scene.patience().toSeconds() + "s";
    scene.rig().ctl(cluster(), "wait", "--for=create", node, patience);
    scene.rig().ctl(cluster(), "wait", "--for=condition=Ready", node, patience);
    Instant ready = Instant.now();
    scene.terminal().say(node() + " is Ready");
    Optional<Duration> taken =
        Until.so(ready, scene.patience(), () -> scene.registered(cluster(), node()));
    if (taken.isEmpty()) {
      return missing("peering-service does not know the node");
    }
    Optional<Duration> reachable = Until.so(ready, scene.patience(), this::reachable);
    if (reachable.isEmpty()) {
      return missing("not all of its pods and the pods of the other cluster reach each other");
    }
    return Figure.good(
        "%s was taken in %s after it was Ready, and reachable after %s"
            .formatted(node(), Scene.seconds(taken.get()), Scene.seconds(reachable.get())));
  }

  private Figure missing(String what) {
    return Figure.bad(
        node() + " was not joined", "%s within %d s".formatted(what, scene.patience().toSeconds()));
  }

  /** Both ways between every pod of the node and every pod of the other cluster. */
  private boolean reachable() {
    List<RealPods.Placed> pods = scene.pods().of(scene.clusters());
    if (pods.stream().noneMatch(pod -> pod.node().equals(node()))) {
      return false;
    }
    List<PodPings.Result> results = scene.pods().betweenClusters(pods);
    return PodPings.answered(results) == results.size();
  }
}
