package io.podspan.console.api;

import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.FreshnessGauge;
import io.podspan.console.journal.Projection;
import io.podspan.console.journal.Tail;
import io.podspan.console.overview.Overview;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The present state, as the journal tells it. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "overview")
public class OverviewResource {
  private final Tail tail;
  private final FreshnessGauge freshness;
  private final AtomicReference<@Nullable Overview> last = new AtomicReference<>();

  @Inject
  public OverviewResource(Tail tail, FreshnessGauge freshness) {
    this.tail = tail;
    this.freshness = freshness;
  }

  @GET
  @Operation(summary = "Present clusters, interconnects, sessions, routes and reachability")
  public Overview overview() {
    Overview overview = tail.read(projection -> current(projection.sequence(), projection));
    last.set(overview);
    return overview;
  }

  /** Many pages ask after each event. The overview of one event is made once. */
  private Overview current(long sequence, Projection projection) {
    Overview known = last.get();
    Freshness journal = freshness.now();
    return known != null && known.sequence() == sequence
        ? known.with(journal)
        : Overview.of(projection, journal);
  }
}
