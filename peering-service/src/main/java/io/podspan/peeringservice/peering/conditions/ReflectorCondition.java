package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import java.time.Instant;
import java.util.Objects;

/**
 * Whether a declared reflector is where nodes are to find it. Pure.
 *
 * <p>One of ours tells where it listens. What runs elsewhere tells nothing: only sessions of nodes
 * show that it is there, and without one it is not ours to know.
 */
public final class ReflectorCondition {
  /** Why the condition is what it is. */
  enum Reason {
    LISTENING("Listening"),
    LISTEN_MISMATCH("ListenMismatch"),
    NOT_HEARD("NotHeard"),
    SESSIONS_ESTABLISHED("SessionsEstablished"),
    NOT_OURS("NotOurs");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private ReflectorCondition() {}

  public static Condition ready(DeclaredReflector declared, ReflectorHeard heard) {
    Instant since = Objects.requireNonNullElse(heard.at(), declared.declaredAt());
    Reason reason = reason(declared, heard);
    return new Condition(
        Type.READY, status(reason), reason.text, message(reason, declared, heard), since);
  }

  private static Reason reason(DeclaredReflector declared, ReflectorHeard heard) {
    ReflectorWord word = heard.word();
    if (word != null) {
      return word.agreesWith(declared.said().reflector())
          ? Reason.LISTENING
          : Reason.LISTEN_MISMATCH;
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
      case NOT_HEARD, NOT_OURS -> Status.UNKNOWN;
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
