package io.podspan.cli.demo.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something restarts while pings run. They go on for a while after it is back: stale routes that
 * are swept too early show only then.
 */
final class UnderTraffic {
  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration AFTER = Duration.ofSeconds(10);

  private final Scene scene;

  UnderTraffic(Scene scene) {
    this.scene = scene;
  }

  /** What restarts, and how one sees that it is back. */
  interface Restart {
    void begin();

    boolean over(Instant since);
  }

  /**
   * @param what as "the router of paris-1"
   */
  Figure measure(String what, Restart restart) throws InterruptedException {
    Traffic traffic = scene.traffic();
    try {
      Thread.sleep(BEFORE);
      Instant since = Instant.now();
      restart.begin();
      Optional<Duration> back = Until.so(since, scene.patience(), () -> restart.over(since));
      Thread.sleep(AFTER);
      return figure(what, back, traffic.end());
    } finally {
      traffic.abandon();
    }
  }

  private Figure figure(String what, Optional<Duration> back, Traffic.Total total) {
    String lost = what + " restarted: " + total.text();
    if (back.isEmpty()) {
      return Figure.bad(
          lost, "its sessions were not back within %d s".formatted(scene.patience().toSeconds()));
    }
    String sentence = lost + ", sessions back after " + Scene.seconds(back.get());
    return total.lost() == 0
        ? Figure.good(sentence)
        : Figure.bad(sentence, String.join("\n", total.outages()));
  }
}
