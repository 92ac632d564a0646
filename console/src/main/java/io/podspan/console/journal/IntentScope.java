package io.podspan.console.journal;

import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The slots that the intent is about. A fact about a pair of clusters, a session, a node or a route
 * belongs to the intent as long as an interconnect joins what it names. Immutable; made from one
 * world.
 */
public final class IntentScope {
  private final World world;

  /** {@code reflector/address} of every session that an interconnect asks for. */
  private final Set<String> sessions = new HashSet<>();

  /** {@code reflector/cluster} of every cluster that peers with a reflector. */
  private final Set<String> ribs = new HashSet<>();

  /** {@code cluster/node} of every node of a joined cluster. */
  private final Set<String> nodes = new HashSet<>();

  private final Map<String, Collection<String>> joined = new HashMap<>();
  private final Map<String, Set<String>> clustersOfPrefix = new HashMap<>();

  private IntentScope(World world) {
    this.world = world;
    world.clusters().values().forEach(this::add);
  }

  private void add(ClusterState cluster) {
    joined.put(cluster.name(), world.joinedWith(cluster.name()));
    for (ReflectorState reflector : world.reflectorsOf(cluster.name())) {
      ribs.add(reflector.name() + "/" + cluster.name());
      cluster.nodes().forEach(node -> sessions.add(reflector.name() + "/" + node.address()));
    }
    for (NodeState node : cluster.nodes()) {
      nodes.add(cluster.name() + "/" + node.name());
      for (String prefix : node.podCidrs()) {
        clustersOfPrefix.computeIfAbsent(prefix, _ -> new HashSet<>()).add(cluster.name());
      }
    }
  }

  /** The scope of the intent that these facts tell. Facts about other things are ignored. */
  public static IntentScope of(Iterable<Fact> facts) {
    List<IntentEvent> intent = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact.event() instanceof IntentEvent event) {
        intent.add(event);
      }
    }
    return new IntentScope(World.EMPTY.after(intent));
  }

  /** The scope after this event: this one, when the event changes nothing. */
  public IntentScope after(IntentEvent event) {
    World next = world.after(event);
    return next.equals(world) ? this : new IntentScope(next);
  }

  /** The world that this was made from. */
  World world() {
    return world;
  }

  /**
   * Whether a fact in this slot belongs to the intent. Slots that no interconnect decides about, as
   * those of clusters and rollouts, always do.
   */
  boolean contains(String slot) {
    String kind = slot.substring(0, slot.indexOf('/') + 1);
    String subject = slot.substring(kind.length());
    return switch (kind) {
      case Projection.CONDITIONS -> world.interconnects().containsKey(subject);
      case Projection.REFLECTOR_CONDITIONS -> world.reflectors().containsKey(subject);
      case Projection.SESSIONS, Projection.STALLS, Projection.LOSSES, Projection.REFUSALS ->
          sessions.contains(subject);
      case Projection.RIBS -> ribs.contains(subject);
      case Projection.NODE_SESSIONS,
          Projection.NODE_ROUTES,
          Projection.UNREAD_NODES,
          Projection.MENDED_NODES ->
          hasNode(subject);
      case Projection.MISSING_ROUTES -> expectsRoute(subject);
      case Projection.REACHABILITIES, Projection.PROBE_ROUNDS -> hasPair(subject);
      default -> true;
    };
  }

  private boolean hasNode(String subject) {
    return nodes.contains(subject) && !joinedWith(subject.split("/", 2)[0]).isEmpty();
  }

  private boolean expectsRoute(String subject) {
    String[] parts = subject.split("/", 3);
    return parts.length == 3
        && nodes.contains(parts[0] + "/" + parts[1])
        && clustersOfPrefix.getOrDefault(parts[2], Set.of()).stream()
            .anyMatch(joinedWith(parts[0])::contains);
  }

  private boolean hasPair(String subject) {
    String[] parts = subject.split("/", 2);
    return parts.length == 2 && joinedWith(parts[0]).contains(parts[1]);
  }

  private Collection<String> joinedWith(String cluster) {
    return joined.getOrDefault(cluster, List.of());
  }

  /**
   * Whether a fact that was recorded under this scope says nothing under the next one. What a
   * former interconnect left behind is no evidence of a later one between the same clusters. An
   * established session is: it goes on when an interconnect begins to ask for it, with its stall.
   */
  public boolean lapses(String slot, IntentScope next) {
    boolean before = contains(slot);
    boolean after = next.contains(slot);
    boolean ofSession = slot.startsWith(Projection.SESSIONS) || slot.startsWith(Projection.STALLS);
    return before != after && (before || !ofSession);
  }
}
