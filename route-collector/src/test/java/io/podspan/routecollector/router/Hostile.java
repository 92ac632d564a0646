package io.podspan.routecollector.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Outputs that no router prints: what a fuzzer starts from, what it found, and what holds. */
public final class Hostile {
  private static final List<String> FOLDERS = List.of("captured", "written", "hostile");
  private static final int LONGEST_MESSAGE = 1_000;

  private Hostile() {}

  /** Of the files that begin so. */
  public static Stream<byte[]> outputs(String start) {
    return FOLDERS.stream().flatMap(folder -> files(folder, start)).map(Hostile::octets);
  }

  private static Stream<Path> files(String folder, String start) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources", folder))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It may be refused with a message for people, and must do nothing worse. */
  public static void read(byte[] octets, Reading reading) {
    try {
      reading.read(new String(octets, StandardCharsets.UTF_8));
    } catch (OutputFault e) {
      String message = String.valueOf(e.getMessage());
      if (message.length() > LONGEST_MESSAGE || message.chars().anyMatch(Character::isISOControl)) {
        throw new AssertionError("not a message for people: " + message, e);
      }
    }
  }

  /** Reads an output, and may refuse it. */
  public interface Reading {
    void read(String text) throws OutputFault;
  }
}
