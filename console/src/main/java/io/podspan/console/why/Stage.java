package io.podspan.console.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of the walk.
 *
 * @param direction on the way there or on the way back
 * @param name what is looked at: {@code intent}, {@code node}, {@code route}, {@code session},
 *     {@code ping}, {@code pod} and others
 * @param text what was found, a clause without a full stop
 * @param cause what is wrong; null when the step passes, or when it could not be found out
 * @param evidence what was seen, may be empty
 */
public record Stage(
    Direction direction,
    String name,
    State state,
    String text,
    @Nullable Cause cause,
    List<Evidence> evidence) {

  /** What a step found. */
  public enum State {
    PASS,
    /** Something is wrong, and packets pass. */
    CAUTION,
    /** Packets end here. */
    FAIL,
    /** It could not be found out. */
    UNKNOWN
  }

  static Stage pass(Direction direction, String name, String text, List<Evidence> evidence) {
    return new Stage(direction, name, State.PASS, text, null, evidence);
  }

  static Stage unknown(Direction direction, String name, String text, List<Evidence> evidence) {
    return new Stage(direction, name, State.UNKNOWN, text, null, evidence);
  }

  static Stage fail(Direction direction, String name, Cause cause, List<Evidence> evidence) {
    return new Stage(direction, name, State.FAIL, cause.text(), cause, evidence);
  }

  static Stage caution(Direction direction, String name, Cause cause, List<Evidence> evidence) {
    return new Stage(direction, name, State.CAUTION, cause.text(), cause, evidence);
  }

  boolean is(State wanted) {
    return state == wanted;
  }
}
