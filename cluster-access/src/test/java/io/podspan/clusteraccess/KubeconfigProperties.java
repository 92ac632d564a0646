package io.podspan.clusteraccess;

import io.podspan.events.check.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What holds for whatever octets a kubeconfig has: it is one complete context, or it is unusable
 * with a message for people, in bounded length and without control characters.
 */
final class KubeconfigProperties {
  private static final Path FOUND =
      Path.of("src/test/resources/io/podspan/clusteraccess/KubeconfigFuzzInputs");
  private static final int LONGEST_MESSAGE = 4_000;

  private KubeconfigProperties() {}

  /** Good and bad kubeconfigs, and what the fuzzer found. */
  static Stream<byte[]> corpus() {
    try (Stream<Path> files = Files.list(FOUND)) {
      return files.sorted().map(KubeconfigProperties::octets).toList().stream();
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

  static void check(byte[] input) {
    try {
      Kubeconfig read = Kubeconfig.parse(input, "paris", null);
      if (read.cluster().getServer() == null || read.context().isBlank()) {
        throw new AssertionError("a context without a server: " + read);
      }
    } catch (UnusableAccessException e) {
      checkForPeople(String.valueOf(e.getMessage()), e);
      checkForPeople(e.nextStep(), e);
    }
  }

  private static void checkForPeople(String text, UnusableAccessException e) {
    if (text.length() > LONGEST_MESSAGE || !Printable.isPrintable(text)) {
      throw new AssertionError("not a message for people: " + text, e);
    }
  }
}
