package io.podspan.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder and everything below it; links are not followed. */
public record FileTree(Path root) {

  /** Deletes all of it; nothing there is no error. */
  public void delete() throws IOException {
    if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The folder, with nothing in it. */
  public Path emptied() throws IOException {
    delete();
    return Files.createDirectories(root);
  }
}
