package io.podspan.console.overview;

import com.fasterxml.jackson.annotation.JsonValue;
import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Standing;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.ReflectorState;
import io.podspan.events.SessionEvent;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A BGP session, seen from both ends.
 *
 * @param reflector one end
 * @param address the other end's address
 * @param cluster whose node it is, null when no intent knows the address
 * @param node which node, null likewise
 * @param state what the reflector says
 * @param since when it said so, null when it never did
 * @param reason why it is not established, null when it is
 * @param nodeState what the node's router says, in RFC 4271 terms; null when nobody has looked
 */
public record SessionView(
    String reflector,
    String address,
    @Nullable String cluster,
    @Nullable String node,
    State state,
    @Nullable Instant since,
    @Nullable String reason,
    @Nullable String nodeState) {

  /** Anybody may knock; the journal has them all. */
  private static final int STRANGERS_SHOWN = 20;

  /** What a reflector says of a session. */
  public enum State {
    ESTABLISHED("established"),
    LOST("lost"),
    /** Connections come, and are not accepted. */
    REFUSED("refused"),
    /** The intent wants it, and nothing has been heard. */
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

  boolean establishedAtBothEnds() {
    return state == State.ESTABLISHED && "Established".equals(nodeState);
  }

  /** Those that the intent wants, and those that are there without. */
  static List<SessionView> all(Standing standing, World world) {
    Map<String, SessionView> sessions = new TreeMap<>();
    for (ClusterState cluster : world.clusters().values()) {
      for (ReflectorState reflector : world.reflectorsOf(cluster.name())) {
        for (NodeState node : cluster.nodes()) {
          SessionView session = wanted(standing, world, cluster, node, reflector);
          sessions.put(reflector.name() + "/" + node.address(), session);
        }
      }
    }
    standing
        .facts(Standing.SESSIONS)
        .map(slot -> slot.getValue())
        .filter(fact -> fact.event() instanceof SessionEvent.SessionEstablished)
        .forEach(fact -> sessions.computeIfAbsent(fact.event().subject(), _ -> unwanted(fact)));
    standing
        .facts(Standing.REFUSALS)
        .map(slot -> slot.getValue())
        .sorted(Comparator.comparingLong(Fact::sequence).reversed())
        .limit(STRANGERS_SHOWN)
        .forEach(fact -> sessions.computeIfAbsent(fact.event().subject(), _ -> unwanted(fact)));
    List<SessionView> ordered = new ArrayList<>(sessions.values());
    ordered.sort(
        Comparator.comparing((SessionView s) -> s.cluster() == null ? "\uffff" : s.cluster())
            .thenComparing(s -> s.node() == null ? "" : s.node())
            .thenComparing(SessionView::address)
            .thenComparing(SessionView::reflector));
    return List.copyOf(ordered);
  }

  private static SessionView wanted(
      Standing standing,
      World world,
      ClusterState cluster,
      NodeState node,
      ReflectorState reflector) {
    String subject = reflector.name() + "/" + node.address();
    Fact fact =
        standing
            .fact(Standing.SESSIONS + subject)
            .or(() -> standing.fact(Standing.REFUSALS + subject))
            .orElse(null);
    PeerIdentity peer =
        new PeerIdentity(reflector.name(), node.address(), cluster.name(), node.name());
    String nodeState =
        NodeView.of(cluster, node, standing, world).stateTowards(reflector.address());
    return of(peer, fact, nodeState);
  }

  private static SessionView unwanted(Fact fact) {
    PeerIdentity peer =
        switch ((SessionEvent) fact.event()) {
          case SessionEvent.SessionEstablished up -> up.peer();
          case SessionEvent.SessionLost lost -> lost.peer();
          case SessionEvent.PeerRefused refused -> refused.peer();
          case SessionEvent.PrefixRejected rejected -> rejected.peer();
          case SessionEvent.PrefixLimitReached limit -> limit.peer();
          case SessionEvent.ReflectorConfigured configured ->
              throw new IllegalStateException("not about a peer: " + configured);
        };
    return of(peer, fact, null);
  }

  private static SessionView of(
      PeerIdentity peer, @Nullable Fact fact, @Nullable String nodeState) {
    State state = State.AWAITED;
    String reason = "nothing heard of it yet";
    if (fact != null && fact.event() instanceof SessionEvent.SessionEstablished) {
      state = State.ESTABLISHED;
      reason = null;
    } else if (fact != null && fact.event() instanceof SessionEvent.SessionLost lost) {
      state = State.LOST;
      reason = lost.reason();
    } else if (fact != null && fact.event() instanceof SessionEvent.PeerRefused refused) {
      state = State.REFUSED;
      reason = refused.reason();
    }
    return new SessionView(
        peer.reflector(),
        peer.address(),
        peer.cluster(),
        peer.node(),
        state,
        fact == null ? null : fact.time(),
        reason,
        nodeState);
  }
}
