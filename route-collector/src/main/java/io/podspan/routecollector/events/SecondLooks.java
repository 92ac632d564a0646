package io.podspan.routecollector.events;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which clusters are looked at once more because it is not clear yet where a route broke: at once
 * and in a hurry at first, each two seconds if it stays unclear for long. May be used by many
 * threads.
 */
final class SecondLooks {
  private static final Duration APART = Duration.ofSeconds(2);

  /** Who was not asked for as long is in a hurry again. */
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final Map<String, Long> askedAt = new ConcurrentHashMap<>();

  /**
   * @param nanoTime a clock like {@link System#nanoTime}
   */
  SecondLooks(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Which clusters are looked at now.
   *
   * @param now these
   * @param hurried those of them whose next looks follow quickly, too
   */
  record Asked(Set<String> now, Set<String> hurried) {}

  synchronized Asked ask(Set<String> clusters) {
    long time = nanoTime.getAsLong();
    Set<String> hurried = notAskedFor(QUIET, clusters, time);
    Set<String> now = notAskedFor(APART, clusters, time);
    now.forEach(cluster -> askedAt.put(cluster, time));
    return new Asked(now, hurried);
  }

  private Set<String> notAskedFor(Duration atLeast, Set<String> clusters, long time) {
    return clusters.stream()
        .filter(
            cluster -> {
              @Nullable Long last = askedAt.get(cluster);
              return last == null || time - last >= atLeast.toNanos();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Of clusters that are gone nothing is kept. */
  void keep(Set<String> clusters) {
    askedAt.keySet().retainAll(clusters);
  }
}
