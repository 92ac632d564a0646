package io.podspan.console.overview;

import io.podspan.events.reason.Reason;
import io.podspan.events.reason.ReasonText;
import org.jspecify.annotations.Nullable;

/** What people can do about a reason. */
final class NextStep {
  private NextStep() {}

  /** A sentence, null when there is no reason or nothing to do about it. */
  static @Nullable String of(@Nullable Reason reason) {
    if (reason == null) {
      return null;
    }
    String toDo = ReasonText.of(reason).toDo();
    return toDo.isEmpty() ? null : toDo;
  }
}
