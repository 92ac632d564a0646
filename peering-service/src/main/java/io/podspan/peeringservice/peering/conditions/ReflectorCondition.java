package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Whether a declared reflector is where nodes are to find it. Pure.
 *
 * <p>One of ours tells where it listens, when that or its intent changes. So its word says nothing
 * of whether it still runs: where nodes' routers have it as a peer, a session has to show that.
 * What runs elsewhere tells nothing: only sessions of nodes show that it is there, and without one
 * it is not ours to know.
 */
public final class ReflectorCondition {
  /** Why the condition is what it is. */
  enum Reason {
    LISTENING("Listening"),
    LISTEN_MISMATCH("ListenMismatch"),
    NOT_HEARD("NotHeard"),
    NO_SESSIONS("NoSessions"),
    SESSIONS_ESTABLISHED("SessionsEstablished"),
    NOT_OURS("NotOurs");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private ReflectorCondition() {}

  /**
   * @param used whether interconnects have it, so that nodes are to have sessions with it
   */
  public static Condition ready(DeclaredReflector declared, ReflectorHeard heard, boolean used) {
    Instant since = Objects.requireNonNullElse(heard.at(), declared.declaredAt());
    Reason reason = reason(declared, heard, used);
    return new Condition(
        Type.READY, status(reason), reason.text, message(reason, declared, heard), since);
  }

  /**
   * All of it, for those who are told of changes: a status that stays has the time of its
   * beginning.
   *
   * @param before as they were told last, empty before the first
   */
  public static List<Condition> changed(Condition now, List<Condition> before) {
    return List.of(
        before.stream()
            .filter(last -> last.status() == now.status())
            .findFirst()
            .map(last -> now.since(last.since()))
            .orElse(now));
  }

  private static Reason reason(DeclaredReflector declared, ReflectorHeard heard, boolean used) {
    ReflectorWord word = heard.word();
    if (word != null && !word.agreesWith(declared.said().reflector())) {
      return Reason.LISTEN_MISMATCH;
    }
    if (word != null) {
      return used && heard.missed() ? Reason.NO_SESSIONS : Reason.LISTENING;
    }
    if (declared.said().runsHere()) {
      return Reason.NOT_HEARD;
    }
    return heard.sessions() > 0 ? Reason.SESSIONS_ESTABLISHED : Reason.NOT_OURS;
  }

  private static Status status(Reason reason) {
    return switch (reason) {
      case LISTENING, SESSIONS_ESTABLISHED -> Status.TRUE;
      case LISTEN_MISMATCH -> Status.FALSE;
      case NOT_HEARD, NO_SESSIONS, NOT_OURS -> Status.UNKNOWN;
    };
  }

  private static String message(Reason reason, DeclaredReflector declared, ReflectorHeard heard) {
    Reflector wanted = declared.said().reflector();
    return switch (reason) {
      case LISTENING -> "It says that it listens on " + heard.word() + ".";
      case LISTEN_MISMATCH ->
          "It says that it listens on "
              + heard.word()
              + ". It is declared at "
              + ReflectorWord.of(wanted)
              + ".";
      case NOT_HEARD ->
          "It has not said yet where it listens. Check that a bgp-reflector with"
              + " podspan.reflector.name="
              + wanted.name()
              + " runs and reaches Kafka.";
      case NO_SESSIONS ->
          "It said last that it listens on "
              + heard.word()
              + ". No node has a session with it now, as their routers say. So it is not known"
              + " whether it still runs.";
      case SESSIONS_ESTABLISHED ->
          heard.sessions()
              + (heard.sessions() == 1 ? " node has" : " nodes have")
              + " a session with "
              + wanted.address()
              + ", as their routers say. It runs elsewhere and tells nothing itself.";
      case NOT_OURS ->
          "It runs elsewhere and tells nothing, and no node has a session with "
              + wanted.address()
              + ". So it is not known whether it is up.";
    };
  }
}
