package io.podspan.cli.demo.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A node is switched off and deleted. Podspan forgets it by itself and misses none of its routes.
 */
final class NodeLeaves implements Stage {
  private final Scene scene;
  private final int number;

  NodeLeaves(Scene scene, int number) {
    this.scene = scene;
    this.number = number;
  }

  @Override
  public String name() {
    return "node " + node() + " is removed";
  }

  private String cluster() {
    return scene.other();
  }

  private String node() {
    return cluster() + "-" + number;
  }

  @Override
  public Figure run() throws InterruptedException {
    boolean known = scene.registered(cluster(), node());
    scene.rig().leave(cluster(), number);
    if (!known) {
      return Figure.bad(
          node() + " could not be forgotten",
          "peering-service did not know it before its deletion");
    }
    Instant deleted = Instant.now();
    Optional<Duration> forgotten = Until.so(deleted, scene.patience(), this::forgotten);
    if (forgotten.isEmpty()) {
      return Figure.bad(
          node() + " was not forgotten",
          "peering-service or route-collector still has the node %d s after its deletion"
              .formatted(scene.patience().toSeconds()));
    }
    Optional<Duration> well =
        Until.so(deleted, scene.patience(), () -> scene.condition("Ready").equals("True"));
    if (well.isEmpty()) {
      return Figure.bad(
          node() + " was forgotten " + Scene.seconds(forgotten.get()) + " after its deletion",
          "the interconnect is not Ready=True afterwards");
    }
    return Figure.good(
        "%s was forgotten %s after its deletion, and the interconnect was Ready=True after %s"
            .formatted(node(), Scene.seconds(forgotten.get()), Scene.seconds(well.get())));
  }

  private boolean forgotten() {
    return !scene.registered(cluster(), node()) && !scene.collected(cluster(), node());
  }
}
