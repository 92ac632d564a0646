package io.podspan.servicekit.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.servicekit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Refusals of the door, in the words of RFC 9457, before any resource is reached. */
@Singleton
final class Answers {
  static final String CHALLENGE = "Bearer realm=\"podspan\"";

  private final ObjectMapper json;

  @Inject
  Answers(ObjectMapper json) {
    this.json = json;
  }

  /** RFC 6750, section 3. */
  static Problem whoAreYou() {
    return Problem.of(
        401,
        "token-needed",
        "Token needed",
        "The request has no token, and this needs one. Nothing was done.",
        "Send Authorization: Bearer TOKEN. `podspan up` keeps one in DATA/token, which the podspan"
            + " command finds by itself (--token-file); `podspan console` prints a link for a"
            + " browser.");
  }

  static Problem unknownToken() {
    return Problem.of(
        401,
        "unknown-token",
        "Unknown token",
        "No caller has the token of this request. Nothing was done.",
        "Use a token that a file in the folder of callers has (podspan.door.callers); it may have"
            + " been rolled.");
  }

  static Problem forbidden() {
    return Problem.of(
        403,
        "role-too-small",
        "Not allowed",
        "The caller's role does not allow this. Nothing was done.",
        "A viewer reads; an operator declares, changes, withdraws, refreshes and resets; an admin"
            + " also registers and removes clusters. Use a token of a larger role.");
  }

  /** The rest of a body that nobody wants is not waited for. */
  void refuse(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended()) {
      return;
    }
    response.setStatusCode(problem.status());
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.status() == 401) {
      response.putHeader("WWW-Authenticate", CHALLENGE);
    }
    if (!context.request().isEnded()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    response.end(text(problem));
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always JSON", e);
    }
  }
}
