package io.podspan.bgpreflector.speaker.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the accepted connections that wait for an OPEN. Any thread. */
public final class HalfOpen {
  private final int limit;
  private final AtomicInteger count = new AtomicInteger();

  public HalfOpen(int limit) {
    this.limit = limit;
  }

  /**
   * Takes a place, in one step: loops of several shards accept at the same time.
   *
   * @return whether there was one; if so, {@link #leave()} gives it back
   */
  public boolean tryEnter() {
    return count.getAndUpdate(taken -> taken < limit ? taken + 1 : taken) < limit;
  }

  public void leave() {
    count.decrementAndGet();
  }

  public int count() {
    return count.get();
  }
}
