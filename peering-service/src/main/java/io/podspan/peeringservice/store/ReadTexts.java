package io.podspan.peeringservice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What long texts of Postgres say, in memory: a text that was read or written before is not read
 * again. It is known by its SHA-256, so what is kept is never older or newer than the text that was
 * asked about. Those that were asked for last are kept. Any thread.
 *
 * @param <V> what a text says; immutable
 */
final class ReadTexts<V> {
  private final Map<String, Known<V>> known;

  private record Known<V>(byte[] digest, V said) {}

  /**
   * @param most how many are kept
   */
  ReadTexts(int most) {
    known =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Known<V>> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * @param id of which one text is kept, the last
   */
  V read(String id, String text, Function<String, V> reader) {
    byte[] digest = digest(text);
    Known<V> last = present(id);
    if (last != null && Arrays.equals(last.digest(), digest)) {
      return last.said();
    }
    V said = reader.apply(text);
    keep(id, new Known<>(digest, said));
    return said;
  }

  /** This text says this: whoever wrote it knows. */
  void wrote(String id, String text, V said) {
    keep(id, new Known<>(digest(text), said));
  }

  private @Nullable Known<V> present(String id) {
    synchronized (known) {
      return known.get(id);
    }
  }

  private void keep(String id, Known<V> one) {
    synchronized (known) {
      known.put(id, one);
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
