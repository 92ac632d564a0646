package io.podspan.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The processes of this machine as {@code /proc} shows them. Stateless. */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  /**
   * The command line of a process, arguments separated by blanks; empty when it is gone or a
   * zombie.
   */
  public static Optional<String> commandLine(long pid) {
    String line = String.join(" ", arguments(pid)).strip();
    return line.isEmpty() ? Optional.empty() : Optional.of(line);
  }

  /** The process for people: its pid, and beginning and end of its command line. */
  public static String describe(long pid) {
    String line = commandLine(pid).orElse("ended just now");
    String shown =
        line.length() <= 120
            ? line
            : line.substring(0, 50) + " ... " + line.substring(line.length() - 65);
    return "process " + pid + " (" + shown + ")";
  }

  /**
   * The arguments of a process, its program first; empty when it is gone, a zombie or another
   * user's.
   */
  public static List<String> arguments(long pid) {
    try {
      byte[] raw = Files.readAllBytes(PROC.resolve(pid + "/cmdline"));
      return List.of(new String(raw, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException _) {
      return List.of();
    }
  }

  /** The processes whose working directory is this folder. */
  public static List<Long> workingIn(Path folder) {
    List<Long> found = new ArrayList<>();
    for (long pid : all()) {
      if (pointsTo(PROC.resolve(pid + "/cwd"), folder)) {
        found.add(pid);
      }
    }
    return found;
  }

  /** The processes that hold the socket with this inode open. */
  public static List<Long> holding(long socketInode) {
    String link = "socket:[" + socketInode + "]";
    return all().stream().filter(pid -> hasOpen(pid, link)).toList();
  }

  /** All processes at this moment. */
  public static List<Long> all() {
    List<Long> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
    } catch (IOException _) {
      return List.of();
    }
    return pids;
  }

  private static boolean hasOpen(long pid, String link) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(PROC.resolve(pid + "/fd"))) {
      for (Path descriptor : open) {
        if (linkOf(descriptor).filter(link::equals).isPresent()) {
          return true;
        }
      }
    } catch (IOException | UncheckedIOException _) {
      // The process has ended or belongs to another user.
    } catch (java.nio.file.DirectoryIteratorException _) {
      // As above.
    }
    return false;
  }

  private static boolean pointsTo(Path link, Path target) {
    return linkOf(link).filter(target.toString()::equals).isPresent();
  }

  private static Optional<String> linkOf(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
