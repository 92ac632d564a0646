package io.podspan.console.problem;

import io.podspan.events.ReflectorState;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reflectors that no node has a session with, and nodes without their sessions. */
final class SessionCauses {
  /** As why calls it: there is no reason of a session that has not ended. */
  private static final String STALLED = "session-stalled";

  private static final String AFTER_A_STALL =
      "Look at what lies between the reflector and the node: a packet filter on the port of BGP, a"
          + " route, the node itself.";

  private final Remaining remaining;
  private final Expected expected;

  private SessionCauses(Remaining remaining, Expected expected) {
    this.remaining = remaining;
    this.expected = expected;
  }

  static void of(Remaining remaining, Expected expected) {
    SessionCauses causes = new SessionCauses(remaining, expected);
    remaining
        .of(Symptom.SessionDown.class)
        .map(Symptom.SessionDown::reflector)
        .distinct()
        .forEach(causes::reflector);
    causes.withoutSession().forEach(causes::node);
  }

  /**
   * One node without a session says nothing of the reflector. All of several do, and so do some of
   * which the reflector itself has not noticed it: it has stopped, and the others will follow.
   */
  private void reflector(String reflector) {
    List<Symptom.SessionDown> down =
        remaining
            .of(Symptom.SessionDown.class)
            .filter(session -> session.reflector().equals(reflector))
            .toList();
    Set<NodeName> nodes =
        down.stream().map(Symptom.SessionDown::node).collect(Collectors.toCollection(TreeSet::new));
    Set<String> explained = explained();
    Collection<NodeName> others =
        expected.peersOf(reflector).stream()
            .filter(node -> !nodes.contains(node) && !explained.contains(node.toString()))
            .toList();
    boolean silent = down.stream().allMatch(Symptom.SessionDown::isUnnoticed);
    if (nodes.size() < 2 || (!others.isEmpty() && !silent)) {
      return;
    }
    String who =
        others.isEmpty()
            ? "no node has a session with reflector %s (%d nodes)"
                .formatted(reflector, nodes.size())
            : "%d of %d nodes have no session with reflector %s"
                .formatted(nodes.size(), nodes.size() + others.size(), reflector);
    boolean only = nodes.stream().allMatch(node -> expected.reflectors(node.cluster()).size() == 1);
    remaining.explain(
        new CauseKey(Kind.REFLECTOR, reflector),
        new Cause.Words(
            who + ": " + down.getFirst().ends(),
            toDo(reflector),
            isThere(reflector) ? null : Problem.REFLECTOR_AWAY),
        symptom -> ofReflector(symptom, reflector, nodes, only));
  }

  private boolean isThere(String reflector) {
    return remaining
        .of(Symptom.NotThere.class)
        .noneMatch(absent -> absent.reflector() && absent.name().equals(reflector));
  }

  /** The nodes that a cause of higher precedence has. */
  private Set<String> explained() {
    return remaining.causes().stream()
        .map(Cause::key)
        .filter(key -> key.kind() != Kind.API)
        .map(CauseKey::subject)
        .collect(Collectors.toSet());
  }

  private String toDo(String reflector) {
    return expected
        .reflector(reflector)
        .map(
            known ->
                "See whether bgp-reflector %s runs, and whether the nodes reach %s on port %d."
                    .formatted(reflector, known.address(), known.port()))
        .orElse("");
  }

  /**
   * @param only whether the nodes have no other reflector
   */
  private static boolean ofReflector(
      Symptom symptom, String reflector, Set<NodeName> nodes, boolean only) {
    return switch (symptom) {
      case Symptom.SessionDown down -> down.reflector().equals(reflector);
      case Symptom.MissingRoute missing ->
          only
              && nodes.contains(missing.node())
              && (Reasons.ofOwnSession(missing.reason()) || Reasons.ofOrigin(missing.reason()));
      case Symptom.FailingPair pair ->
          only && (nodes.contains(pair.from()) || nodes.contains(pair.to()));
      case Symptom.NotThere absent -> absent.reflector() && absent.name().equals(reflector);
      case Symptom.NodeUnread _, Symptom.NotMeasured _, Symptom.RolloutStopped _, Symptom.Unmet _ ->
          false;
    };
  }

