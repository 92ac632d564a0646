package io.podspan.servicekit.conditional;

import io.podspan.servicekit.problem.ProblemException;
import java.io.IOException;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Patches what is there. Between reading it and changing it others may change it: then the patch is
 * made again, of what it is now.
 */
public final class Patching {
  private static final int MOST = 5;

  private Patching() {}

  /** Asked inside of the transaction that makes the change, about what is there then. */
  @FunctionalInterface
  public interface Unchanged<T> {
    /**
     * @param present what is there, null where there is nothing
     */
    void check(@Nullable T present);
  }

  /** Makes the change of what was read. */
  @FunctionalInterface
  public interface Attempt<T, R> {
    R on(T base, Unchanged<T> unchanged) throws IOException;
  }

  /** Whether what is there is still what was read. */
  @FunctionalInterface
  public interface Same<T> extends BiPredicate<T, @Nullable T> {}

  /**
   * @param read what is there; throws where there is nothing
   * @throws ProblemException 409 when others change it all the time
   */
  public static <T, R> R of(Supplier<T> read, Same<T> same, Attempt<T, R> attempt)
      throws IOException {
    for (int i = 0; i < MOST; i++) {
      T base = read.get();
      try {
        return attempt.on(
            base,
            present -> {
              if (!same.test(base, present)) {
                throw new MeanwhileException();
              }
            });
      } catch (MeanwhileException _) {
        // It is patched again as it is now.
      }
    }
    throw ProblemException.conflict(
        "changed-meanwhile",
        "Others change it all the time. Nothing was changed by this request.",
        "Try again.");
  }

  /** The patch was made of what is not there any more. */
  private static final class MeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
