package io.podspan.console.problem;

import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.RouteReason;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nodes that cannot be read, interfaces that are down, routers that do not run. */
final class NodeCauses {
  private final Remaining remaining;

  private NodeCauses(Remaining remaining) {
    this.remaining = remaining;
  }

  static void of(Remaining remaining) {
    NodeCauses causes = new NodeCauses(remaining);
    remaining.of(Symptom.NodeUnread.class).forEach(causes::unread);
    remaining.of(Symptom.MissingRoute.class).forEach(causes::interfaceDown);
    remaining.of(Symptom.MissingRoute.class).forEach(causes::routerDown);
  }

  private void unread(Symptom.NodeUnread unread) {
    NodeName node = unread.node();
    boolean routerDown =
        Reasons.routerIsDown(unread)
            || remaining
                .at(node, Symptom.MissingRoute.class)
                .anyMatch(missing -> Reasons.routerIsDown(missing) && isOrigin(missing, node));
    remaining.explainAt(
        node,
        new CauseKey(routerDown ? Kind.ROUTER : Kind.NODE, node.toString()),
        new Cause.Words(
            routerDown && Reasons.routerIsDown(unread)
                ? node + ": " + unread.why()
                : node + " cannot be read" + sessions(node) + ": " + unread.why(),
            routerDown
                ? "Look at the router's pod on "
                    + node.node()
                    + ": its events, and the log of its last run."
                : "Look at the router's pod on "
                    + node.node()
                    + ", and at the node itself: kubectl describe node "
                    + node.node()
                    + ".",
            null),
        routerDown || !sessions(node).isEmpty() ? atNode(node) : atReading(node));
  }

  /** Who cannot be read may forward well: nothing but the reading is explained. */
  private static Predicate<Symptom> atReading(NodeName node) {
    return symptom ->
        (symptom instanceof Symptom.NodeUnread unread && unread.touches(node))
            || (symptom instanceof Symptom.MissingRoute missing
                && missing.node().equals(node)
                && Reasons.unread(missing.reason()));
  }

  private String sessions(NodeName node) {
    Set<String> reflectors =
        remaining
            .at(node, Symptom.SessionDown.class)
            .map(Symptom.SessionDown::reflector)
            .collect(Collectors.toCollection(TreeSet::new));
    return reflectors.isEmpty()
        ? ""
        : " and has no session with reflector " + String.join(", ", reflectors);
  }

  private void interfaceDown(Symptom.MissingRoute missing) {
    RouteReason reason = missing.reason();
    if (reason != null && Reasons.device(reason).isPresent() && remaining.isLeft(missing)) {
      remaining.explainAt(
          missing.node(),
          new CauseKey(
              Kind.INTERFACE, missing.node().toString(), Reasons.device(reason).orElse("")),
          new Cause.Words(
              missing.node() + ": " + missing.why(), Reasons.toDo(reason), reason.code()),
          atNode(missing.node()));
    }
  }

  private void routerDown(Symptom.MissingRoute missing) {
    if (missing.reason() instanceof OriginReason.RouterDown down && remaining.isLeft(missing)) {
      NodeName node = new NodeName(down.cluster(), down.node());
      remaining.explainAt(
          node,
          CauseKey.of(Kind.ROUTER, node),
          new Cause.Words(
              "the router of " + node + " is down: " + down.why(), Reasons.toDo(down), down.code()),
          atNode(node));
    }
  }

  private static boolean isOrigin(Symptom.MissingRoute missing, NodeName node) {
    return node.equals(missing.origin());
  }

  /**
   * What a node without a working router, interface or network takes with it: its sessions, its
   * routes, those of others to it, and what its pods reach.
   */
  static Predicate<Symptom> atNode(NodeName node) {
    return symptom ->
        switch (symptom) {
          case Symptom.NodeUnread unread -> unread.touches(node);
          case Symptom.SessionDown down -> down.touches(node);
          case Symptom.MissingRoute missing ->
              isOrigin(missing, node)
                  ? Reasons.ofOrigin(missing.reason())
                  : missing.touches(node) && ofNode(missing.reason());
          case Symptom.FailingPair pair -> pair.touches(node);
          case Symptom.RolloutStopped stopped -> stopped.touches(node);
          case Symptom.NotMeasured pair ->
              pair.cause() instanceof NotMeasured.NodeNotReady(String cluster, String name)
                  && node.equals(new NodeName(cluster, name));
          case Symptom.Unmet _, Symptom.NotThere _ -> false;
        };
  }

  private static boolean ofNode(@Nullable RouteReason reason) {
    return reason == null
        || Reasons.ofOwnSession(reason)
        || Reasons.device(reason).isPresent()
        || reason instanceof RouteReason.RibUnread
        || reason instanceof RouteReason.KernelUnread;
  }
}