  /** Nodes that say so, or of which others say so. */
  private Collection<NodeName> withoutSession() {
    Stream<NodeName> down = remaining.of(Symptom.SessionDown.class).map(Symptom.SessionDown::node);
    Stream<NodeName> own =
        remaining
            .of(Symptom.MissingRoute.class)
            .filter(missing -> Reasons.ofOwnSession(missing.reason()))
            .map(Symptom.MissingRoute::node);
    Stream<NodeName> origins =
        remaining
            .of(Symptom.MissingRoute.class)
            .map(Symptom.MissingRoute::reason)
            .filter(OriginReason.NoSession.class::isInstance)
            .map(OriginReason.NoSession.class::cast)
            .map(reason -> new NodeName(reason.cluster(), reason.node()));
    return Stream.of(down, own, origins)
        .flatMap(nodes -> nodes)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void node(NodeName node) {
    List<Symptom.SessionDown> down = remaining.at(node, Symptom.SessionDown.class).toList();
    if (down.isEmpty() && telling(node) == null) {
      // An earlier cause has taken meanwhile what spoke of this node.
      return;
    }
    Set<ReflectorState> all = expected.reflectors(node.cluster());
    boolean others = !down.isEmpty() && down.size() < all.size();
    remaining.explainAt(node, CauseKey.of(Kind.SESSION, node), words(node, down), of(node, others));
  }

  /**
   * @param others whether the node has a session with another reflector
   */
  private static Predicate<Symptom> of(NodeName node, boolean others) {
    Predicate<Symptom> all = NodeCauses.atNode(node);
    return others
        ? symptom ->
            (symptom instanceof Symptom.SessionDown down && down.node().equals(node))
                || (symptom instanceof Symptom.MissingRoute missing && says(missing, node))
        : all;
  }

  private static boolean says(Symptom.MissingRoute missing, NodeName node) {
    return missing.reason() instanceof OriginReason.NoSession none
        ? node.equals(new NodeName(none.cluster(), none.node()))
        : missing.node().equals(node) && Reasons.ofOwnSession(missing.reason());
  }

  private Cause.Words words(NodeName node, List<Symptom.SessionDown> down) {
    Symptom.@Nullable MissingRoute route = telling(node);
    if (route != null && (down.isEmpty() || tells(route.reason()))) {
      RouteReason reason = route.reason();
      return new Cause.Words(
          reason instanceof OriginReason ? route.why() : node + ": " + route.why(),
          Reasons.toDo(reason),
          reason == null ? null : reason.code());
    }
    Symptom.SessionDown first = down.getFirst();
    boolean stalled = down.stream().allMatch(Symptom.SessionDown::stalled);
    return new Cause.Words(
        "%s %s: %s"
            .formatted(
                node,
                stalled
                    ? "has ceased to answer reflector " + reflectors(down)
                    : "has no session with reflector " + reflectors(down),
                first.ends()),
        stalled ? AFTER_A_STALL : toDo(first),
        stalled ? STALLED : first.cause() == null ? null : first.cause().code());
  }

  private static String reflectors(List<Symptom.SessionDown> down) {
    return down.stream()
        .map(Symptom.SessionDown::reflector)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String toDo(Symptom.SessionDown down) {
    String toDo = Reasons.toDo(down.cause());
    return toDo.isEmpty()
        ? "Check that the router of " + down.node() + " runs, and that it reaches the reflector."
        : toDo;
  }

  /** A route whose reason is about the sessions of this node. */
  private Symptom.@Nullable MissingRoute telling(NodeName node) {
    return remaining
        .at(node, Symptom.MissingRoute.class)
        .filter(missing -> says(missing, node))
        .min((a, b) -> Boolean.compare(tells(b.reason()), tells(a.reason())))
        .orElse(null);
  }

  /** The reason says more than that the session is down. */
  private static boolean tells(@Nullable RouteReason reason) {
    return reason instanceof RouteReason.ReflectorUnreachable
        || reason instanceof RouteReason.NoReflectorSession;
  }
}
