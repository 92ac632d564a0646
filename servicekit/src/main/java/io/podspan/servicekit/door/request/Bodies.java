package io.podspan.servicekit.door.request;

import io.podspan.servicekit.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Bodies of changes are JSON and say so. A form or a text is what a browser sends to another origin
 * without asking first.
 */
final class Bodies {
  private static final Set<String> JSON =
      Set.of("application/json", "application/merge-patch+json");

  private Bodies() {}

  static Optional<Problem> check(Inquiry inquiry) {
    boolean said = !inquiry.contentTypes().isEmpty();
    boolean fine =
        !inquiry.isChange()
            || !inquiry.hasBody()
            || (inquiry.contentTypes().size() == 1 && isJson(inquiry.contentTypes().getFirst()));
    return fine
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                415,
                "not-json",
                "Body is not JSON",
                said
                    ? "The Content-Type of the request is not application/json."
                    : "The request has a body and no Content-Type.",
                "Send JSON with Content-Type: application/json."));
  }

  private static boolean isJson(String type) {
    int end = type.indexOf(';');
    return JSON.contains(
        (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT));
  }
}
