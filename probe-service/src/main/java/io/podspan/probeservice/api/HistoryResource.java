package io.podspan.probeservice.api;

import io.podspan.events.world.World;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Spot;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/history}: what was measured over time. */
@Path("/api/v1/history")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "history", description = "Loss, round trips and jitter over time")
public class HistoryResource {
  private static final Logger LOG = Logger.getLogger(HistoryResource.class);

  /** Each holds a connection as long as it runs, and rounds of probes need some, too. */
  static final int AT_ONCE = 2;

  private static final String CSV = "text/csv";

  private final Supplier<World> intent;
  private final HistoryStore store;
  private final Retention retention;
  private final Places places = new Places(AT_ONCE, "questions about the history");

  @Inject
  public HistoryResource(IntentFollower intent, HistoryStore store, Retention retention) {
    this(intent::world, store, retention);
  }

  HistoryResource(Supplier<World> intent, HistoryStore store, Retention retention) {
    this.retention = retention;
    this.intent = intent;
    this.store = store;
  }

  @GET
  @Operation(
      operationId = "history",
      summary = "Loss, round trips and jitter over time",
      description =
          "Rows of minutes, hours or days, pair by pair. A minute is there when it has ended. A minute"
              + " in which a pair could not be measured has no row: it is no loss.")
  @APIResponse(responseCode = "200", description = "A page")
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  @APIResponse(responseCode = "404", description = "No such cluster")
  @APIResponse(responseCode = "429", description = "Two questions about the history run already")
  @APIResponse(
      responseCode = "503",
      description = "The question would take too long, or the database is away")
  public HistoryView history(@BeanParam HistoryParams params) {
    return page(params);
  }

  @GET
  @Produces("text/csv;qs=0.5")
  @Operation(
      operationId = "historyAsCsv",
      summary = "The same for a spreadsheet",
      description =
          "With Accept: text/csv. Where there is a next page, its cursor is in the header"
              + " Podspan-Next-Cursor; keptSince is in Podspan-Kept-Since.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "A parameter is wrong")
  @APIResponse(responseCode = "404", description = "No such cluster")
  @APIResponse(responseCode = "429", description = "Two questions about the history run already")
  @APIResponse(
      responseCode = "503",
      description = "The question would take too long, or the database is away")
  public Response csv(@BeanParam HistoryParams params) {
    HistoryView page = page(params);
    Response.ResponseBuilder answer = Response.ok(HistoryCsv.of(page), CSV);
    if (page.keptSince() != null) {
      answer.header("Podspan-Kept-Since", page.keptSince());
    }
    if (page.next() != null) {
      answer.header("Podspan-Next-Cursor", page.next());
    }
    return answer.build();
  }

  private HistoryView page(HistoryParams params) {
    Instant now = Clock.systemUTC().instant();
    HistoryQuestion question = params.question(now, retention);
    return places.within(
        () -> {
          World world = intent.get();
          Stream.of(question.from(), question.to()).forEach(spot -> require(world, spot));
          return HistoryView.of(
              question,
              read(question),
              retention.lacking(question.step(), question.since(), now).orElse(null));
        });
  }

  private HistoryPage read(HistoryQuestion question) {
    try {
      return store.read(question);
    } catch (HistoryStore.TooLongException e) {
      LOG.warnf("a question about the history was given up: %s", e.getMessage());
      throw new ProblemException(
          Problem.of(
              503,
              "question-too-long",
              "Question too long",
              "The database took too long to read so much of the history, and was told to stop.",
              "Ask for less time, for longer steps (step=hour), or for one pair (from, to)."));
    }
  }

  /** A cluster that is gone has its history still. */
  private void require(World world, @Nullable Spot spot) {
    if (spot != null
        && !world.clusters().containsKey(spot.cluster())
        && !store.knows(spot.cluster())) {
      throw ProblemException.notFound(
          "No cluster " + spot.cluster() + " is registered, nor was one measured.",
          "List what there is with GET /api/v1/history.");
    }
  }
}
