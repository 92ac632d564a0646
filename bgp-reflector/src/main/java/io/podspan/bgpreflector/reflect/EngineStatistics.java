package io.podspan.bgpreflector.reflect;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counters and sizes of the engine. Only the shard loop writes them; any thread reads. */
public final class EngineStatistics {
  private final AtomicLongArray counters = new AtomicLongArray(EngineCounter.values().length);
  private final AtomicLongArray rejections = new AtomicLongArray(Rejection.values().length);
  private final AtomicLong exports = new AtomicLong();
  private volatile Sizes sizes = new Sizes(0, 0, 0, 0, 0);

  /**
   * @param destinations prefixes with a path
   * @param attributeSets distinct path attributes
   * @param groups update groups
   * @param members peers in them
   * @param outOfSync those of them that do not read their group's log
   */
  public record Sizes(
      int destinations, int attributeSets, int groups, int members, int outOfSync) {}

  void count(EngineCounter counter, long more) {
    counters.lazySet(counter.ordinal(), counters.getPlain(counter.ordinal()) + more);
  }

  void count(Rejection rejection) {
    rejections.lazySet(rejection.ordinal(), rejections.getPlain(rejection.ordinal()) + 1);
  }

  /** What members are told may be something else now. */
  void exportsChanged() {
    exports.lazySet(exports.getPlain() + 1);
  }

  /** Another value whenever what members are told may be something else. */
  public long exports() {
    return exports.get();
  }

  void update(Sizes now) {
    sizes = now;
  }

  public long value(EngineCounter counter) {
    return counters.get(counter.ordinal());
  }

  public Map<Rejection, Long> rejections() {
    Map<Rejection, Long> all = new EnumMap<>(Rejection.class);
    for (Rejection rejection : Rejection.values()) {
      all.put(rejection, rejections.get(rejection.ordinal()));
    }
    return all;
  }

  public Sizes sizes() {
    return sizes;
  }
}
