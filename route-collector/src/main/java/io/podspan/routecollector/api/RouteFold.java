package io.podspan.routecollector.api;

import io.podspan.routecollector.api.RouteView.OnNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Gathers the routes of many nodes, node by node. */
final class RouteFold {
  private static final int MOST_ROUTES = 10_000;
  private static final int MOST_NODES = 1_000;

  private final Predicate<String> wanted;
  private final boolean all;
  private final Map<Key, Counts> routes = new TreeMap<>();
  private boolean cut;

  private record Key(String prefix, String nextHop) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byPrefix = prefix.compareTo(other.prefix);
      return byPrefix != 0 ? byPrefix : nextHop.compareTo(other.nextHop);
    }
  }

  /** A route so far. */
  private static final class Counts {
    private int nodes;
    private int installed;
    private int unknown;
    private final List<OnNode> on = new ArrayList<>();
  }

  /**
   * @param wanted which prefixes
   * @param all whether nodes that have a route are told, too
   */
  RouteFold(Predicate<String> wanted, boolean all) {
    this.wanted = wanted;
    this.all = all;
  }

  void add(NodeDetail node, Instant now) {
    for (NodeDetail.ExpectedRoute route : node.expected()) {
      if (wanted.test(route.prefix())) {
        add(OnNode.of(node, route, now), new Key(route.prefix(), route.nextHop()));
      }
    }
  }

  private void add(OnNode node, Key key) {
    if (routes.size() >= MOST_ROUTES && !routes.containsKey(key)) {
      cut = true;
      return;
    }
    Counts counts = routes.computeIfAbsent(key, _ -> new Counts());
    counts.nodes++;
    counts.installed += node.installed() ? 1 : 0;
    counts.unknown += node.unknown() ? 1 : 0;
    if (all || !node.installed()) {
      told(counts.on, node);
    }
  }

  private void told(List<OnNode> nodes, OnNode node) {
    if (nodes.size() < MOST_NODES) {
      nodes.add(node);
    } else {
      cut = true;
    }
  }

  RouteViews views() {
    return new RouteViews(
        routes.entrySet().stream().map(e -> view(e.getKey(), e.getValue())).toList(), cut);
  }

  private static RouteView view(Key key, Counts counts) {
    return new RouteView(
        key.prefix(),
        key.nextHop(),
        counts.nodes,
        counts.installed,
        counts.nodes - counts.installed - counts.unknown,
        counts.unknown,
        List.copyOf(counts.on));
  }
}
