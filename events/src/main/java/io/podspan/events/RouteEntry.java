package io.podspan.events;

import io.podspan.events.check.Require;

/** A prefix and the next hop it points to, as {@code 10.1.0.0/24} and {@code 192.0.2.11}. */
public record RouteEntry(String prefix, String nextHop) {
  public RouteEntry {
    Require.text(prefix, "route.prefix");
    Require.text(nextHop, "route.nextHop");
  }
}
