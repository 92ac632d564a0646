package io.podspan.console.why;

import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;

/**
 * What is wrong.
 *
 * @param code for programs, as {@code route-not-installed}
 * @param text what was seen: a clause without a full stop
 * @param toDo what to do about it, a sentence or two; empty when there is nothing to do
 */
public record Cause(String code, String text, String toDo) {

  static Cause of(Reason reason) {
    ReasonText text = ReasonText.of(reason);
    return new Cause(reason.code(), text.seen(), text.toDo());
  }

  /** The same of this node: texts of reasons say "the node", and a walk has several. */
  Cause on(String node) {
    return new Cause(code, "on " + node + " " + text, toDo);
  }
}
