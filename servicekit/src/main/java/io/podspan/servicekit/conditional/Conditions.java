package io.podspan.servicekit.conditional;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Under which conditions a resource is to be changed ({@code @BeanParam}). */
public final class Conditions {
  private static final String IF_MATCH = HttpHeaders.IF_MATCH;
  private static final String IF_NONE_MATCH = HttpHeaders.IF_NONE_MATCH;

  /** The framework sets it. */
  @Context @Nullable HttpHeaders headers;

  @HeaderParam(IF_MATCH)
  @Parameter(
      description =
          "Only if nobody has changed it since: the ETag of an answer, or * if it only has to be"
              + " there")
  @Nullable String ifMatch;

  @HeaderParam(IF_NONE_MATCH)
  @Parameter(description = "Only if it is not there: *")
  @Nullable String ifNoneMatch;

  /**
   * Checks them before a change.
   *
   * @param present the tag of what is there, null where there is nothing
   * @throws ProblemException 412 where they do not hold, 400 where they cannot be read
   */
  public void check(@Nullable ResourceTag present) {
    check(lines(headers, IF_MATCH), lines(headers, IF_NONE_MATCH), present);
  }

  static List<String> lines(@Nullable HttpHeaders headers, String name) {
    return headers == null
        ? List.of()
        : Objects.requireNonNullElse(headers.getRequestHeader(name), List.of());
  }

  static void check(List<String> match, List<String> noneMatch, @Nullable ResourceTag present) {
    TagList wanted = TagList.of(IF_MATCH, match);
    TagList unwanted = TagList.of(IF_NONE_MATCH, noneMatch);
    if (wanted.there() && present == null) {
      throw gone();
    }
    if (wanted.there()
        && present != null
        && !wanted.any()
        && wanted.strong().stream().noneMatch(present::hasFieldsOf)) {
      throw changed(present, wanted);
    }
    if (present != null
        && (unwanted.any() || unwanted.tags().stream().anyMatch(present::hasFieldsOf))) {
      throw alreadyThere();
    }
  }

  private static ProblemException gone() {
    return failed(
        "gone-meanwhile",
        "It is not there any more.",
        "Look at the list of what is there; without If-Match the request would make it anew.",
        List.of());
  }

  private static ProblemException alreadyThere() {
    return failed(
        "already-there",
        "It is there already, and the request is to make it anew only (If-None-Match).",
        "Read it (GET), and send the request without If-None-Match to replace it.",
        List.of());
  }

  private static ProblemException changed(ResourceTag present, TagList wanted) {
    Map<String, String> changed = present.changedSince(wanted.tags().getFirst());
    return failed(
        "changed-meanwhile",
        (changed.isEmpty()
                ? "If-Match has no tag of it that can be compared (a weak one cannot)."
                : "Somebody has changed it since it was read: " + now(changed) + ".")
            + " Nothing was changed by this request.",
        "Read it again (GET), make the change to what it is now, and send it with the new ETag.",
        changed.entrySet().stream()
            .map(
                field ->
                    new Problem.Violation(
                        "changed",
                        field.getKey(),
                        now(field.getKey(), field.getValue()) + ".",
                        null))
            .toList());
  }

  private static String now(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> now(field.getKey(), field.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String now(String field, String value) {
    return field + (value.isEmpty() ? " is not set now" : " is now " + value);
  }

  private static ProblemException failed(
      String code, String detail, String nextStep, List<Problem.Violation> violations) {
    return new ProblemException(
        new Problem("/problems/" + code, "Condition not met", 412, detail, nextStep, violations));
  }
}
