package io.podspan.routecollector.bmp;

import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Lines that strangers can cause: so many in so much time. Thread: that of the station. */
final class LogPace {
  private static final int LINES = 20;
  private static final Duration TIME = Duration.ofSeconds(10);

  private final Logger log;
  private Instant began = Instant.EPOCH;
  private int lines;

  LogPace(Logger log) {
    this.log = log;
  }

  void info(Instant now, String line) {
    if (isOpen(now)) {
      log.info(line);
    } else {
      log.debug(line);
    }
  }

  private boolean isOpen(Instant now) {
    if (now.isAfter(began.plus(TIME))) {
      if (lines > LINES) {
        log.infof("BMP: %d lines more were left out", lines - LINES);
      }
      began = now;
      lines = 0;
    }
    lines++;
    return lines <= LINES;
  }
}
