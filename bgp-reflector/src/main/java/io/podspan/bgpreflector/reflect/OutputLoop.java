package io.podspan.bgpreflector.reflect;

/** An I/O loop that writes to members: a port. Called by shard loops; must not block. */
public interface OutputLoop {

  /** There is more in some logs. Many calls before the loop runs are one. */
  void wake();
}
