package io.podspan.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code /tmp} that one command and its children have for themselves, in a mount namespace: what
 * is in it, they wrote. The real one belongs to every process of the machine. Needs root.
 */
record PrivateTmp(Path folder) {

  static boolean possible() {
    try {
      Process process =
          new ProcessBuilder("unshare", "--mount", "mount", "-t", "tmpfs", "none", "/tmp").start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The command line of this command, with the folder in place of {@code /tmp}. */
  List<String> line(List<String> command) {
    // A checkout below /tmp stays where it is: the working folder still leads to it.
    String mounts =
        """
        set -e
        checkout=$1 tmp=$2
        shift 2
        cd "$checkout"
        mount --bind "$tmp" /tmp
        case $checkout in
          /tmp/*)
            mkdir -p "$checkout"
            mount --no-canonicalize --bind . "$checkout"
            ;;
        esac
        cd "$checkout"
        exec "$@"
        """;
    List<String> line = new ArrayList<>(List.of("unshare", "--mount", "sh", "-c", mounts, "sh"));
    line.add(checkout().toString());
    line.add(folder.toString());
    line.addAll(command);
    return line;
  }

  /** What is in it, but the way to the checkout. */
  List<Path> entries() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(folder::relativize)
          .filter(path -> !path.toString().isEmpty())
          .filter(path -> !checkout().startsWith(Path.of("/tmp").resolve(path)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path checkout() {
    return Path.of("").toAbsolutePath().getParent();
  }
}
