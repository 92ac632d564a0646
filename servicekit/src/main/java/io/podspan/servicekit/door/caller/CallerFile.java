package io.podspan.servicekit.door.caller;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file {@code NAME.ROLE}: a token a line, or its SHA-256 as {@code sha256:HEX}. Two lines while a
 * token is rolled.
 */
final class CallerFile {
  private static final Pattern NAME =
      Pattern.compile("([a-z0-9](?:[a-z0-9.-]{0,61}[a-z0-9])?)\\.([a-z]+)");

  /** 24 random bytes in base64; what is shorter was made up. */
  private static final int SHORTEST = 32;

  private static final long LARGEST = 16 << 10;

  private CallerFile() {}

  /**
   * @throws IOException when it cannot be read or used; the text never has what is in it
   */
  static Entry read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Matcher parts = NAME.matcher(name);
    Role role = parts.matches() ? Role.named(parts.group(2)).orElse(null) : null;
    if (role == null) {
      throw new IOException(
          "its name is not NAME.viewer, NAME.operator or NAME.admin, with a name of a-z, 0-9, . and -");
    }
    if (Files.size(file) > LARGEST) {
      throw new IOException("it is larger than " + LARGEST + " bytes");
    }
    return new Entry(new Caller(parts.group(1), role), digests(Files.readAllLines(file)));
  }

  private static List<Digest> digests(List<String> lines) throws IOException {
    List<Digest> digests = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      String text = line.strip();
      if (!text.isEmpty()) {
        digests.add(digest(text, number));
      }
    }
    if (digests.isEmpty()) {
      throw new IOException("it has no token");
    }
    return digests;
  }

  private static Digest digest(String text, int line) throws IOException {
    if (Digest.isWritten(text)) {
      return Digest.written(text);
    }
    if (text.length() < SHORTEST || text.startsWith(Digest.PREFIX)) {
      throw new IOException(
          "line %d is neither a token of %d characters or more nor sha256: with 64 lower-case digits"
              .formatted(line, SHORTEST));
    }
    return Digest.of(text);
  }

  /** A caller and what it is known by. */
  record Entry(Caller caller, List<Digest> digests) {}
}
