package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.Attempts;
import io.podspan.peeringservice.kubernetes.DryRun;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Sides;
import io.podspan.peeringservice.routers.kuberouter.NodePeerWrites.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of a change that is in annotations of nodes: node by node, or of all nodes before or
 * after the flags. Changes come directed: {@link FlagChange#directed}.
 */
final class AnnotatedNodes {
  private static final int NODES_SHOWN = 5;

  private final NodePeerWrites writes;

  AnnotatedNodes(NodePeerWrites writes) {
    this.writes = writes;
  }

  /** Whether the pod of this node has to restart because of the node's annotations. */
  boolean asksForRestart(Access access, FlagChange change, String node, String pod) {
    AnnotationChange annotations = change.annotations();
    if (annotations == null || annotations.order() != Order.NODE_BY_NODE) {
      return false;
    }
    return writes
        .of(access, node)
        .filter(found -> pod.equals(found.toRenew()) || !isDone(annotations, found))
        .isPresent();
  }

  /** A node that came later may have annotations that are in the way. */
  private static boolean isDone(AnnotationChange change, NodeState found) {
    try {
      return change.wanted(found.name(), found.peers()).equals(found.peers());
    } catch (UnusablePeersException e) {
      return false;
    }
  }

  /**
   * Writes the peers of a node whose turn it is.
   *
   * @param pod the one that started without them
   * @return the uid of the pod that has to restart; empty if none has to any more
   */
  Optional<String> take(Access access, FlagChange change, String node, String pod) {
    AnnotationChange annotations = change.annotations();
    if (annotations == null || annotations.order() != Order.NODE_BY_NODE) {
      return Optional.empty();
    }
    Optional<NodeState> found = writes.of(access, node);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    NodeState state = found.get();
    if (isDone(annotations, state)) {
      return Optional.ofNullable(state.toRenew());
    }
    if (!annotations.knows(node, state.peers())) {
      throw new UnusablePeersException("somebody else changed the annotations of the node " + node);
    }
    writes.write(access, state, annotations.wanted(node, state.peers()), pod);
    return Optional.of(pod);
  }

  /** The pod is renewed. */
  void renewed(Access access, String node) {
    writes
        .of(access, node)
        .filter(found -> found.toRenew() != null)
        .ifPresent(found -> writes.write(access, found, found.peers(), null));
  }

  /**
   * Whether the API server would take the annotations; one node stands for all. Who writes by hand
   * sees it when the node's turn comes: a rehearsal would be a command that changes nothing.
   */
  Optional<Refused> rehearse(Access access, FlagChange change) {
    AnnotationChange annotations = change.annotations();
    if (annotations == null || annotations.nodes().isEmpty()) {
      return Optional.empty();
    }
    String node = annotations.nodes().keySet().iterator().next();
    return DryRun.of(
        access.byHand(),
        "the node " + node,
        () ->
            writes
                .of(access, node)
                .filter(
                    found -> annotations.knows(node, found.peers()) && !isDone(annotations, found))
                .ifPresent(
                    found ->
                        writes.rehearse(access, found, annotations.wanted(node, found.peers()))));
  }

  /** Before the peers leave the flags. Empty when all nodes have them. */
  Optional<OfWrite> writeFirst(Access access, FlagChange change) {
    AnnotationChange annotations = change.annotations();
    if (annotations == null || annotations.order() != Order.FIRST) {
      return Optional.empty();
    }
    for (NodeState found : writes.all(access)) {
      if (!annotations.nodes().containsKey(found.name())) {
        continue;
      }
      if (!annotations.knows(found.name(), found.peers())) {
        return Optional.of(
            new Conflict("the annotations of the node " + found.name() + " changed meanwhile"));
      }
      SortedMap<String, String> wanted = annotations.wanted(found.name(), found.peers());
      if (!wanted.equals(found.peers())) {
        writes.write(access, found, wanted, found.toRenew());
      }
    }
    return Optional.empty();
  }

  /** What is left to be done when all nodes had their turn. Empty when it is done. */
  Optional<Held> finish(Access access, FlagChange change, List<String> away) {
    AnnotationChange annotations = change.annotations();
    if (annotations == null) {
      return Optional.empty();
    }
    return Attempts.of(
        () -> finish(access, annotations, away),
        words ->
            Optional.of(
                new Held(
                    "Annotations of nodes change all the time: " + words + ".",
                    "Find out who changes them. It is tried again.")));
  }

  private Optional<Held> finish(Access access, AnnotationChange change, List<String> away) {
    List<String> waiting = new ArrayList<>();
    for (NodeState found : writes.all(access)) {
      boolean done = isDone(change, found);
      boolean left = away.contains(found.name());
      if (change.order() == Order.NODE_BY_NODE && left && (!done || found.toRenew() != null)) {
        takeBack(access, change, found);
        waiting.add(found.name());
      } else if (change.order() == Order.LAST
          && !done
          && change.nodes().containsKey(found.name())
          && change.knows(found.name(), found.peers())) {
        writes.write(access, found, change.wanted(found.name(), found.peers()), null);
      } else if (found.toRenew() != null && !left) {
        writes.write(access, found, found.peers(), null);
      }
    }
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waitsFor(waiting));
  }

  /** Annotations that its router has not restarted for: it is as if the node had had no turn. */
  private void takeBack(Access access, AnnotationChange change, NodeState found) {
    Sides sides = change.nodes().get(found.name());
    if (found.toRenew() != null && sides != null && isDone(change, found)) {
      writes.write(access, found, sides.former(), null);
    }
  }

  private static Held waitsFor(List<String> nodes) {
    String shown = nodes.stream().limit(NODES_SHOWN).collect(Collectors.joining(", "));
    return new Held(
        "The annotations of "
            + shown
            + (nodes.size() > NODES_SHOWN ? " and others" : "")
            + " are as before, because the node is away and had no turn.",
        "Bring these nodes back, or delete them. They get their turn by themselves then.");
  }

  /** What somebody else wrote to the nodes of this change, a line each; empty if nobody did. */
  String foreign(Access access, @Nullable AnnotationChange change) {
    return change == null ? "" : foreign(change, writes.all(access).stream());
  }

  /** The same of one node. */
  String foreign(Access access, @Nullable AnnotationChange change, String node) {
    return change == null ? "" : foreign(change, writes.of(access, node).stream());
  }

  private static String foreign(AnnotationChange change, Stream<NodeState> nodes) {
    return nodes
        .filter(found -> !change.knows(found.name(), found.peers()))
        .map(
            found ->
                "\nnode "
                    + found.name()
                    + " "
                    + (found.peers().isEmpty()
                        ? "without peers in its annotations"
                        : found.peers().entrySet().stream()
                            .map(e -> PeerAnnotations.shown(e.getKey(), e.getValue()))
                            .collect(Collectors.joining(" "))))
        .collect(Collectors.joining());
  }
}
