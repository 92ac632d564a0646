package io.podspan.servicekit.ready;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part as a value that is set: it waits for something, or for nothing. Any thread may set it. */
public final class Awaited implements Part {
  private final String name;
  private final Clock clock;
  private volatile @Nullable Waiting waiting;

  /**
   * @param what it waits for from now on
   */
  public Awaited(String name, String what) {
    this(name, what, Clock.systemUTC());
  }

  public Awaited(String name, String what, Clock clock) {
    this.name = name;
    this.clock = clock;
    waitFor(what);
  }

  /** Waits for this now. If it waited for this before, the time stays. */
  public synchronized void waitFor(String what) {
    Waiting before = waiting;
    if (before == null || !before.what().equals(what)) {
      waiting = new Waiting(what, clock.instant());
    }
  }

  /** Waits for nothing any more. */
  public synchronized void arrived() {
    waiting = null;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Waiting> waiting() {
    return Optional.ofNullable(waiting);
  }
}
