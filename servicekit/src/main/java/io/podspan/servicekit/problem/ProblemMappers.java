package io.podspan.servicekit.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.podspan.servicekit.outage.Outage;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Everything that can be thrown while answering a request, as a problem response. */
public final class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int RETRY_AFTER_SECONDS = 5;

  @ServerExceptionMapper
  public Response known(ProblemException e) {
    return answer(e.problem());
  }

  @ServerExceptionMapper
  public Response malformedJson(JsonParseException e) {
    String at =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return answer(
        Problem.of(
            400,
            "malformed-json",
            "Malformed JSON",
            "The body is not JSON" + at + ": " + firstLine(e.getOriginalMessage()),
            "Send a JSON object as the API's description (/q/openapi) shows it."));
  }

  @ServerExceptionMapper
  public Response wrongJson(MismatchedInputException e) {
    return wrongShape(e);
  }

  /** Jackson wraps a body that breaks off inside an object. */
  @ServerExceptionMapper
  public Response unusableJson(JsonMappingException e) {
    return e.getCause() instanceof JsonParseException malformed
        ? malformedJson(malformed)
        : wrongShape(e);
  }

  private static Response wrongShape(JsonMappingException e) {
    return answer(WrongShape.problem(e));
  }

  @ServerExceptionMapper
  public Response framework(WebApplicationException e) {
    if (jsonFault(e) instanceof JsonMappingException fault) {
      return unusableJson(fault);
    }
    if (jsonFault(e) instanceof JsonParseException fault) {
      return malformedJson(fault);
    }
    Throwable cause = e.getCause();
    if (e instanceof NotFoundException && cause != null && isUnusableValue(cause)) {
      return unusableParameter(cause);
    }
    Response given = e.getResponse();
    int status = given.getStatus();
    if (status >= 300 && status < 400) {
      return given;
    }
    String reason = given.getStatusInfo().getReasonPhrase();
    return answer(
        Problem.of(
            status,
            "http-" + status,
            reason,
            reason + ".",
            "See the API's description (/q/openapi)."));
  }

  /** The framework answers a parameter that it cannot convert as if nothing were there. */
  private static boolean isUnusableValue(Throwable cause) {
    return cause instanceof IllegalArgumentException || cause instanceof DateTimeException;
  }

  private static Response unusableParameter(Throwable cause) {
    return answer(
        Problem.of(
            400,
            "unusable-parameter",
            "Unusable parameter",
            "A parameter of the request cannot be used: " + firstLine(cause.getMessage()),
            "Compare the address with the API's description (/q/openapi)."));
  }

  private static @Nullable JsonProcessingException jsonFault(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof JsonProcessingException json) {
        return json;
      }
    }
    return null;
  }

  @ServerExceptionMapper
  public Response anythingElse(Throwable e) {
    if (Outage.isDatabaseAway(e)) {
      LOG.warnf("answered 503, the database is away: %s", firstLine(e.getMessage()));
      Problem problem =
          Problem.of(
              503,
              "database-unavailable",
              "Database unavailable",
              "The service cannot reach its database. A change may have been made or not.",
              "Try again in "
                  + RETRY_AFTER_SECONDS
                  + " seconds; after a change look first whether it was made. See /q/health/ready.");
      return Response.fromResponse(answer(problem))
          .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .build();
    }
    String id = UUID.randomUUID().toString();
    LOG.errorf(e, "internal error %s", id);
    return answer(
        Problem.of(
            500,
            "internal-error",
            "Internal error",
            "Something failed inside the service; the log has it under " + id + ".",
            "Report it with that id."));
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }

  private static String firstLine(@Nullable String text) {
    if (text == null) {
      return "no further word";
    }
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }
}
