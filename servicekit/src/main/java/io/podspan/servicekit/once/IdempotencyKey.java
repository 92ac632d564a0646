package io.podspan.servicekit.once;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The key of a request, if it has one ({@code @BeanParam}). */
public final class IdempotencyKey {
  static final String NAME = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("\"?([!#-~]{1,255})\"?");

  /** The framework sets it. */
  @Context @Nullable HttpHeaders headers;

  @HeaderParam(NAME)
  @Parameter(
      description =
          "A word of your choice, new for each thing that is wanted, such as a UUID. The request can"
              + " then be sent again, and is done once")
  @Nullable String key;

  /**
   * The key.
   *
   * @throws ProblemException 400 when it cannot be used
   */
  Optional<String> value() {
    return headers == null
        ? Optional.empty()
        : value(Objects.requireNonNullElse(headers.getRequestHeader(NAME), List.of()));
  }

  static Optional<String> value(List<String> lines) {
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    var matcher = KEY.matcher(lines.getFirst().strip());
    if (lines.size() > 1 || !matcher.matches()) {
      throw ProblemException.invalid(
          "headers",
          List.of(
              new Problem.Violation(
                  "bad-key",
                  NAME,
                  "The key is given twice, or is no word of 1 to 255 printable characters.",
                  "Give a UUID, once.")));
    }
    return Optional.of(matcher.group(1));
  }
}
