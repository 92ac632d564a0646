package io.podspan.embedded.process;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a failure comes from a disk without space. Programs fail in many ways then; a program
 * that cleans up behind itself leaves nothing but its words, and a log on that disk may lack these.
 */
public final class FullDisk {
  /**
   * The words of the C library for ENOSPC and EDQUOT, which Java and Postgres pass on, and those of
   * Postgres where the kernel took only a part.
   */
  private static final List<String> WORDS =
      List.of("no space left on device", "disk quota exceeded", "check free disk space");

  /** Where less is left, the database and the broker cannot work, whatever they say. */
  private static final long LITTLE = 16L << 20;

  private static final int DEEPEST = 30;

  private FullDisk() {}

  /** A sentence with what to do, if an exception or one of its causes says so. */
  public static Optional<String> saidBy(@Nullable Throwable failure, @Nullable Path folder) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      if (isSaid(String.valueOf(cause.getMessage()))) {
        return Optional.of(sentence(folder));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * The same for a program that failed.
   *
   * @param words the end of its log
   * @param folder where it writes
   */
  public static Optional<String> explains(String words, Path folder) {
    return isSaid(words) || left(folder) < LITTLE
        ? Optional.of(sentence(folder))
        : Optional.empty();
  }

  private static boolean isSaid(String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains);
  }

  private static String sentence(@Nullable Path folder) {
    return folder == null
        ? "The disk is full: free some space on it."
        : "The disk of %s is full (%d MB left): free some space, or choose a folder on another disk."
            .formatted(folder, left(folder) >> 20);
  }

  /** Much when it cannot be found out. */
  private static long left(Path folder) {
    try {
      FileStore disk = Files.getFileStore(existing(folder));
      return disk.getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Path existing(Path folder) {
    Path at = folder.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }
}
