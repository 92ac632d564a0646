package io.podspan.routecollector.router;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.concurrent.Callable;

/** Damaged output: it may be refused, and must do nothing worse. */
public final class Damage {
  private Damage() {}

  public static String damaged(String whole, Random random) {
    int at = random.nextInt(whole.length());
    int end = Math.min(whole.length(), at + random.nextInt(20));
    return switch (random.nextInt(3)) {
      case 0 -> whole.substring(0, at);
      case 1 -> whole.substring(0, at) + whole.substring(end);
      default -> whole.substring(0, at) + (char) random.nextInt(256) + whole.substring(end);
    };
  }

  public static void survives(Callable<?> reading) {
    assertThatCode(
            () -> {
              try {
                reading.call();
              } catch (OutputFault refused) {
                // As it should be.
              }
            })
        .doesNotThrowAnyException();
  }
}
