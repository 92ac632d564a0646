package io.podspan.console.api;

import io.podspan.console.owners.LiveQuestions;
import io.podspan.console.problem.Kind;
import io.podspan.console.problem.Problem;
import io.podspan.console.problem.ProblemBook;
import io.podspan.console.why.Cause;
import io.podspan.console.why.End;
import io.podspan.console.why.Explanation;
import io.podspan.console.why.Known;
import io.podspan.console.why.UnknownEndException;
import io.podspan.console.why.Walk;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Why one end does not reach another. */
@Path("/api/v1/why")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "why")
public class WhyResource {
  /** The scheme {@code Bearer} and a blank, which the door has seen to. */
  private static final int BEARER = 7;

  private final Overviews overviews;
  private final WalksUnderWay walks;
  private final LiveQuestions live;
  private final ProblemBook problems;

  @Inject
  public WhyResource(
      Overviews overviews, WalksUnderWay walks, LiveQuestions live, ProblemBook problems) {
    this.overviews = overviews;
    this.walks = walks;
    this.live = live;
    this.problems = problems;
  }

  @GET
  @Operation(
      summary = "Whether one end reaches another, and if not, why not",
      description =
          "Walks as a packet would, there and back, and names the first thing wrong: one sentence,"
              + " what to do, and each step with its evidence. A step that could not be looked at is"
              + " UNKNOWN. A caller with a token has the way looked at and measured now (role operator"
              + " for what is measured), which takes a few seconds, and 20 s at most where large"
              + " packets are lost; without one the journal alone answers.")
  public Explanation why(
      @QueryParam("from")
          @Parameter(required = true, description = End.FORMS, example = "paris/web-0")
          @Nullable String from,
      @QueryParam("to")
          @Parameter(required = true, description = End.FORMS, example = "tokyo/node/tokyo-1")
          @Nullable String to,
      @Context HttpHeaders headers) {
    End source = end("from", from);
    End target = end("to", to);
    if (source.equals(target)) {
      throw ProblemException.badRequest(
          "from and to are both " + source.text() + ".", "Name two different ends.");
    }
    try {
      Known journal = walks.in(() -> known(source, target));
      Known all = live.ask(journal, token(headers));
      return walks.in(() -> Walk.of(all));
    } catch (UnknownEndException unknown) {
      throw ProblemException.notFound(unknown.what(), unknown.toDo());
    }
  }

  /** The door has let it in; it is passed on to the other services, and to nobody else. */
  private static String token(HttpHeaders headers) {
    String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    return header == null || header.length() <= BEARER ? "" : header.substring(BEARER).strip();
  }

  private Known known(End from, End to) {
    Instant now = Instant.now();
    return overviews
        .read((overview, projection) -> Known.of(now, overview, projection, from, to))
        .missing(reflectors());
  }

  /** A reflector that stands still says nothing of its sessions, so that they look well. */
  private Map<String, Cause> reflectors() {
    return problems.now().problems().stream()
        .filter(problem -> problem.kind() == Kind.REFLECTOR)
        .filter(problem -> Problem.REFLECTOR_AWAY.equals(problem.code()))
        .collect(Collectors.toMap(Problem::subject, WhyResource::cause, (first, _) -> first));
  }

  private static Cause cause(Problem problem) {
    return new Cause(
        Problem.REFLECTOR_AWAY, problem.sentence(), Objects.requireNonNullElse(problem.toDo(), ""));
  }

  private static End end(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw ProblemException.badRequest(name + " is missing.", "Name an end: " + End.FORMS + ".");
    }
    try {
      return End.parse(text.strip());
    } catch (IllegalArgumentException wrong) {
      throw ProblemException.badRequest(
          name + " is no end: " + wrong.getMessage(), "Name one as paris/web-0 or 10.1.0.5.");
    }
  }
}
