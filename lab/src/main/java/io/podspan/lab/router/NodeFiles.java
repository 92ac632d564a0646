package io.podspan.lab.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder of one node inside the lab's data folder: configurations and logs. */
public record NodeFiles(Path folder) {

  /** Makes the folder. */
  public static NodeFiles in(Path folder) {
    try {
      return new NodeFiles(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path log(String pod) {
    return folder.resolve(pod + ".log");
  }

  /** A line in a pod's log that comes from the container's start, not from the daemon. */
  public void say(String pod, String line) {
    try {
      Files.writeString(
          log(pod), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file that only its owner can read, because it may hold passwords. */
  Path write(String name, String text) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return Files.writeString(file, text, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
