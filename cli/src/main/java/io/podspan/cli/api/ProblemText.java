package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What went wrong with a call, where, and what to do: the text of an error. Pure. */
final class ProblemText {
  private static final int LONGEST_BODY = 300;
  private static final int SERVER_ERROR = 500;
  private static final String READ_THE_LOG =
      "Read the log of this service, then try again. `podspan up` and `podspan demo` write it to"
          + " logs/SERVICE.log in their data folder.";
  private static final String CHECK_THE_URL =
      "Check that the address belongs to this service. The option --url sets another one.";

  private ProblemText() {}

  static String unreachable(String url, String reason) {
    return withSteps(
        url + " does not answer (" + reason + ").",
        List.of("Start everything with ./podspan up, or give the right address with --url."));
  }

  static String unusableToken(String why) {
    return withSteps(
        "The token file cannot be used. " + why + ".",
        List.of("Name a file that holds one token: --token-file or PODSPAN_TOKEN_FILE."));
  }

  static String notJson(Call call, int status, String body) {
    return withSteps(
        "%s was answered with status %d, but not with JSON: %s"
            .formatted(call, status, shortened(body)),
        List.of(CHECK_THE_URL));
  }

  /**
   * @param problem the answer as JSON (RFC 9457); missing when it is something else
   */
  static String refused(Call call, int status, JsonNode problem, String body) {
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    List<String> steps = steps(problem);
    String what;
    if (detail.isEmpty()) {
      what = "%s was answered with status %d: %s".formatted(call, status, shortened(body));
    } else if (status >= SERVER_ERROR) {
      what = "%s\n%s was answered with status %d.".formatted(detail, call, status);
    } else {
      what = what(detail, problem.path("violations"));
    }
    if (steps.isEmpty() && (detail.isEmpty() || status >= SERVER_ERROR)) {
      steps = List.of(status >= SERVER_ERROR ? READ_THE_LOG : CHECK_THE_URL);
    }
    return RestCalls.asCommands(withSteps(what, steps), call);
  }

  /** A single violation stands in the detail already; only its place may be missing there. */
  private static String what(String detail, JsonNode violations) {
    if (violations.size() == 1 && detail.contains(text(violations.get(0), "detail"))) {
      String where = text(violations.get(0), "where");
      return detail.contains(where) ? detail : where + ": " + detail;
    }
    StringBuilder lines = new StringBuilder(detail);
    for (JsonNode violation : violations) {
      lines.append("\n  - ").append(text(violation, "where")).append(": ");
      lines.append(text(violation, "detail"));
    }
    return lines.toString();
  }

  /** Each step once, those of the violations first. */
  private static List<String> steps(JsonNode problem) {
    Set<String> steps = new LinkedHashSet<>();
    problem.path("violations").forEach(violation -> steps.add(text(violation, "nextStep")));
    steps.add(text(problem, "nextStep"));
    steps.remove("");
    return new ArrayList<>(steps);
  }

  private static String withSteps(String what, List<String> steps) {
    return switch (steps.size()) {
      case 0 -> what;
      case 1 -> what + "\nwhat to do: " + steps.getFirst();
      default -> what + "\nwhat to do:\n  - " + String.join("\n  - ", steps);
    };
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asText("");
  }

  private static String shortened(String body) {
    String text = body.strip();
    if (text.isEmpty()) {
      return "the answer is empty";
    }
    return text.length() > LONGEST_BODY ? text.substring(0, LONGEST_BODY) + "..." : text;
  }
}
