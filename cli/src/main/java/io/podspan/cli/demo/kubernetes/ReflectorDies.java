package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.machine.Service;
import java.time.Instant;

/** The reflector is killed as by a crash and starts again, while pods of both clusters ping. */
final class ReflectorDies implements Stage {
  private final Scene scene;
  private final int nodes;

  /**
   * @param nodes how many peers it has
   */
  ReflectorDies(Scene scene, int nodes) {
    this.scene = scene;
    this.nodes = nodes;
  }

  @Override
  public String name() {
    return "the reflector is killed";
  }

  @Override
  public Figure run() throws InterruptedException {
    return UnderTraffic.between(scene, scene.one(), scene.other())
        .measure(
            "the reflector (kill -9) restarted",
            "sessions back",
            new UnderTraffic.Happening() {
              @Override
              public void begin() {
                scene.machine().kill(Service.REFLECTOR);
              }

              @Override
              public boolean over(Instant since) {
                return scene.establishedSince(since) == nodes;
              }
            });
  }
}
