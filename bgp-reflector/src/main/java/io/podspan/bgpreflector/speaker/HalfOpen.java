package io.podspan.bgpreflector.speaker;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the accepted connections that wait for an OPEN. Any thread. */
final class HalfOpen {
  private final int limit;
  private final AtomicInteger count = new AtomicInteger();

  HalfOpen(int limit) {
    this.limit = limit;
  }

  boolean isFull() {
    return count.get() >= limit;
  }

  void enter() {
    count.incrementAndGet();
  }

  void leave() {
    count.decrementAndGet();
  }

  int count() {
    return count.get();
  }
}
