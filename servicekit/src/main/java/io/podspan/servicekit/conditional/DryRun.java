package io.podspan.servicekit.conditional;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request is to change something, or only to say what it would ({@code @BeanParam} of a
 * change that has no other parameter).
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
   * @throws ProblemException 400 with each parameter that cannot be used. One that is mistyped must
   *     not make a change of what was meant to be none
   */
  public boolean wanted() {
    return uri != null && wanted(uri.getQueryParameters());
  }

  static boolean wanted(Map<String, List<String>> parameters) {
    List<Problem.Violation> faults = new ArrayList<>();
    parameters.forEach(
        (name, values) -> {
          if (!name.equals(NAME)) {
            faults.add(
                new Problem.Violation(
                    "unknown-parameter",
                    name,
                    "This request has no parameter '" + name + "'.",
                    "Use dryRun, or none."));
          } else if (!values.equals(List.of("true")) && !values.equals(List.of("false"))) {
            faults.add(
                new Problem.Violation(
                    "bad-dry-run",
                    NAME,
                    "dryRun is neither true nor false.",
                    "Give true or false, once."));
          }
        });
    if (!faults.isEmpty()) {
      throw ProblemException.invalid("parameters", faults);
    }
    return parameters.getOrDefault(NAME, List.of()).contains("true");
  }
}
