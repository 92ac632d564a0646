package io.podspan.console.api;

import io.podspan.console.journal.Standing;
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

/** What the journal adds up to. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "overview")
public class OverviewResource {
  private final Tail tail;
  private final AtomicReference<@Nullable Overview> last = new AtomicReference<>();

  @Inject
  public OverviewResource(Tail tail) {
    this.tail = tail;
  }

  @GET
  @Operation(summary = "Clusters, interconnects, sessions, routes and reachability as they are now")
  public Overview overview() {
    Overview overview = tail.read(standing -> current(standing.sequence(), standing));
    last.set(overview);
    return overview;
  }

  /** Many pages ask after each event; it is put together once. */
  private Overview current(long sequence, Standing standing) {
    Overview known = last.get();
    return known != null && known.sequence() == sequence ? known : Overview.of(standing);
  }
}
