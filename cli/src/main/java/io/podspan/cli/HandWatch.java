package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.objects.HandCommands;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tells what somebody has to run, as long as a rollout is watched: no event says it. Looks on a
 * thread of its own.
 */
final class HandWatch implements AutoCloseable {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final Supplier<JsonNode> rollout;
  private final Consumer<String> told;
  private volatile boolean closed;
  private String last = "";

  /**
   * @param told the commands, each time that they are others
   */
  HandWatch(Supplier<JsonNode> rollout, Consumer<String> told) {
    this.rollout = rollout;
    this.told = told;
  }

  /**
   * @param now the rollout as it is
   */
  void begin(JsonNode now) {
    tell(HandCommands.of(now));
    Thread.ofVirtual().name("commands of a rollout").start(this::untilClosed);
  }

  private void untilClosed() {
    while (!closed) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      look();
    }
  }

  /** A service that is away for a moment says nothing about the rollout. */
  void look() {
    try {
      tell(HandCommands.of(rollout.get()));
    } catch (ProblemException _) {
      // The next look tells it.
    }
  }

  private void tell(String commands) {
    if (!closed && !commands.isEmpty() && !commands.equals(last)) {
      told.accept(commands.stripTrailing());
    }
    last = commands;
  }

  @Override
  public void close() {
    closed = true;
  }
}
