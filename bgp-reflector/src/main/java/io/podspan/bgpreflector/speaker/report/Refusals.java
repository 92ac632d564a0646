package io.podspan.bgpreflector.speaker.report;

import io.podspan.addresses.IpAddress;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts refused connections by reason, and reports them at a bounded rate: each address and reason
 * once in ten seconds, and at most ten reports per second. Any thread; the lock is held for a few
 * instructions.
 */
public final class Refusals {
  public static final long QUIET_MILLIS = 10_000;
  public static final int MAX_TOLD_PER_SECOND = 10;
  private static final int MAX_REMEMBERED = 1024;

  private record Key(IpAddress address, RefusalReason reason) {}

  private static final class Tally {
    private long untold;
    private long toldAt = Long.MIN_VALUE / 2;
  }

  private final SpeakerListener listener;
  private final InstantSource clock;
  private final AtomicLongArray counts = new AtomicLongArray(RefusalReason.values().length);
  private final Map<Key, Tally> tallies =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Tally> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private long second;
  private int toldInSecond;

  public Refusals(SpeakerListener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  public void note(IpAddress address, RefusalReason reason) {
    counts.incrementAndGet(reason.ordinal());
    long times = due(new Key(address, reason), clock.millis());
    if (times > 0) {
      listener.onRefused(address, reason, times);
    }
  }

  /** How many times to tell of now, 0 to say nothing yet. */
  private synchronized long due(Key key, long now) {
    Tally tally = tallies.computeIfAbsent(key, _ -> new Tally());
    tally.untold++;
    if (now - tally.toldAt < QUIET_MILLIS || !hasRoom(now)) {
      return 0;
    }
    long times = tally.untold;
    tally.untold = 0;
    tally.toldAt = now;
    return times;
  }

  private boolean hasRoom(long now) {
    if (now / 1000 != second) {
      second = now / 1000;
      toldInSecond = 0;
    }
    return ++toldInSecond <= MAX_TOLD_PER_SECOND;
  }

  public Map<RefusalReason, Long> counts() {
    Map<RefusalReason, Long> all = new EnumMap<>(RefusalReason.class);
    for (RefusalReason reason : RefusalReason.values()) {
      all.put(reason, counts.get(reason.ordinal()));
    }
    return all;
  }
}
