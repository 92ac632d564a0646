package io.podspan.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.documents.Document;

/** What peering-service says against a document, with where that is written. Pure. */
public final class Refusals {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /** Whether it may be taken when other objects are there. */
  static boolean isOfState(ProblemException refusal) {
    return refusal.status() == NOT_FOUND
        || refusal.status() == CONFLICT
        || refusal.status() == UNPROCESSABLE;
  }

  /** Whether no document would be taken: nobody answers, or the caller is not known. */
  static boolean isOfTheCaller(ProblemException refusal) {
    return refusal.status() == 0 || refusal.status() == UNAUTHORIZED || refusal.status() / 100 == 5;
  }

  /** Each violation at its line; else the whole at the document's. */
  public static String text(Document document, ProblemException refusal) {
    JsonNode violations = refusal.problem().path("violations");
    if (refusal.status() != BAD_REQUEST || violations.isEmpty()) {
      return document.place() + ": " + document.id() + ": " + refusal.getMessage();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode violation : violations) {
      String field = violation.path("where").asText("");
      text.append(text.isEmpty() ? "" : "\n").append(document.placeOf(field)).append(": ");
      text.append(document.id()).append(": ");
      text.append(field.isEmpty() ? "" : "spec." + field + ": ");
      text.append(violation.path("detail").asText(""));
      String next = violation.path("nextStep").asText("");
      text.append(next.isEmpty() ? "" : "\n  what to do: " + next);
    }
    return text.toString();
  }
}
