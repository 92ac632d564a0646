package io.podspan.servicekit.secrets;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in a log for an exception whose words, or those of a cause, hold a secret. */
final class CleanThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  /** More causes than that are a loop. */
  private static final int DEEPEST = 30;

  private final String text;

  private CleanThrowable(Throwable of, @Nullable Throwable cause) {
    super(null, cause, true, true);
    this.text = HiddenWords.hiddenIn(of.toString());
    setStackTrace(of.getStackTrace());
  }

  /** The same one if it holds none. */
  static Throwable of(Throwable thrown) {
    return holdsOne(thrown, new HashSet<>()) ? clean(thrown, 0) : thrown;
  }

  private static boolean holdsOne(@Nullable Throwable thrown, Set<Throwable> seen) {
    if (thrown == null || seen.size() > DEEPEST || !seen.add(thrown)) {
      return false;
    }
    String said = thrown.toString();
    if (!HiddenWords.hiddenIn(said).equals(said) || holdsOne(thrown.getCause(), seen)) {
      return true;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (holdsOne(suppressed, seen)) {
        return true;
      }
    }
    return false;
  }

  private static Throwable clean(Throwable thrown, int depth) {
    Throwable cause = thrown.getCause();
    CleanThrowable clean =
        new CleanThrowable(
            thrown, cause == null || depth == DEEPEST ? null : clean(cause, depth + 1));
    if (depth < DEEPEST) {
      for (Throwable suppressed : thrown.getSuppressed()) {
        clean.addSuppressed(clean(suppressed, depth + 1));
      }
    }
    return clean;
  }

  @Override
  public @Nullable String getMessage() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
