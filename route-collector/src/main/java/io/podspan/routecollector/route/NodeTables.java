package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a node gave, each part by itself.
 *
 * @param sessions of its router, with all its peers
 * @param rib the best paths of its router
 * @param kernel the main table of its kernel
 * @param router the running router that was asked: another value after each of its starts, null
 *     when that is not known
 */
public record NodeTables(
    Answer<List<NodeSession>> sessions,
    Answer<RouterTable> rib,
    Answer<List<KernelRoute>> kernel,
    @Nullable String router) {

  /** All of it could be read. */
  public NodeTables(List<NodeSession> sessions, List<RouteEntry> rib, List<KernelRoute> kernel) {
    this(
        new Answer.Whole<>(List.copyOf(sessions)),
        new Answer.Whole<>(new RouterTable(rib)),
        new Answer.Whole<>(List.copyOf(kernel)),
        null);
  }
}
