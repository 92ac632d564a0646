package io.podspan.bgp.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** Inputs as files: where a fuzzer starts from, and what it found. */
public final class Corpus {
  private static final String MESSAGES = "MessageDecoderFuzzInputs/decode";

  private Corpus() {}

  /** Good and bad messages in the form of {@link DecoderProperties}. */
  public static Stream<Path> files() {
    return files(MESSAGES);
  }

  /**
   * @param folder beside this package's resources
   */
  public static Stream<Path> files(String folder) {
    try (Stream<Path> files = Files.list(Path.of(uri(folder)))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI uri(String folder) {
    try {
      return Objects.requireNonNull(Corpus.class.getResource(folder), folder).toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
