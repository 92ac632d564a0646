package io.podspan.bgpreflector.speaker.report;

import io.podspan.addresses.IpAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often something may be told: of each address a few times a minute, and of all together a few
 * times a second. What is not told is counted, and told with the next report. Bounded in memory.
 * Any thread; the lock is held for a few instructions.
 */
final class Pace {
  static final int PER_MINUTE = 6;
  static final int PER_SECOND = 10;
  private static final int MAX_REMEMBERED = 1024;
  private static final long MINUTE_MILLIS = 60_000;

  private static final class Tally {
    private long untold;
    private long reasons;
    private long minute = Long.MIN_VALUE / 2;
    private int told;
  }

  /**
   * What is to be told now.
   *
   * @param times 0 when nothing is to be told yet
   * @param reasons bits of all that were noted since the last report
   */
  record Due(long times, long reasons) {}

  static final Due NOTHING = new Due(0, 0);

  private final InstantSource clock;
  private final Map<IpAddress, Tally> tallies =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Tally> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };
  private long second;
  private int toldInSecond;

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * @param reasons bits that are collected until the next report
   */
  synchronized Due note(IpAddress about, long reasons) {
    long now = clock.millis();
    Tally tally = tallies.computeIfAbsent(about, _ -> new Tally());
    tally.untold++;
    tally.reasons |= reasons;
    if (now - tally.minute >= MINUTE_MILLIS) {
      tally.minute = now;
      tally.told = 0;
    }
    if (tally.told >= PER_MINUTE || !hasRoom(now)) {
      return NOTHING;
    }
    Due due = new Due(tally.untold, tally.reasons);
    tally.told++;
    tally.untold = 0;
    tally.reasons = 0;
    return due;
  }

  private boolean hasRoom(long now) {
    if (now / 1000 != second) {
      second = now / 1000;
      toldInSecond = 0;
    }
    return ++toldInSecond <= PER_SECOND;
  }
}
