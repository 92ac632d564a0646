package io.podspan.probeservice.ends;

import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;

/**
 * Why something is as it is.
 *
 * @param code what kind of reason: {@code no-such-pod}
 * @param text what was seen: one clause, to follow a colon
 * @param toDo what to do: one sentence, empty when there is nothing to do
 */
public record Why(String code, String text, String toDo) {
  /** That of a reason of the contract. */
  public static Why of(Reason reason) {
    ReasonText words = ReasonText.of(reason);
    return new Why(reason.code(), words.seen(), words.toDo());
  }
}
