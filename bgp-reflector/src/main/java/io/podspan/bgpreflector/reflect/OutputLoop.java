package io.podspan.bgpreflector.reflect;

/** An I/O loop with the members that it serves: a port. Called by shard loops; must not block. */
public interface OutputLoop {

  /** There is more in some logs: look at all members, once for any number of calls until then. */
  void wake();
}
