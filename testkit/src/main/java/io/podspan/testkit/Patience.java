package io.podspan.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * How long tests wait for what happens in other processes and threads: longer than it takes on two
 * cores that much else is done on. A test that is about speed says its own time.
 */
public final class Patience {
  public static final Duration AMPLE = Duration.ofSeconds(90);

  private Patience() {}

  public static ConditionFactory await() {
    return Awaitility.await().atMost(AMPLE);
  }
}
