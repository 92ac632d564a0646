package io.podspan.servicekit.version;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/version}: what answers, and of which version it is. */
@Path("/api/v1/version")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "version", description = "Which version of Podspan this is")
public class VersionResource {
  private final Version version;

  @Inject
  public VersionResource(
      @ConfigProperty(name = "quarkus.application.name") String service,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.version = new Version(service, version);
  }

  /** A service and its version. */
  @Schema(description = "A service and its version")
  public record Version(
      @Schema(examples = "peering-service") String service,
      @Schema(examples = "0.1.0") String version) {}

  @GET
  @Operation(operationId = "getVersion", summary = "The version of this service")
  public Version version() {
    return version;
  }
}
