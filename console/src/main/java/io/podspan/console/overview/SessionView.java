package io.podspan.console.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.console.journal.SessionSentence;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ReflectorState;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.SessionReason;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A BGP session as both ends see it.
 *
 * @param reflector the name of one end
 * @param address the address of the other end
 * @param cluster the cluster of the node, null when no intent knows the address
 * @param node the node, null when no intent knows the address
 * @param state what the reflector says
 * @param probed whether the reflector watches that the peer answers; null when it is not known, and
 *     without a session
 * @param since since when, null when it has said nothing
 * @param reason why it is not established, or what is wrong with it; null when nothing is
 * @param cause the reason as a value, null when the event had none
 * @param nextStep what to do, null when there is nothing to do
 * @param nodeState what the node's router says, in RFC 4271 terms; null when nobody has read it
 */
public record SessionView(
    String reflector,
    String address,
    @Nullable String cluster,
    @Nullable String node,
    State state,
    @Nullable Boolean probed,
    @Nullable Instant since,
    @Nullable String reason,
    @Nullable SessionReason cause,
    @Nullable String nextStep,
    @Nullable String nodeState) {

  /** Any host may try to connect. The journal has all of them. */
  private static final int STRANGERS_SHOWN = 20;

  private static final String AFTER_A_STALL =
      "Look at what lies between the reflector and the node: a packet filter on the port of BGP,"
          + " a route, the node itself. The session ends by its hold time if this lasts.";

  /** What a reflector says of a session. */
  public enum State {
    ESTABLISHED("established"),
    /** It is established, and the peer has ceased to answer. */
    STALLED("stalled"),
    LOST("lost"),
    /** The reflector does not accept its connections. */
    REFUSED("refused"),
    /** The intent asks for it. The reflector has said nothing yet. */
    AWAITED("awaited");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @JsonValue
    public String text() {
      return text;
    }
  }

  /** The sessions that the intent asks for, and others that the reflector has or refused. */
  static List<SessionView> all(Projection projection, World world) {
    Map<String, SessionView> sessions = new TreeMap<>();
    for (ClusterState cluster : world.clusters().values()) {
      for (ReflectorState reflector : world.reflectorsOf(cluster.name())) {
        for (NodeState node : cluster.nodes()) {
          if (node.takesPart()) {
            SessionView session = wanted(projection, cluster, node, reflector);
            sessions.put(reflector.name() + "/" + node.address(), session);
          }
        }
      }
    }
    projection
        .facts(Projection.SESSIONS)
        .map(slot -> slot.getValue())
        .forEach(
            fact ->
                sessions.computeIfAbsent(fact.event().subject(), _ -> unwanted(projection, fact)));
    projection
        .facts(Projection.REFUSALS)
        .map(slot -> slot.getValue())
        .sorted(Comparator.comparingLong(Fact::sequence).reversed())
        .limit(STRANGERS_SHOWN)
        .forEach(
            fact ->
                sessions.computeIfAbsent(fact.event().subject(), _ -> unwanted(projection, fact)));
    List<SessionView> ordered = new ArrayList<>(sessions.values());
    ordered.sort(
        Comparator.comparing((SessionView s) -> s.cluster() == null ? "\uffff" : s.cluster())
            .thenComparing(s -> s.node() == null ? "" : s.node())
            .thenComparing(SessionView::address)
            .thenComparing(SessionView::reflector));
    return List.copyOf(ordered);
  }

  private static SessionView wanted(
      Projection projection, ClusterState cluster, NodeState node, ReflectorState reflector) {
    String subject = reflector.name() + "/" + node.address();
    Fact fact =
        Stream.of(Projection.SESSIONS, Projection.LOSSES, Projection.REFUSALS)
            .flatMap(slots -> projection.fact(slots + subject).stream())
            .max(Comparator.comparingLong(Fact::sequence))
            .orElse(null);
    PeerIdentity peer =
        new PeerIdentity(reflector.name(), node.address(), cluster.name(), node.name());
    String nodeState = NodeView.stateTowards(reflector.address(), cluster, node, projection);
    return of(peer, fact, stall(projection, subject), nodeState);
  }

  private static @Nullable Fact stall(Projection projection, String subject) {
    return projection.fact(Projection.STALLS + subject).orElse(null);
  }

  private static SessionView unwanted(Projection projection, Fact fact) {
    PeerIdentity peer =
        switch ((SessionEvent) fact.event()) {
          case SessionEvent.SessionEstablished up -> up.peer();
          case SessionEvent.SessionLost lost -> lost.peer();
          case SessionEvent.SessionStalled stalled -> stalled.peer();
          case SessionEvent.SessionResumed resumed -> resumed.peer();
          case SessionEvent.PeerRefused refused -> refused.peer();
          case SessionEvent.PrefixRejected rejected -> rejected.peer();
          case SessionEvent.PrefixLimitReached limit -> limit.peer();
          case SessionEvent.UpdateRejected rejected -> rejected.peer();
          case SessionEvent.OpenRefused refused -> refused.peer();
          case SessionEvent.IdentifierShared shared -> shared.peer();
          case SessionEvent.PeerRoutesChanged routes -> routes.peer();
          case SessionEvent.ReflectorConfigured configured ->
              throw new IllegalStateException("not about a peer: " + configured);
        };
    return of(peer, fact, stall(projection, fact.event().subject()), null);
  }

  private static SessionView of(
      PeerIdentity peer, @Nullable Fact fact, @Nullable Fact stall, @Nullable String nodeState) {
    if (fact != null && fact.event() instanceof SessionEvent.SessionEstablished up) {
      return established(peer, up, fact.time(), stall, nodeState);
    }
    State state = State.AWAITED;
    SessionReason cause = null;
    String reason = "the reflector has not said anything about it yet";
    if (fact != null && fact.event() instanceof SessionEvent.SessionLost lost) {
      state = State.LOST;
      reason = lost.reason();
      cause = lost.cause();
    } else if (fact != null && fact.event() instanceof SessionEvent.PeerRefused refused) {
      state = State.REFUSED;
      reason = refused.reason();
      cause = refused.cause();
    }
    return new SessionView(
        peer.reflector(),
        peer.address(),
        peer.cluster(),
        peer.node(),
        state,
        null,
        fact == null ? null : fact.time(),
        reason,
        cause,
        NextStep.of(cause),
        nodeState);
  }

  private static SessionView established(
      PeerIdentity peer,
      SessionEvent.SessionEstablished up,
      Instant since,
      @Nullable Fact stall,
      @Nullable String nodeState) {
    State state = State.ESTABLISHED;
    String reason = null;
    if (stall != null && stall.event() instanceof SessionEvent.SessionStalled seen) {
      state = State.STALLED;
      since = stall.time().minusMillis(seen.silentMillis());
      reason = "the node has ceased to answer: " + SessionSentence.seen(seen);
    }
    return new SessionView(
        peer.reflector(),
        peer.address(),
        peer.cluster(),
        peer.node(),
        state,
        up.probed(),
        since,
        reason,
        null,
        state == State.STALLED ? AFTER_A_STALL : null,
        nodeState);
  }
}
