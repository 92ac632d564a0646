package io.podspan.bgpreflector.speaker.session;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the accepted connections that wait for an OPEN. Any thread. */
public final class HalfOpen {
  private final int limit;
  private final AtomicInteger count = new AtomicInteger();

  public HalfOpen(int limit) {
    this.limit = limit;
  }

  public boolean isFull() {
    return count.get() >= limit;
  }

  public void enter() {
    count.incrementAndGet();
  }

  public void leave() {
    count.decrementAndGet();
  }

  public int count() {
    return count.get();
  }
}
