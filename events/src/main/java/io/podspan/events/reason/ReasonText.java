package io.podspan.events.reason;

/**
 * A reason in words: the only place that renders one.
 *
 * @param seen what was seen: one clause that starts in lower case and has no full stop, to follow a
 *     colon
 * @param toDo what to do: one sentence, empty when there is nothing to do
 */
public record ReasonText(String seen, String toDo) {

  public static ReasonText of(Reason reason) {
    return switch (reason) {
      case Unrecognised unknown -> of(unknown);
      case RouteReason route -> RouteReasonText.of(route);
      case PairReason pair -> PairReasonText.of(pair);
      case SessionReason session -> SessionReasonText.of(session);
      case PathReason path -> PathReasonText.of(path);
    };
  }

  /** What was seen, as events say it. */
  public static String seen(Reason reason) {
    return of(reason).seen();
  }

  static ReasonText of(Unrecognised unknown) {
    String text = unknown.text();
    return new ReasonText(
        text == null || text.isBlank() ? "reason " + unknown.code() : text,
        "Upgrade this service: a newer one gave a reason that it does not know.");
  }

  /** {@code 1 pod}, {@code 2 pods}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
