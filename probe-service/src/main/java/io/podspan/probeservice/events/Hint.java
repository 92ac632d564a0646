package io.podspan.probeservice.events;

import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.world.World;
import io.podspan.probeservice.verdict.News;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something happened that pings may show: look now. Pure.
 *
 * @param node that it happened to; null for the cluster as a whole
 * @param news what it lets one expect; null where nothing
 */
record Hint(String cluster, @Nullable String node, @Nullable News news) {

  /** Empty where the event changes no ping, or another one that does follows. */
  static Optional<Hint> of(Event event) {
    return switch (event) {
      case RouteEvent route -> ofRoute(route);
      case SessionEvent session -> ofSession(session);
      default -> Optional.empty();
    };
  }

  private static Optional<Hint> ofRoute(RouteEvent route) {
    return switch (route) {
      // While routes are missing, RouteRestored follows.
      case RouteEvent.NodeRoutesChanged changed when changed.missing() == 0 ->
          Optional.of(new Hint(changed.cluster(), changed.node(), News.GOOD));
      case RouteEvent.NodeRoutesChanged _ -> Optional.empty();
      case RouteEvent.RouteMissing missing ->
          Optional.of(new Hint(missing.cluster(), missing.node(), News.BAD));
      case RouteEvent.RouteRestored restored ->
          Optional.of(new Hint(restored.cluster(), restored.node(), News.GOOD));
      case RouteEvent.NodeSessionsChanged changed ->
          Optional.of(new Hint(changed.cluster(), changed.node(), null));
      // What it read was told before it.
      case RouteEvent.NodeRead read when read.readable() -> Optional.empty();
      case RouteEvent.NodeRead read -> Optional.of(new Hint(read.cluster(), read.node(), null));
    };
  }

  private static Optional<Hint> ofSession(SessionEvent session) {
    return switch (session) {
      case SessionEvent.SessionLost lost -> of(lost.peer(), News.BAD);
      case SessionEvent.SessionStalled stalled -> of(stalled.peer(), News.BAD);
      case SessionEvent.SessionEstablished established -> of(established.peer(), News.GOOD);
      case SessionEvent.SessionResumed resumed -> of(resumed.peer(), News.GOOD);
      case SessionEvent.PeerRefused _,
          SessionEvent.PrefixRejected _,
          SessionEvent.UpdateRejected _,
          SessionEvent.OpenRefused _,
          SessionEvent.IdentifierShared _,
          SessionEvent.PrefixLimitReached _,
          SessionEvent.PeerRoutesChanged _,
          SessionEvent.ReflectorConfigured _ ->
          Optional.empty();
    };
  }

  private static Optional<Hint> of(PeerIdentity peer, News news) {
    return peer.cluster() == null
        ? Optional.empty()
        : Optional.of(new Hint(peer.cluster(), peer.node(), news));
  }

  /** What an intent changes: nodes that come, go or are others, and clusters that are joined. */
  static List<Hint> between(World before, World after) {
    TreeSet<String> names = new TreeSet<>(before.clusters().keySet());
    names.addAll(after.clusters().keySet());
    List<Hint> hints = new ArrayList<>();
    for (String name : names) {
      ClusterState was = before.clusters().get(name);
      ClusterState is = after.clusters().get(name);
      List<Hint> nodes = nodes(name, was, is);
      if (!nodes.isEmpty()) {
        hints.addAll(nodes);
      } else if (!Objects.equals(was, is)
          || !before.interconnectsOf(name).equals(after.interconnectsOf(name))) {
        hints.add(new Hint(name, null, News.GOOD));
      }
    }
    return hints;
  }

  private static List<Hint> nodes(
      String cluster, @Nullable ClusterState before, @Nullable ClusterState after) {
    if (before == null || after == null) {
      return List.of();
    }
    Map<String, NodeState> was = new HashMap<>();
    before.nodes().forEach(node -> was.put(node.name(), node));
    List<Hint> hints = new ArrayList<>();
    for (NodeState node : after.nodes()) {
      if (!node.equals(was.remove(node.name()))) {
        hints.add(new Hint(cluster, node.name(), node.takesPart() ? News.GOOD : News.BAD));
      }
    }
    was.keySet().stream().sorted().forEach(gone -> hints.add(new Hint(cluster, gone, News.BAD)));
    return hints;
  }
}
