package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import io.podspan.events.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the intent asks of every node of a cluster.
 *
 * @param routes to the pods of the clusters it is joined with, sorted
 * @param reflectors addresses of the reflectors that it is to peer with
 */
public record Expectation(List<RouteEntry> routes, Set<String> reflectors) {
  static final Comparator<RouteEntry> ORDER =
      Comparator.comparing(RouteEntry::prefix).thenComparing(RouteEntry::nextHop);

  public Expectation {
    routes = routes.stream().sorted(ORDER).toList();
    reflectors = Set.copyOf(reflectors);
  }

  /** The same sessions, with those to a reflector of an interconnect marked. */
  List<NodeSession> marked(List<NodeSession> sessions) {
    return sessions.stream()
        .map(
            s ->
                new NodeSession(
                    s.peerAddress(), s.peerAsn(), s.state(), reflectors.contains(s.peerAddress())))
        .toList();
  }

  public static Expectation of(World world, String cluster) {
    return new Expectation(
        world.expectedRoutes(cluster),
        world.reflectorsOf(cluster).stream()
            .map(ReflectorState::address)
            .collect(Collectors.toSet()));
  }
}
