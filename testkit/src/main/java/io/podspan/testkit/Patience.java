package io.podspan.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for other processes and threads: long enough for two cores that are busy with
 * other work. A test about speed sets its own time.
 */
public final class Patience {
  public static final Duration AMPLE = Duration.ofSeconds(90);

  private Patience() {}

  public static ConditionFactory await() {
    return Awaitility.await().atMost(AMPLE);
  }
}
