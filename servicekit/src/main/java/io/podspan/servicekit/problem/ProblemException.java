package io.podspan.servicekit.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A fault of the caller, or of something that the caller named; becomes the answer unchanged. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }

  /** 400: the request itself is not what the API takes. */
  public static ProblemException badRequest(String detail, @Nullable String nextStep) {
    return of(400, "bad-request", "Bad request", detail, nextStep);
  }

  /**
   * 400 with each thing that cannot be used.
   *
   * @param things what they are, in the plural: {@code fields}
   */
  public static ProblemException invalid(String things, List<Problem.Violation> faults) {
    Problem.Violation first = faults.getFirst();
    return new ProblemException(
        new Problem(
            "/problems/invalid-request",
            "Invalid request",
            400,
            faults.size() == 1
                ? first.where() + ": " + first.detail()
                : faults.size() + " " + things + " cannot be used; the first: " + first.detail(),
            first.nextStep(),
            faults));
  }

  /** 404. */
  public static ProblemException notFound(String detail, @Nullable String nextStep) {
    return of(404, "not-found", "Not found", detail, nextStep);
  }

  /** 409: it contradicts what there is. */
  public static ProblemException conflict(String code, String detail, @Nullable String nextStep) {
    return of(409, code, "Conflict", detail, nextStep);
  }

  /** 422: understood, and cannot be done as things are. */
  public static ProblemException unprocessable(
      String code, String title, String detail, @Nullable String nextStep) {
    return of(422, code, title, detail, nextStep);
  }

  /** 422 with each single fault. */
  public static ProblemException unprocessable(
      String code, String title, String detail, List<Problem.Violation> violations) {
    return new ProblemException(
        new Problem("/problems/" + code, title, 422, detail, null, violations));
  }

  private static ProblemException of(
      int status, String code, String title, String detail, @Nullable String nextStep) {
    return new ProblemException(Problem.of(status, code, title, detail, nextStep));
  }
}
