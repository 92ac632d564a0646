package io.podspan.lab.api;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/**
 * What a watch does as time goes by: bookmarks where its client allows them, every minute and just
 * before the end, and the end where its client sets one. Owned by the event loop.
 */
final class WatchClock {
  private static final long EVERY_MILLIS = 60_000;
  private static final long BEFORE_END_MILLIS = 2_000;

  private final Vertx vertx;
  private final List<Long> timers = new ArrayList<>();

  private WatchClock(Vertx vertx) {
    this.vertx = vertx;
  }

  static WatchClock start(Vertx vertx, ApiRequest asked, Runnable mark, Runnable end) {
    WatchClock clock = new WatchClock(vertx);
    long millis = asked.timeoutSeconds() * 1000;
    if (asked.isTrue("allowWatchBookmarks")) {
      clock.timers.add(vertx.setPeriodic(EVERY_MILLIS, _ -> mark.run()));
      if (millis > BEFORE_END_MILLIS) {
        clock.timers.add(vertx.setTimer(millis - BEFORE_END_MILLIS, _ -> mark.run()));
      }
    }
    if (millis > 0) {
      clock.timers.add(vertx.setTimer(millis, _ -> end.run()));
    }
    return clock;
  }

  void stop() {
    timers.forEach(vertx::cancelTimer);
  }
}
