package io.podspan.cli.demo.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something happens while pods of two clusters ping each other. They go on for a while after it is
 * over: stale routes that are swept too early show only then.
 *
 * @param mayLose whether lost pings are only counted
 */
record UnderTraffic(Scene scene, String from, String to, boolean mayLose) {
  private static final Duration BEFORE = Duration.ofSeconds(1);
  private static final Duration AFTER = Duration.ofSeconds(10);

  /** No ping may be lost between these clusters. */
  static UnderTraffic between(Scene scene, String from, String to) {
    return new UnderTraffic(scene, from, to, false);
  }

  /** Pings may be lost: how many is what is measured. */
  UnderTraffic mayLosePings() {
    return new UnderTraffic(scene, from, to, true);
  }

  /** What happens, and how one sees that it is over. */
  interface Happening {
    void begin();

    boolean over(Instant since);
  }

  /**
   * @param what as "the router of paris-1 restarted"
   * @param end what is awaited, as "sessions back"
   */
  Figure measure(String what, String end, Happening happening) throws InterruptedException {
    Traffic traffic = scene.traffic(from, to);
    try {
      // Real time on purpose, here and below: what is measured is pings that go on meanwhile.
      Thread.sleep(BEFORE);
      Instant since = Instant.now();
      happening.begin();
      Optional<Duration> over = Until.so(since, scene.patience(), () -> happening.over(since));
      Thread.sleep(AFTER);
      return figure(what, end, over, traffic.end());
    } finally {
      traffic.abandon();
    }
  }

  private Figure figure(String what, String end, Optional<Duration> over, Traffic.Total total) {
    String lost = what + ": " + total.text();
    if (over.isEmpty()) {
      return Figure.bad(
          lost, "awaited for %d s in vain: %s".formatted(scene.patience().toSeconds(), end));
    }
    String sentence = lost + ", " + end + " after " + Scene.seconds(over.get());
    return total.lost() == 0 || mayLose
        ? Figure.good(sentence)
        : Figure.bad(sentence, String.join("\n", total.outages()));
  }
}
