package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A service refused, failed, or could not be reached. The message says what happened, where, and
 * what to do.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  private ProblemException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  static ProblemException unreachable(String url, String reason) {
    return new ProblemException(0, ProblemText.unreachable(url, reason));
  }

  static ProblemException unusableToken(String why) {
    return new ProblemException(401, ProblemText.unusableToken(why));
  }

  static ProblemException notJson(Call call, int status, String body) {
    return new ProblemException(status, ProblemText.notJson(call, status, body));
  }

  static ProblemException refused(Call call, int status, JsonNode problem, String body) {
    return new ProblemException(status, ProblemText.refused(call, status, problem, body));
  }
}
