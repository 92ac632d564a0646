package io.podspan.routecollector.route;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What decides besides the main table whether packets take a route.
 *
 * @param links the interfaces of the node
 * @param sideTables the tables that packets of pods meet before the main one, in this order
 * @param tunnels where each tunnel leads to
 * @param protocols what the kernel calls routes that the router sets; empty when that is not known
 */
public record Surroundings(
    Answer<NodeLinks> links,
    Answer<List<SideTable>> sideTables,
    Answer<Map<String, String>> tunnels,
    Set<String> protocols) {
  public static final Surroundings NOT_ASKED =
      new Surroundings(
          new Answer.Unread<>("nobody asked for them"),
          new Answer.Whole<>(List.of()),
          new Answer.Whole<>(Map.of()),
          Set.of());

  public Surroundings {
    protocols = Set.copyOf(protocols);
  }

  public Surroundings with(Answer<NodeLinks> read) {
    return new Surroundings(read, sideTables, tunnels, protocols);
  }

  public Surroundings withSideTables(Answer<List<SideTable>> read) {
    return new Surroundings(links, read, tunnels, protocols);
  }

  public Surroundings withTunnels(Answer<Map<String, String>> read) {
    return new Surroundings(links, sideTables, read, protocols);
  }

  /** Of a router whose routes have one of these protocols in the kernel. */
  public Surroundings settingBy(Set<String> known) {
    return new Surroundings(links, sideTables, tunnels, known);
  }
}
