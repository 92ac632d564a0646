package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;

/**
 * What one look at a node gave.
 *
 * @param sessions of its router, with all its peers
 * @param rib the best paths of its router
 * @param kernel the main table of its kernel
 */
public record NodeTables(
    List<NodeSession> sessions, List<RouteEntry> rib, List<KernelRoute> kernel) {
  public NodeTables {
    sessions = List.copyOf(sessions);
    rib = List.copyOf(rib);
    kernel = List.copyOf(kernel);
  }
}
