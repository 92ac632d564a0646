package io.podspan.servicekit.rounds;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pause before a subject's next round. It is long when everything is as it should be, shorter
 * while it is not, and very short for five seconds after a hint that something changes. May be used
 * by many threads.
 *
 * @param <S> the subjects of the rounds
 */
public final class Pace<S> {
  private static final Duration HURRIED_FOR = Duration.ofSeconds(5);
  private static final Duration HURRIED = Duration.ofMillis(400);
  private static final Duration HURRIED_WHEN_SETTLED = Duration.ofSeconds(1);

  private final Duration steady;
  private final Duration converging;
  private final LongSupplier nanoTime;
  private final Map<S, Long> hintedAt = new ConcurrentHashMap<>();

  /**
   * @param steady the pause when everything is as it should be
   * @param converging the pause while it is not
   */
  public Pace(Duration steady, Duration converging) {
    this(steady, converging, System::nanoTime);
  }

  /**
   * With a clock of one's own.
   *
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  public Pace(Duration steady, Duration converging, LongSupplier nanoTime) {
    this.steady = steady;
    this.converging = converging;
    this.nanoTime = nanoTime;
  }

  /** Something changes for this subject about now. */
  public void hint(S subject) {
    hintedAt.put(subject, nanoTime.getAsLong());
  }

  /**
   * The pause after a round.
   *
   * @param settled whether the round found everything as it should be
   */
  public Duration pause(S subject, boolean settled) {
    Duration unhurried = settled ? steady : converging;
    @Nullable Long hinted = hintedAt.get(subject);
    if (hinted == null || nanoTime.getAsLong() - hinted >= HURRIED_FOR.toNanos()) {
      return unhurried;
    }
    Duration hurried = settled ? HURRIED_WHEN_SETTLED : HURRIED;
    return hurried.compareTo(unhurried) < 0 ? hurried : unhurried;
  }
}
