package io.podspan.servicekit.parameters;

import io.podspan.servicekit.problem.Problem.Violation;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that is true or false. The framework takes everything but {@code true} for false,
 * which makes a change of a mistyped dry run.
 */
final class Truth {
  private Truth() {}

  /**
   * @throws ProblemException 400 when it is there and is neither, or is there twice
   */
  static boolean of(String name, @Nullable UriInfo uri) {
    return uri != null && of(name, uri.getQueryParameters().getOrDefault(name, List.of()));
  }

  static boolean of(String name, List<String> values) {
    if (values.isEmpty() || values.equals(List.of("false"))) {
      return false;
    }
    if (values.equals(List.of("true"))) {
      return true;
    }
    throw ProblemException.invalid(
        "parameters",
        List.of(
            new Violation(
                "bad-" + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
                name,
                name + " is neither true nor false.",
                "Give true or false, once.")));
  }
}
