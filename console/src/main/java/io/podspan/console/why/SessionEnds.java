package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import io.podspan.console.overview.NodeView;
import io.podspan.console.overview.SessionView;
import io.podspan.events.reason.SessionEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What both ends of sessions say, put together. */
final class SessionEnds {
  private static final String ESTABLISHED = "Established";
  private static final String STOPPED = "reflector-stopped";
  private static final String KEY_WRONG = "session-key-wrong";

  private final Known known;
  private final Map<End.Node, List<SessionView>> ofNodes = new HashMap<>();
  private final Map<String, Boolean> stopped = new HashMap<>();

  SessionEnds(Known known) {
    this.known = known;
    for (SessionView session : known.overview().sessions()) {
      String cluster = session.cluster();
      String node = session.node();
      if (cluster != null && node != null) {
        ofNodes.computeIfAbsent(new End.Node(cluster, node), _ -> new ArrayList<>()).add(session);
      }
    }
  }

  /** The sessions that a node should have. */
  List<SessionView> of(String cluster, String node) {
    return ofNodes.getOrDefault(new End.Node(cluster, node), List.of());
  }

  /** The sessions of its nodes that are not well, one of each node. */
  List<SilentSession> silent(Place place) {
    String cluster = place.cluster().name();
    List<SilentSession> silent = new ArrayList<>();
    for (NodeView node : place.takingPart()) {
      of(cluster, node.name()).stream()
          .filter(session -> !isWell(session))
          .findFirst()
          .flatMap(session -> silent(cluster, node.name(), session.reflector()))
          .ifPresent(silent::add);
    }
    return silent;
  }

  private Optional<SilentSession> silent(String cluster, String node, String reflector) {
    return known.overview().reflectors().stream()
        .filter(view -> view.name().equals(reflector))
        .findFirst()
        .flatMap(view -> IpAddress.parse(view.address()))
        .map(address -> new SilentSession(cluster, node, reflector, address));
  }

  /**
   * What is wrong with the sessions of a node, as far as both ends tell more than one. Empty when
   * one of them is there, or when it tells no more.
   */
  Optional<Cause> cause(String cluster, String node) {
    List<SessionView> sessions = of(cluster, node);
    if (sessions.isEmpty() || sessions.stream().anyMatch(SessionEnds::isWell)) {
      return Optional.empty();
    }
    SessionView first = sessions.getFirst();
    return stopped.computeIfAbsent(first.reflector(), this::isStopped)
        ? Optional.of(stopped(first.reflector()))
        : sessions.stream()
            .filter(SessionEnds::isBlocked)
            .findFirst()
            .map(session -> blocked(session, node));
  }

  /**
   * The same, where its node was looked at for this question. A reflector that is stopped has no
   * key that could be another one: segments that the node drops are of other connections.
   */
  Optional<Cause> lookedAt(String cluster, String node) {
    Optional<Cause> seen = known.ofSession(cluster, node).map(Checked.Finding::cause);
    return seen.filter(cause -> cause.code().equals(KEY_WRONG)).isEmpty()
        ? seen
        : cause(cluster, node).filter(cause -> cause.code().equals(STOPPED)).or(() -> seen);
  }

  /** Both ends say that it is there, or one does and the other says nothing. */
  static boolean isWell(SessionView session) {
    boolean there = session.nodeState() == null || session.nodeState().equals(ESTABLISHED);
    return session.state() == SessionView.State.ESTABLISHED && there;
  }

  /**
   * No node has a session with it any more, and it has not said that it lost them all: one that
   * runs would have.
   */
  private boolean isStopped(String reflector) {
    List<SessionView> told =
        known.overview().sessions().stream()
            .filter(session -> session.reflector().equals(reflector))
            .filter(session -> session.node() != null && session.nodeState() != null)
            .toList();
    return told.size() >= 2
        && told.stream().noneMatch(session -> ESTABLISHED.equals(session.nodeState()))
        && told.stream().anyMatch(s -> s.state() == SessionView.State.ESTABLISHED);
  }

  private Cause stopped(String reflector) {
    return new Cause(
        STOPPED,
        "no node has a session with reflector "
            + reflector
            + " any more, and the reflector has not said that it lost them",
        "See whether the reflector runs and answers (podspan status, its log), and whether the"
            + " nodes reach "
            + address(reflector)
            + ".");
  }

  private String address(String reflector) {
    return known.overview().reflectors().stream()
        .filter(view -> view.name().equals(reflector))
        .map(view -> view.address() + " port " + view.port())
        .findFirst()
        .orElse("its address");
  }

  /** The one end hears nothing of the other, and both of them run. */
  private static boolean isBlocked(SessionView session) {
    boolean silent =
        session.state() == SessionView.State.STALLED
            || session.cause() instanceof SessionEnd.HoldTimerExpired;
    return silent && !ESTABLISHED.equals(session.nodeState());
  }

  private Cause blocked(SessionView session, String node) {
    String router =
        session.nodeState() == null ? "" : ", and the router there says " + session.nodeState();
    return new Cause(
        "session-blocked",
        "packets between "
            + node
            + " ("
            + session.address()
            + ") and reflector "
            + session.reflector()
            + " do not arrive: the reflector says "
            + word(session)
            + router,
        "Look for a packet filter on the port of BGP between "
            + session.address()
            + " and "
            + address(session.reflector())
            + ", in both directions, and for a route of either to the other; then whether the"
            + " router of "
            + node
            + " runs.");
  }

  private static String word(SessionView session) {
    String reason = session.reason();
    return reason == null ? session.state().text() : session.state().text() + ", " + reason;
  }

  /** What either end says of the sessions of a node. */
  List<Evidence> evidence(String cluster, String node) {
    List<Evidence> evidence = new ArrayList<>();
    for (SessionView session : of(cluster, node)) {
      evidence.add(
          Evidence.journal(
              "session of " + node + " with " + session.reflector() + ": " + word(session),
              "bgp-reflector",
              session.since()));
      String state = session.nodeState();
      if (state != null) {
        evidence.add(
            Evidence.journal(
                "the router of " + node + " says of " + session.reflector() + ": " + state,
                "route-collector",
                null));
      }
    }
    return evidence;
  }

  /** Sessions that are not well while routes stand; null when all are. */
  static @Nullable Cause amiss(String node, List<SessionView> sessions) {
    List<SessionView> amiss = sessions.stream().filter(session -> !isWell(session)).toList();
    if (amiss.isEmpty()) {
      return null;
    }
    SessionView first = amiss.getFirst();
    String which = amiss.stream().map(SessionView::reflector).collect(Collectors.joining(", "));
    String router = first.nodeState() == null ? "" : "; the router says " + first.nodeState();
    String toDo = first.nextStep();
    return new Cause(
        "session-" + first.state().text(),
        "the session of " + node + " with " + which + " is not well: " + word(first) + router,
        toDo == null
            ? "See that the router of " + node + " runs and reaches the reflector."
            : toDo);
  }
}
