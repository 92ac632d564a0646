package io.podspan.bgpreflector.fsm;

import java.util.List;

/** The answer to one event. */
public record Step(Status next, List<SessionAction> actions) {
  public Step {
    actions = List.copyOf(actions);
  }

  static Step of(Status next, SessionAction... actions) {
    return new Step(next, List.of(actions));
  }
}
