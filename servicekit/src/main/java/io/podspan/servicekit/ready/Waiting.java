package io.podspan.servicekit.ready;

import java.time.Instant;

/**
 * What a part waits for.
 *
 * @param what for people, as in {@code Kafka topic podspan.intent to be read}
 */
public record Waiting(String what, Instant since) {
  @Override
  public String toString() {
    return what + " (since " + since + ")";
  }
}
