package io.podspan.servicekit.parameters;

import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Whether a change is to be made at once, without what goes before it otherwise. */
public final class Force {
  private static final String NAME = "force";

  /** The framework sets it. */
  @Context @Nullable UriInfo uri;

  @QueryParam(NAME)
  @Parameter(
      description = "true: at once, without what goes before it otherwise; for the role admin",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Nullable String force;

  /**
   * Whether it is.
   *
   * @throws ProblemException 400 when it is neither true nor false
   */
  public boolean wanted() {
    return Truth.of(NAME, uri);
  }
}
