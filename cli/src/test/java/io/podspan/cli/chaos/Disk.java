package io.podspan.cli.chaos;

import io.podspan.lab.network.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of one server's own, which can be filled to the last byte. */
record Disk(Path folder) {
  private static final String SIZE = "size=600m";

  /** In this run's own mount namespace: it ends with it. */
  Disk mounted() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Command.of("mount", "-t", "tmpfs", "-o", SIZE, "none", folder.toString()).require("");
    return this;
  }

  void fill() {
    byte[] block = new byte[1 << 16];
    try (OutputStream ballast = Files.newOutputStream(ballast())) {
      while (true) {
        ballast.write(block);
      }
    } catch (IOException _) {
      // It is full.
    }
  }

  void free() throws IOException {
    Files.deleteIfExists(ballast());
  }

  /** Leaves a copy beside it: the file system itself is gone when the run ends. */
  void keep() {
    Command.of("cp", "-a", folder.toString(), folder + ".kept").require("");
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }
}
