package io.podspan.cli.demo;

import io.podspan.embedded.process.FileTree;
import io.podspan.embedded.process.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A demo begins with nothing known: its folder is emptied, but only one that a demo made. */
public final class DemoFolder {
  private static final String MARKER = "made-by-podspan-demo";

  /** Held while it is emptied, so it stays. */
  private static final String LOCK = "lock";

  private DemoFolder() {}

  /**
   * @throws StartFailedException when the folder holds something else
   */
  public static void require(Path data) {
    try {
      Files.createDirectories(data);
      if (!Files.exists(data.resolve(MARKER)) && !entries(data).isEmpty()) {
        throw new StartFailedException(
            "the folder %s is not a demo's, and a demo would empty it\ngive it another one: --data FOLDER"
                .formatted(data));
      }
      Files.writeString(data.resolve(MARKER), "podspan demo empties this folder when it starts\n");
    } catch (IOException e) {
      throw new StartFailedException("cannot use the folder " + data + ": " + e.getMessage(), e);
    }
  }

  /** To be called by who holds the folder, when no process works in it any more. */
  public static void empty(Path data) {
    try {
      for (Path entry : entries(data)) {
        String name = entry.getFileName().toString();
        if (!List.of(MARKER, LOCK, "holder").contains(name)) {
          new FileTree(entry).delete();
        }
      }
    } catch (IOException e) {
      throw new StartFailedException("cannot empty the folder " + data + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> entries(Path data) throws IOException {
    try (Stream<Path> entries = Files.list(data)) {
      return entries.toList();
    }
  }
}
