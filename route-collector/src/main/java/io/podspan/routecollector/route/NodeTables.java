package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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
    Set<RouteEntry> installed = installed();
    return sessions.value().stream().flatMap(List::stream).anyMatch(s -> !s.established())
        || rib.value().stream()
            .flatMap(table -> table.best().stream())
            .filter(route -> !route.nextHop().equals(address))
            .anyMatch(route -> !installed.contains(route));
  }

  /**
   * Whether the router has routes that the kernel, which was read after it, lacks: the router may
   * have given them up in between.
   *
   * @param address of the node: what the router announces itself needs no gateway
   */
  public boolean kernelLacks(String address) {
    return kernel instanceof Answer.Whole
        && rib.value().stream()
            .flatMap(table -> table.best().stream())
            .filter(route -> !route.nextHop().equals(address))
            .anyMatch(lackedByKernel());
  }

  /**
   * The same after the router's table was read once more, after the kernel. A route that came in
   * between may have come to the kernel, too, since that was read: it is left out. Without a whole
   * answer the first one stands.
   */
  public NodeTables after(Answer<RouterTable> later) {
    if (!(rib instanceof Answer.Whole<RouterTable>(RouterTable first))
        || !(later instanceof Answer.Whole<RouterTable>(RouterTable now))) {
      return this;
    }
    Set<RouteEntry> before = Set.copyOf(first.best());
    Predicate<RouteEntry> lacked = lackedByKernel();
    RouterTable sure =
        new RouterTable(
            now.best().stream()
                .filter(route -> before.contains(route) || !lacked.test(route))
                .toList(),
            now.refused());
    return new NodeTables(sessions, new Answer.Whole<>(sure), kernel, around, router);
  }

  private Set<RouteEntry> installed() {
    return kernel.value().stream()
        .flatMap(List::stream)
        .filter(route -> route.unicast() && route.link() == KernelRoute.Link.UP)
        .flatMap(route -> route.entry().stream())
        .collect(Collectors.toSet());
  }

  /** A route over a tunnel of the same prefix names no gateway, and is there. */
  private Predicate<RouteEntry> lackedByKernel() {
    Set<RouteEntry> installed = installed();
    Set<String> tunnelled =
        kernel.value().stream()
            .flatMap(List::stream)
            .filter(KernelRoute::tunnel)
            .map(KernelRoute::prefix)
            .collect(Collectors.toSet());
    return route -> !installed.contains(route) && !tunnelled.contains(route.prefix());
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
