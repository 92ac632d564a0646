package io.podspan.servicekit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem response (RFC 9457, section 3).
 *
 * @param type a URI reference that names the kind of problem, {@code
 *     /problems/overlapping-pod-cidrs}
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail what is wrong this time
 * @param nextStep what to do about it
 * @param violations each single fault, where there are several
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String nextStep,
    List<Violation> violations) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    violations = List.copyOf(violations);
  }

  /**
   * One fault among several.
   *
   * @param code what kind, {@code overlapping-pod-cidrs}
   * @param where the field or object that it is about
   * @param detail what is wrong
   * @param nextStep what to do about it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Violation(String code, String where, String detail, @Nullable String nextStep) {}

  public static Problem of(
      int status, String code, String title, String detail, @Nullable String nextStep) {
    return new Problem("/problems/" + code, title, status, detail, nextStep, List.of());
  }
}
