package io.podspan.events;

import io.podspan.events.check.Require;
import java.time.Instant;
import java.util.Set;

/**
 * One condition of an interconnect, in the form of Kubernetes conditions.
 *
 * @param type {@code Planned}, {@code Configured}, {@code Peered}, {@code RoutesInstalled}, {@code
 *     Reachable}, {@code SourcePreserved}, {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason one word for programs, as {@code NodesMissingRoutes}
 * @param message for people, may be empty
 * @param since when the status became what it is
 */
public record ConditionState(
    String type, String status, String reason, String message, Instant since) {
  private static final Set<String> STATUSES = Set.of("True", "False", "Unknown");

  public ConditionState {
    Require.text(type, "condition.type");
    if (!STATUSES.contains(Require.text(status, "condition.status"))) {
      throw new IllegalArgumentException("condition.status is not one of True, False and Unknown");
    }
    Require.text(reason, "condition.reason");
    message = Require.cut(Require.present(message, "condition.message"));
    Require.present(since, "condition.since");
  }
}
