package io.podspan.bgpreflector.control;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What this reflector is and how it does. */
@Path("/api/v1/reflector")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reflector")
@RunOnVirtualThread
public class ReflectorResource {
  private final ReflectorService reflector;

  @Inject
  public ReflectorResource(ReflectorService reflector) {
    this.reflector = reflector;
  }

  @GET
  @Operation(
      summary = "The reflector at a glance",
      description =
          "Who it is, what is in force, sizes, and what it rejects and refuses, by reason.")
  public ReflectorView get() {
    return ReflectorView.of(reflector);
  }
}
