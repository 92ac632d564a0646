package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a node gave, each part by itself.
 *
 * @param sessions of its router, with all its peers
 * @param rib the best paths of its router
 * @param kernel the main table of its kernel
 * @param around what decides besides the main table whether packets take a route
 * @param router the running router that was asked: another value after each of its starts, null
 *     when that is not known
 */
public record NodeTables(
    Answer<List<NodeSession>> sessions,
    Answer<RouterTable> rib,
    Answer<List<KernelRoute>> kernel,
    Surroundings around,
    @Nullable String router) {

  /** Nobody asked for more. */
  public NodeTables(
      Answer<List<NodeSession>> sessions,
      Answer<RouterTable> rib,
      Answer<List<KernelRoute>> kernel,
      @Nullable String router) {
    this(sessions, rib, kernel, Surroundings.NOT_ASKED, router);
  }

  /** The same, with what was asked for besides. */
  public NodeTables in(Surroundings read) {
    return new NodeTables(sessions, rib, kernel, read, router);
  }

  /** The same, of a router of which nobody knows whether it was started again. */
  public NodeTables ofUnknownStart() {
    return new NodeTables(sessions, rib, kernel, around, null);
  }

  /**
   * Whether a session is not Established, or the kernel has no route for one that the router has.
   *
   * @param address of the node: what the router announces itself needs no gateway
   */
  public boolean lacksSomething(String address) {
    Set<RouteEntry> installed =
        kernel.value().orElse(List.of()).stream()
            .filter(route -> route.unicast() && route.link() == KernelRoute.Link.UP)
            .flatMap(route -> route.entry().stream())
            .collect(Collectors.toSet());
    return sessions.value().stream().flatMap(List::stream).anyMatch(s -> !s.established())
        || rib.value().stream()
            .flatMap(table -> table.best().stream())
            .filter(route -> !route.nextHop().equals(address))
            .anyMatch(route -> !installed.contains(route));
  }

  /** Whether the kernel has routes that name a tunnel and no gateway. */
  public boolean useTunnels() {
    return kernel.value().stream().flatMap(List::stream).anyMatch(KernelRoute::tunnel);
  }

  /** Whether the router answered no question, and the kernel beside it did. */
  boolean routerIsSilent() {
    return sessions instanceof Answer.Unread
        && rib instanceof Answer.Unread
        && !(kernel instanceof Answer.Unread);
  }

  /** All of it could be read. Nobody asked for more. */
  public NodeTables(List<NodeSession> sessions, List<RouteEntry> rib, List<KernelRoute> kernel) {
    this(
        new Answer.Whole<>(List.copyOf(sessions)),
        new Answer.Whole<>(new RouterTable(rib)),
        new Answer.Whole<>(List.copyOf(kernel)),
        null);
  }
}
