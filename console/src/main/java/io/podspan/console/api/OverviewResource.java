package io.podspan.console.api;

import io.podspan.console.overview.Overview;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The present state, as the journal tells it. */
@Path("/api/v1/overview")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "overview")
public class OverviewResource {
  private final Overviews overviews;

  @Inject
  public OverviewResource(Overviews overviews) {
    this.overviews = overviews;
  }

  @GET
  @Operation(summary = "Present clusters, interconnects, sessions, routes and reachability")
  public Overview overview() {
    return overviews.read((overview, _) -> overview);
  }
}
