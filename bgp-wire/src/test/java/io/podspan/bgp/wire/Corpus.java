package io.podspan.bgp.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Inputs of a fuzz target, packed into one archive: what a fuzzer starts from, and what it found.
 */
public final class Corpus {

  /**
   * One input.
   *
   * @param name of the entry in the archive
   */
  public record Input(String name, byte[] octets) {

    /** For the names of parameterized tests. */
    @Override
    public String toString() {
      return name;
    }
  }

  private Corpus() {}

  /** Good and bad messages in the form of {@link DecoderProperties}. */
  public static Stream<Input> messages() {
    return of(Corpus.class, "MessageDecoderFuzzInputs.zip");
  }

  /**
   * All inputs of an archive, in its order.
   *
   * @param archive a resource beside the class
   */
  public static Stream<Input> of(Class<?> beside, String archive) {
    List<Input> inputs = new ArrayList<>();
    try (InputStream file = Objects.requireNonNull(beside.getResourceAsStream(archive), archive);
        ZipInputStream zip = new ZipInputStream(file)) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        inputs.add(new Input(entry.getName(), zip.readAllBytes()));
        entry = zip.getNextEntry();
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(archive, unreadable);
    }
    return inputs.stream();
  }
}
