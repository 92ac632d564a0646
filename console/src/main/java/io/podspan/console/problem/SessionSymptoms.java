package io.podspan.console.problem;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.console.journal.SessionSentence;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.reason.Refusal;
import io.podspan.events.reason.SessionReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sessions that one of their ends does not have. Pure. */
final class SessionSymptoms {
  private final Projection projection;

  private SessionSymptoms(Projection projection) {
    this.projection = projection;
  }

  static List<Symptom> of(Projection projection, UnderWay underWay) {
    SessionSymptoms sessions = new SessionSymptoms(projection);
    List<Symptom> found = new ArrayList<>();
    for (ClusterState cluster : projection.world().clusters().values()) {
      for (ReflectorState reflector : projection.world().reflectorsOf(cluster.name())) {
        for (NodeState node : cluster.nodes()) {
          NodeName name = new NodeName(cluster.name(), node.name());
          Symptom symptom =
              underWay.excuses(name) ? null : sessions.symptom(name, node.address(), reflector);
          if (symptom != null) {
            found.add(symptom);
          }
        }
      }
    }
    return found;
  }

  private @Nullable Symptom symptom(NodeName name, String address, ReflectorState reflector) {
    String slot = reflector.name() + "/" + address;
    Fact here =
        Stream.of(Projection.SESSIONS, Projection.LOSSES, Projection.REFUSALS)
            .flatMap(slots -> projection.fact(slots + slot).stream())
            .filter(fact -> !isOfSecondConnection(fact))
            .max(Comparator.comparingLong(Fact::sequence))
            .orElse(null);
    Fact there =
        projection
            .covered(Projection.NODE_SESSIONS + name)
            .filter(SessionSymptoms::wasRead)
            .orElse(null);
    String state = there == null ? null : towards(there, reflector.address());
    if (here == null) {
      return awaited(name, reflector, state);
    }
    return switch (here.event()) {
      case SessionEvent.SessionEstablished _ -> established(name, reflector, here, there, state);
      case SessionEvent.SessionLost lost ->
          down(name, reflector, "lost (" + lost.reason() + ")", state, lost.cause(), here.time());
      case SessionEvent.PeerRefused refused ->
          down(
              name,
              reflector,
              "refused (" + refused.reason() + ")",
              state,
              refused.cause(),
              here.time());
      default -> null;
    };
  }

  /** It is refused because there is a session already: it says nothing against that one. */
  private static boolean isOfSecondConnection(Fact fact) {
    return fact.event() instanceof SessionEvent.PeerRefused refused
        && refused.cause() instanceof Refusal.AlreadyEstablished;
  }

  /** When they could not be read, the fact has what was read before, or nothing. */
  private static boolean wasRead(Fact sessions) {
    return ((RouteEvent.NodeSessionsChanged) sessions.event()).unread() == null;
  }

  private @Nullable Symptom awaited(
      NodeName name, ReflectorState reflector, @Nullable String state) {
    Instant since =
        projection
            .fact(Projection.REFLECTORS + reflector.name())
            .or(() -> projection.fact(Projection.CLUSTERS + name.cluster()))
            .map(Fact::time)
            .orElse(Instant.EPOCH);
    return down(name, reflector, "nothing yet", state, null, since);
  }

  /** It is established for the reflector. The node may say otherwise, or answer no more. */
  private @Nullable Symptom established(
      NodeName name,
      ReflectorState reflector,
      Fact here,
      @Nullable Fact there,
      @Nullable String state) {
    Fact stall = projection.fact(Projection.STALLS + here.event().subject()).orElse(null);
    if (stall != null && stall.event() instanceof SessionEvent.SessionStalled seen) {
      return new Symptom.SessionDown(
          name,
          reflector.name(),
          "stalled (" + SessionSentence.seen(seen) + ")",
          state,
          true,
          null,
          stall.time().minusMillis(seen.silentMillis()));
    }
    if (there == null || there.sequence() < here.sequence() || "Established".equals(state)) {
      return null;
    }
    String says = state == null ? "nothing of it" : state;
    return down(name, reflector, Symptom.SessionDown.ESTABLISHED, says, null, there.time());
  }

  private static Symptom down(
      NodeName name,
      ReflectorState reflector,
      String here,
      @Nullable String there,
      @Nullable SessionReason cause,
      Instant since) {
    return new Symptom.SessionDown(name, reflector.name(), here, there, false, cause, since);
  }

  private static @Nullable String towards(Fact sessions, String address) {
    return ((RouteEvent.NodeSessionsChanged) sessions.event())
        .sessions().stream()
            .filter(session -> session.peerAddress().equals(address))
            .map(NodeSession::state)
            .findFirst()
            .orElse(null);
  }
}
