package io.podspan.events;

import io.podspan.events.check.JsonSize;
import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prefix and the next hop it points to, as {@code 10.1.0.0/24} and {@code 192.0.2.11}. */
public record RouteEntry(String prefix, String nextHop) {
  /** The names of the fields and what is around them. */
  private static final int NAMES = 24;

  public RouteEntry {
    Require.text(prefix, "route.prefix");
    Require.text(nextHop, "route.nextHop");
  }

  /** What it takes in an event, in bytes. */
  private int size() {
    return NAMES + JsonSize.of(prefix) + JsonSize.of(nextHop);
  }

  /** The first of them, as many as fit into so many bytes. */
  static List<RouteEntry> first(int bytes, @Nullable List<RouteEntry> values, String field) {
    return Require.fitting(bytes, values, RouteEntry::size, field);
  }

  /**
   * All of them.
   *
   * @throws IllegalArgumentException when they take more than so many bytes
   */
  static List<RouteEntry> all(int bytes, @Nullable List<RouteEntry> values, String field) {
    List<RouteEntry> first = first(bytes, values, field);
    if (first.size() < Require.present(values, field).size()) {
      throw new IllegalArgumentException(field + " takes more than " + bytes + " bytes");
    }
    return first;
  }
}
