package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.machine.Service;
import java.time.Duration;
import java.time.Instant;

/**
 * The reflector does not run for a minute, as when its machine hangs, while pods of both clusters
 * ping. That is shorter than the routers' hold time.
 */
final class ReflectorHangs implements Stage {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Scene scene;
  private final int nodes;

  /**
   * @param nodes how many peers it has
   */
  ReflectorHangs(Scene scene, int nodes) {
    this.scene = scene;
    this.nodes = nodes;
  }

  @Override
  public String name() {
    return "the reflector is stopped for " + LONG.toSeconds() + " s";
  }

  @Override
  public Figure run() throws InterruptedException {
    try {
      return UnderTraffic.between(scene, scene.one(), scene.other())
          .measure(
              "the reflector was stopped for " + LONG.toSeconds() + " s",
              "all sessions up",
              new UnderTraffic.Happening() {
                @Override
                public void begin() {
                  scene.machine().freeze(Service.REFLECTOR);
                }

                @Override
                public boolean over(Instant since) {
                  return Instant.now().isAfter(since.plus(LONG)) && upAgain();
                }
              });
    } finally {
      scene.machine().thaw(Service.REFLECTOR);
    }
  }

  private boolean upAgain() {
    scene.machine().thaw(Service.REFLECTOR);
    return scene.established() == nodes;
  }
}
