package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What route-collector last said of a node's routes.
 *
 * @param rib the first {@link #LARGEST} routes of its router, in their order
 * @param kernel the first {@link #LARGEST} of its kernel that name a gateway, in their order
 * @param expected how many routes the collector looked for
 * @param missing how many of those the kernel lacks
 * @param named those of them that the collector has named, with the cause of each
 * @param read the last look that was told, null when none was
 */
public record NodeTables(
    SequencedSet<NodeRoute> rib,
    SequencedSet<NodeRoute> kernel,
    int expected,
    int missing,
    Map<NodeRoute, String> named,
    @Nullable Look read) {
  /** The collector tells no more routes of a table. */
  static final int LARGEST = 1_000;

  public NodeTables {
    rib = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(rib));
    kernel = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(kernel));
    named = Map.copyOf(named);
  }

  public NodeTables(
      List<NodeRoute> rib,
      List<NodeRoute> kernel,
      int expected,
      int missing,
      Map<NodeRoute, String> named,
      @Nullable Look read) {
    this(new LinkedHashSet<>(rib), new LinkedHashSet<>(kernel), expected, missing, named, read);
  }

  /**
   * One look of the collector.
   *
   * @param why why the node could not be read, empty when it could
   * @param receivedAt when we heard of it, by our clock
   */
  public record Look(boolean readable, String why, Instant receivedAt) {}

  boolean inRib(NodeRoute route) {
    return has(rib, route);
  }

  /**
   * A route through kube-router's overlay names no gateway, so it is not in the list. The collector
   * judges it: it is there if the collector looked for all routes and does not miss it.
   *
   * @param due how many routes the node is to have to other clusters
   */
  boolean inKernel(NodeRoute route, int due) {
    return has(kernel, route)
        || (inRib(route) && expected >= due && missing == named.size() && cause(route).isEmpty());
  }

  /** A list that was cut says nothing of what comes after its end. */
  private static boolean has(SequencedSet<NodeRoute> table, NodeRoute route) {
    return table.contains(route)
        || (table.size() >= LARGEST && route.compareTo(table.getLast()) > 0);
  }

  boolean inKernelTable(NodeRoute route) {
    return has(kernel, route);
  }

  /** Why the node lacks this route, as far as the collector knows; empty if it has it. */
  Optional<String> cause(NodeRoute route) {
    return Optional.ofNullable(named.get(route));
  }
}
