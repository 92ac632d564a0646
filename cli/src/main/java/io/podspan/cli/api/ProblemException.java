package io.podspan.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A service refused, failed, or could not be reached. The message says what happened, where, and
 * what to do.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient JsonNode problem;

  private ProblemException(int status, String message) {
    this(status, message, MissingNode.getInstance());
  }

  private ProblemException(int status, String message, JsonNode problem) {
    super(message);
    this.status = status;
    this.problem = problem;
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** The answer as JSON (RFC 9457); missing when it is something else. */
  public JsonNode problem() {
    return problem == null ? MissingNode.getInstance() : problem;
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
    return new ProblemException(status, ProblemText.refused(call, status, problem, body), problem);
  }
}
