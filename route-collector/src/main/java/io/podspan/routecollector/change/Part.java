package io.podspan.routecollector.change;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What of a node a line belongs to. */
public enum Part {
  /** Whether the node can be read: {@code read}, {@code partly}, {@code stale}, {@code never}. */
  STATE,
  /** A session of its router: the peer's address, and the state. */
  SESSION,
  /** An expected route: the prefix and where it leads to, and what is known of it. */
  ROUTE,
  /** A prefix of its router, and its next hops. */
  RIB,
  /** A prefix of its kernel, and its gateways. */
  FIB;

  /** As in REST and CSV. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Part> named(String text) {
    return Arrays.stream(values()).filter(part -> part.text().equals(text)).findFirst();
  }
}
