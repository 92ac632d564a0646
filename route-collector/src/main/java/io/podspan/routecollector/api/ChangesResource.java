package io.podspan.routecollector.api;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.podspan.events.ClusterState;
import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.ChangeRecords.Kept;
import io.podspan.routecollector.change.Part;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/changes}: the difference between two moments. */
@Path("/api/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "nodes")
@Singleton
public class ChangesResource {
  private static final String CSV = "text/csv";
  private static final int USUAL_LIMIT = 100;
  private static final int LARGEST_LIMIT = 1_000;

  /** The first moment where none is asked for, if that is kept for a while yet. */
  private static final Duration USUAL_TIME = Duration.ofMinutes(10);

  /** The first of so many parts of what is kept may be forgotten before the last page is read. */
  private static final int ROOM = 4;

  /** So long ago. */
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of("s", SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS, "d", ChronoUnit.DAYS);

  /** It reads all changes between its moments, on a connection that looks need, too. */
  private static final int AT_ONCE = 1;

  private final ChangeRecords records;
  private final IntentFollower intent;
  private final Semaphore places = new Semaphore(AT_ONCE);

  @Inject
  public ChangesResource(ChangeRecords records, IntentFollower intent) {
    this.records = records;
    this.intent = intent;
  }

  /** Which lines are wanted. */
  private record Wanted(Predicate<String> names, Predicate<Change> changes) {}

  @GET
  @Operation(
      summary = "What changed between two moments",
      description =
          "Each line of nodes' tables that is another one at the second moment than at the first:"
              + " whether the node can be read (state), sessions, expected routes, RIB and FIB. What"
              + " changed and is as it was is counted only. A time that is not kept any more is"
              + " refused, with since when it is kept. While there is more, next is the cursor of the"
              + " next page; a page may have fewer lines than asked for, or none, where it took long.")
  @APIResponseSchema(
      value = ChangesPage.class,
      responseCode = "200",
      responseDescription = "A page of lines, by cluster, node, part and item")
  @APIResponse(responseCode = "400", description = "A time that is not kept, or no time")
  @APIResponse(responseCode = "404", description = "No cluster or node of this name")
  @APIResponse(responseCode = "503", description = "Others ask at this moment")
  public ChangesPage changes(
      @Parameter(
              description =
                  "The first moment, or how long ago (10m, 6h, 1d). When left out: 10 minutes ago, or"
                      + " three quarters of the time that is kept where that is less",
              example = "2026-01-01T00:00:00Z")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(description = "The second moment, as from; now where it is left out")
          @QueryParam("to")
          @Nullable String to,
      @QueryParam("cluster") @Nullable String cluster,
      @Parameter(description = "Of this node of the cluster alone") @QueryParam("node")
          @Nullable String node,
      @Parameter(description = "state, session, route, rib or fib alone") @QueryParam("part")
          @Nullable String part,
      @Parameter(
              description =
                  "Where to go on: next of the page before, with the same cluster, node and part. It has"
                      + " the two moments of the first page")
          @QueryParam("cursor")
          @Nullable String cursor,
      @Parameter(description = "How many lines at most, 1 to 1000; 100 when left out")
          @QueryParam("limit")
          @Nullable Integer limit) {
    int most = limit == null ? USUAL_LIMIT : limit;
    if (most < 1 || most > LARGEST_LIMIT) {
      throw ProblemException.badRequest(
          "limit is " + most + ".",
          "Use a number from 1 to " + LARGEST_LIMIT + ", or leave it out.");
    }
    Wanted wanted = new Wanted(names(cluster, node), parts(part));
    return inAPlace(() -> page(begin(from, to, cursor), wanted, most));
  }

  /** The same for a spreadsheet. */
  @GET
  @Produces("text/csv;qs=0.5")
  @Operation(
      operationId = "changesAsCsv",
      summary = "What changed between two moments, a row per line",
      description =
          "With Accept: text/csv. Columns: cluster, node, part, item, before, after, at, times. In"
              + " pages, too: while there is more, the header Podspan-Next-Cursor has the cursor of"
              + " the next one.")
  @APIResponse(
      responseCode = "200",
      description = "A page",
      content = @Content(mediaType = CSV, schema = @Schema(implementation = String.class)))
  @APIResponse(responseCode = "400", description = "A time that is not kept, or no time")
  @APIResponse(responseCode = "404", description = "No cluster or node of this name")
  @APIResponse(responseCode = "503", description = "Others ask at this moment")
  public Response csv(
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("cluster") @Nullable String cluster,
      @QueryParam("node") @Nullable String node,
      @QueryParam("part") @Nullable String part,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable Integer limit) {
    ChangesPage page = changes(from, to, cluster, node, part, cursor, limit);
    Response.ResponseBuilder answer = Response.ok(csv(page), CSV);
    if (page.next() != null) {
      answer.header("Podspan-Next-Cursor", page.next());
    }
    return answer.build();
  }

  private static String csv(ChangesPage page) {
    return page.items().stream()
        .map(
            row ->
                Csv.row(
                    List.of(
                        row.cluster(),
                        row.node(),
                        row.part(),
                        row.item(),
                        Objects.requireNonNullElse(row.before(), ""),
                        Objects.requireNonNullElse(row.after(), ""),
                        row.at().toString(),
                        Integer.toString(row.times()))))
        .collect(Collectors.joining("", "cluster,node,part,item,before,after,at,times\r\n", ""));
  }

  /** What is asked for while a place is held. */
  private interface Question {
    ChangesPage answer();
  }

  private ChangesPage inAPlace(Question question) {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
              503,
              "too-many-questions",
              "Too many questions",
              "Others ask what changed at this moment.",
              "Try again."));
    }
    try {
      return question.answer();
    } finally {
      places.release();
    }
  }

  private ChangesPage page(ChangesCursor begin, Wanted wanted, int limit) {
    ChangesReading reading = new ChangesReading(records, wanted.changes(), limit, System::nanoTime);
    @Nullable ChangesCursor next = reading.read(begin, wanted.names());
    Between between = begin.between();
    // Once more: what was asked for may have been forgotten meanwhile.
    return new ChangesPage(
        between.from(),
        between.to(),
        kept(between.from(), records.kept()),
        reading.rows(),
        reading.asBefore(),
        reading.begins(),
        next == null ? null : next.text());
  }

  private ChangesCursor begin(@Nullable String from, @Nullable String to, @Nullable String cursor) {
    Kept kept = records.kept();
    if (cursor != null) {
      ChangesCursor begin =
          ChangesCursor.of(cursor)
              .filter(told -> !told.between().to().isAfter(kept.now()))
              .orElseThrow(
                  () ->
                      ProblemException.badRequest(
                          "cursor is none of this service's.",
                          "Send next of the page before as it is, or leave it out."));
      kept(begin.between().from(), kept);
      return begin;
    }
    return ChangesCursor.begin(between(from, to, kept));
  }

  private static Between between(@Nullable String from, @Nullable String to, Kept kept) {
    Instant now = kept.now();
    Instant second = to == null ? now : time("to", to, now);
    if (second.isAfter(now)) {
      throw ProblemException.badRequest(
          "to is " + second + ", and it is " + now + ".", "Leave it out for now.");
    }
    Instant first = from == null ? usual(second, kept) : time("from", from, now);
    if (!first.isBefore(second)) {
      throw ProblemException.badRequest("from is not before to.", "Turn them round.");
    }
    kept(first, kept);
    return new Between(first, second);
  }

  private static Instant usual(Instant to, Kept kept) {
    Instant usual = to.minus(USUAL_TIME);
    Duration room = Duration.between(kept.since(), to).dividedBy(ROOM);
    Instant first = kept.since().plus(room).truncatedTo(ChronoUnit.MICROS);
    return usual.isBefore(first) ? first : usual;
  }

  /** An instant, or so long ago. */
  private static Instant time(String name, String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(Long.parseLong(ago.group(1)), UNITS.getOrDefault(ago.group(2), SECONDS));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw ProblemException.badRequest(
          name + " is no time.", "Write one as 10m, 6h, 1d or 2026-01-01T00:00:00Z.");
    }
  }

  private static Instant kept(Instant from, Kept kept) {
    Instant since = kept.since();
    if (from.isBefore(since)) {
      throw new ProblemException(
          Problem.of(
              400,
              "time-not-kept",
              "Bad Request",
              "What changed is kept since " + since + ", and from is " + from + ".",
              "Begin anew from "
                  + since
                  + " on, or without from. podspan.collector.changes says how much is kept."));
    }
    return since;
  }

  private Predicate<String> names(@Nullable String cluster, @Nullable String node) {
    if (cluster == null) {
      if (node != null) {
        throw ProblemException.badRequest(
            "node is there and cluster is not.", "Add the cluster of the node.");
      }
      return _ -> true;
    }
    ClusterState state = intent.world().clusters().get(cluster);
    if (state == null) {
      throw NodesResource.unknownCluster(cluster);
    }
    if (node == null) {
      return name -> name.startsWith(cluster + "/");
    }
    if (state.nodes().stream().noneMatch(n -> n.name().equals(node))) {
      throw NodesResource.unknownNode(cluster, node);
    }
    return name -> name.equals(cluster + "/" + node);
  }

  private static Predicate<Change> parts(@Nullable String text) {
    if (text == null) {
      return _ -> true;
    }
    Part part =
        Part.named(text)
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        "part is none that there is.",
                        "Send one of "
                            + Arrays.stream(Part.values())
                                .map(Part::text)
                                .collect(Collectors.joining(", "))
                            + "."));
    return change -> change.line().part() == part;
  }
}
