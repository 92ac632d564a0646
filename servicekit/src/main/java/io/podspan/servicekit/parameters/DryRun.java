package io.podspan.servicekit.parameters;

import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is to change something, or only to say what it would ({@code @BeanParam} of a
 * change).
 */
public final class DryRun {
  private static final String NAME = "dryRun";

  /** The framework sets it. */
  @Context @Nullable UriInfo uri;

  @QueryParam(NAME)
  @Parameter(
      description = "true: nothing is changed, and the answer is what would be",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @Nullable String dryRun;

  /**
   * Whether nothing is to be changed.
   *
   * @throws ProblemException 400 when it is neither true nor false
   */
  public boolean wanted() {
    return Truth.of(NAME, uri);
  }
}
