package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was taken of a peer's announcements.
 *
 * @param total how many prefixes
 * @param first some of them, in the order of addresses
 */
public record AnnouncedRoutes(int total, List<Prefix> first) {
  public static final AnnouncedRoutes NONE = new AnnouncedRoutes(0, List.of());

  public AnnouncedRoutes {
    first = List.copyOf(first);
  }

  /**
   * Those of another shard too.
   *
   * @param atMost how many of the first
   */
  public AnnouncedRoutes and(AnnouncedRoutes other, int atMost) {
    return new AnnouncedRoutes(
        total + other.total,
        Stream.concat(first.stream(), other.first.stream()).sorted().limit(atMost).toList());
  }
}
