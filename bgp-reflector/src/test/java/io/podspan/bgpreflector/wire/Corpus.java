package io.podspan.bgpreflector.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Good and bad messages as files, in the form of {@link DecoderProperties}: where the fuzzer starts
 * from, and what it found.
 */
final class Corpus {
  private static final String FOLDER = "MessageDecoderFuzzInputs/decode";

  private Corpus() {}

  static Stream<Path> files() {
    try (Stream<Path> files = Files.list(Path.of(folder()))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI folder() {
    try {
      return Objects.requireNonNull(Corpus.class.getResource(FOLDER), FOLDER).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
