package io.podspan.console.api;

import io.podspan.console.journal.EventFilter;
import io.podspan.console.journal.FreshnessGauge;
import io.podspan.console.journal.Journal;
import io.podspan.console.journal.Tail;
import io.podspan.console.problem.ProblemBook;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The journal as it grows. */
@Path("/api/v1/events/stream")
@Tag(name = "events")
public class StreamResource {
  private final Journal journal;
  private final Tail tail;
  private final StreamReaders readers;
  private final LargeEvents large;
  private final ProblemBook book;
  private final FreshnessGauge freshness;
  private final Duration heartbeat;

  @Inject
  public StreamResource(
      Journal journal,
      Tail tail,
      StreamReaders readers,
      LargeEvents large,
      ProblemBook book,
      FreshnessGauge freshness,
      @ConfigProperty(name = "podspan.stream.heartbeat", defaultValue = "15s") Duration heartbeat) {
    this.journal = journal;
    this.tail = tail;
    this.readers = readers;
    this.large = large;
    this.book = book;
    this.freshness = freshness;
    this.heartbeat = heartbeat;
  }

  /**
   * Returns at once. The reader goes on on its own thread. Without after and Last-Event-ID it gets
   * the events from now on.
   */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RunOnVirtualThread
  @Operation(
      summary = "Events as they are stored, as server-sent events",
      description =
          "id is the sequence, event the type, data the same object as in a page. After a break,"
              + " Last-Event-ID resumes without loss or repetition. With problems=true, event problem has"
              + " what GET /api/v1/problems answers: at first, and each time that it is another.")
  public void stream(
      @BeanParam FilterParameters parameters,
      @QueryParam("after")
          @Parameter(description = "The events after this sequence; 0 means all of the journal")
          @Nullable String after,
      @QueryParam("problems")
          @Parameter(description = "Whether the problems are told as well, as event: problem")
          @DefaultValue("false")
          boolean problems,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
      @Context SseEventSink sink,
      @Context Sse sse) {
    EventFilter filter = parameters.filter();
    Long resumed = Sequences.parse("Last-Event-ID", lastEventId);
    Long asked = resumed != null ? resumed : Sequences.parse("after", after);
    long start = asked == null ? tail.recent().head() : known(asked);
    StreamReader reader =
        new StreamReader(
            tail.follow(filter, start),
            large,
            problems
                ? new ProblemNews(() -> ProblemsView.of(book.now(), freshness.now()))
                : ProblemNews.NONE,
            tail.recent(),
            sink,
            sse,
            heartbeat);
    readers.start(reader::greet);
  }

  /** A sequence of another journal would give an empty stream until this journal reaches it. */
  private long known(long sequence) {
    if (sequence > tail.recent().head() && sequence > journal.lastSequence()) {
      throw ProblemException.badRequest(
          "The journal has no sequence " + sequence + " yet. It belongs to another journal.",
          "Read the stream without after and Last-Event-ID, or with after=0.");
    }
    return sequence;
  }
}
