package io.podspan.embedded.process;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running child of this JVM. Usable from any thread. */
public final class Child {
  private final Command command;
  private final Process process;
  private final Instant startedAt = Instant.now();

  private Child(Command command, Process process) {
    this.command = command;
    this.process = process;
  }

  /**
   * Starts the command.
   *
   * @throws StartFailedException when the program is not there or cannot be run
   */
  public static Child spawn(Command command) {
    return new Child(command, Spawner.spawn(command));
  }

  public Command command() {
    return command;
  }

  public long pid() {
    return process.pid();
  }

  public Instant startedAt() {
    return startedAt;
  }

  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Completes with the exit code when the child has ended: 128 plus the signal when one ended it.
   */
  public CompletableFuture<Integer> onExit() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /**
   * Asks it to stop and waits. Kills it after the grace period.
   *
   * @return whether it stopped by itself in time
   */
  public boolean stop(Duration grace) {
    if (!process.isAlive()) {
      return true;
    }
    command.stopSignal().send(process.pid());
    if (ended(grace)) {
      return true;
    }
    kill();
    return false;
  }

  /** SIGKILL, and waits until the process is gone. */
  public void kill() {
    process.destroyForcibly();
    ended(Duration.ofSeconds(10));
  }

  private boolean ended(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  @Override
  public String toString() {
    return command.name() + " (pid " + pid() + ")";
  }
}
