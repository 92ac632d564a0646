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
 * @param links the interfaces of the node
 * @param protocols what the kernel calls routes that the router sets; empty when that is not known
 * @param router the running router that was asked: another value after each of its starts, null
 *     when that is not known
 */
public record NodeTables(
    Answer<List<NodeSession>> sessions,
    Answer<RouterTable> rib,
    Answer<List<KernelRoute>> kernel,
    Answer<NodeLinks> links,
    Set<String> protocols,
    @Nullable String router) {
  public NodeTables {
    protocols = Set.copyOf(protocols);
  }

  /** Nobody asked for the interfaces. */
  public NodeTables(
      Answer<List<NodeSession>> sessions,
      Answer<RouterTable> rib,
      Answer<List<KernelRoute>> kernel,
      @Nullable String router) {
    this(sessions, rib, kernel, new Answer.Unread<>("nobody asked for them"), Set.of(), router);
  }

  /** The same, with the interfaces. */
  public NodeTables with(Answer<NodeLinks> read) {
    return new NodeTables(sessions, rib, kernel, read, protocols, router);
  }

  /** The same, of a router whose routes have one of these protocols in the kernel. */
  public NodeTables settingBy(Set<String> known) {
    return new NodeTables(sessions, rib, kernel, links, known, router);
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

  /** Whether the router answered no question, and the kernel beside it did. */
  boolean routerIsSilent() {
    return sessions instanceof Answer.Unread
        && rib instanceof Answer.Unread
        && !(kernel instanceof Answer.Unread);
  }

  /** All of it could be read, the interfaces apart. */
  public NodeTables(List<NodeSession> sessions, List<RouteEntry> rib, List<KernelRoute> kernel) {
    this(
        new Answer.Whole<>(List.copyOf(sessions)),
        new Answer.Whole<>(new RouterTable(rib)),
        new Answer.Whole<>(List.copyOf(kernel)),
        null);
  }
}
