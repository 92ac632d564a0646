package io.podspan.servicekit.describe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A problem as it would be answered, for each status that has no example of its own. */
final class ProblemExamples {
  private static final String DEFAULT_STEP = "See the API's description (/q/openapi).";

  /**
   * What is always said with a status.
   *
   * @param code the last part of the type
   */
  private record Words(String code, String title, String nextStep) {}

  private static final Map<Integer, Words> KNOWN =
      Map.ofEntries(
          Map.entry(400, new Words("invalid-request", "Invalid request", DEFAULT_STEP)),
          Map.entry(
              401,
              new Words(
                  "token-needed",
                  "Token needed",
                  "Send Authorization: Bearer TOKEN with a token.")),
          Map.entry(
              403, new Words("role-too-small", "Not allowed", "Use a token of a larger role.")),
          Map.entry(
              404, new Words("not-found", "Not found", "Look at the list of what is there (GET).")),
          Map.entry(406, new Words("http-406", "Not Acceptable", DEFAULT_STEP)),
          Map.entry(
              408, new Words("body-too-slow", "Body too slow", "Send the whole body at once.")),
          Map.entry(
              412,
              new Words(
                  "changed-meanwhile",
                  "Condition not met",
                  "Read it again (GET), make the change to what it is now, and send it with the new"
                      + " ETag.")),
          Map.entry(413, new Words("body-too-large", "Body too large", "Send a smaller body.")),
          Map.entry(
              415,
              new Words(
                  "not-json",
                  "Body is not JSON",
                  "Send JSON with Content-Type: application/json.")),
          Map.entry(
              421, new Words("foreign-host", "Not our name", "Use its address or localhost.")),
          Map.entry(
              503,
              new Words(
                  "database-unavailable", "Database unavailable", "Try again in 5 seconds.")));

  private ProblemExamples() {}

  static Map<String, Object> of(int status, @Nullable String description) {
    Words words = KNOWN.getOrDefault(status, new Words("conflict", "Conflict", DEFAULT_STEP));
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "/problems/" + words.code());
    problem.put("title", words.title());
    problem.put("status", status);
    problem.put("detail", (description == null ? words.title() : description) + ".");
    problem.put("nextStep", words.nextStep());
    return problem;
  }
}
