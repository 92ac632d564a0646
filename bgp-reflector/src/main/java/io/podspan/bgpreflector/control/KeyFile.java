package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.settings.Key;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file with one key. Errors name the file and never show what is in it. */
final class KeyFile {
  private KeyFile() {}

  /**
   * The key, without blanks and line feeds around it.
   *
   * @throws IllegalArgumentException saying what is wrong with the file, and what to do
   */
  static Key read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(2 * Key.MAX_OCTETS);
      Key key = new Key(new String(octets, StandardCharsets.UTF_8).strip());
      if (key.text().isEmpty()) {
        throw new IllegalArgumentException(file + " is empty; put the key into it");
      }
      if (key.isTooLong()) {
        throw new IllegalArgumentException(
            "the key in "
                + file
                + " has more than "
                + Key.MAX_OCTETS
                + " octets; use a shorter one");
      }
      return key;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read; check that it exists and that this user may read it", e);
    }
  }
}
