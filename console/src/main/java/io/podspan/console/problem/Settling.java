package io.podspan.console.problem;

import java.time.Duration;

/** How long something has to last until it is told. Routers restart, and rounds of pings fail. */
final class Settling {
  private Settling() {}

  static Duration of(Cause cause) {
    return cause.symptoms().stream()
        .map(Settling::of)
        .min(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration of(Symptom symptom) {
    return switch (symptom) {
      case Symptom.MissingRoute _ -> Duration.ofSeconds(2);
      case Symptom.FailingPair _ -> Duration.ofSeconds(4);
      // A stall has lasted for seconds when it is told; a restart takes a session away for longer.
      case Symptom.SessionDown down -> Duration.ofSeconds(down.stalled() ? 1 : 15);
      case Symptom.NodeUnread _ -> Duration.ofSeconds(Reasons.routerIsDown(symptom) ? 10 : 15);
      case Symptom.NotMeasured _, Symptom.Unmet _ -> Duration.ofSeconds(20);
      // A service that is started again is not there for some seconds.
      case Symptom.NotThere absent -> Duration.ofSeconds(absent.reflector() ? 5 : 15);
      case Symptom.RolloutStopped _ -> Duration.ZERO;
    };
  }
}
