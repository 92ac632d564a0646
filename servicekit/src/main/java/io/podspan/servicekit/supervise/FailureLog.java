package io.podspan.servicekit.supervise;

import io.podspan.servicekit.outage.Outage;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Logs the failures of one thread: a new kind at once, one that repeats once a minute. Owned by
 * that thread.
 */
final class FailureLog {
  private static final Logger LOG = Logger.getLogger(SupervisedThread.class);
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final String thread;
  private @Nullable Class<?> lastKind;
  private Instant lastTold = Instant.EPOCH;

  FailureLog(String thread) {
    this.thread = thread;
  }

  /**
   * @return whether it was logged for people, not only for debugging
   */
  boolean failed(Throwable failure, int failures, Duration pause, Instant now) {
    if (failure.getClass() == lastKind && now.isBefore(lastTold.plus(REPEAT))) {
      LOG.debugf(failure, "%s failed again (%d times in a row)", thread, failures);
      return false;
    }
    lastKind = failure.getClass();
    lastTold = now;
    long millis = pause.toMillis();
    if (Outage.isOutage(failure)) {
      LOG.warnf("%s waits and tries again in %d ms: %s", thread, millis, Failure.text(failure));
    } else {
      LOG.errorf(failure, "%s failed and tries again in %d ms", thread, millis);
    }
    return true;
  }

  void recovered(int failures, Duration took) {
    lastKind = null;
    LOG.infof(
        "%s works again after %d failures in %d ms", thread, (Object) failures, took.toMillis());
  }
}
