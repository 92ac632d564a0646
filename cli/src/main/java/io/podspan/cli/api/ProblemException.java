package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A service refused, or could not be reached. The message has what is wrong, each violation, and
 * what to do.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  private ProblemException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status, 0 when there was no answer. */
  public int status() {
    return status;
  }

  static ProblemException unreachable(String url, String reason) {
    return new ProblemException(
        0,
        url + " does not answer (" + reason + ")\nwhat to do: start everything with: ./podspan up");
  }

  /** From a problem response; other bodies are shown as they are, shortened. */
  static ProblemException of(int status, JsonNode problem, String raw) {
    String detail = problem.path("detail").asText(problem.path("title").asText(""));
    if (detail.isEmpty()) {
      return new ProblemException(
          status,
          "HTTP " + status + ": " + (raw.length() > 300 ? raw.substring(0, 300) + "..." : raw));
    }
    StringBuilder message = new StringBuilder(detail);
    for (JsonNode violation : problem.path("violations")) {
      message.append("\n  - ").append(violation.path("where").asText()).append(": ");
      message.append(violation.path("detail").asText());
      appendNextStep(message, violation, "\n    what to do: ");
    }
    appendNextStep(message, problem, "\nwhat to do: ");
    return new ProblemException(status, message.toString());
  }

  private static void appendNextStep(StringBuilder message, JsonNode of, String lead) {
    String nextStep = of.path("nextStep").asText("");
    if (!nextStep.isEmpty()) {
      message.append(lead).append(nextStep);
    }
  }
}
