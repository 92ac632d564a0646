package io.podspan.events.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.events.envelope.EventCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a signature is about, octet by octet. Each part is preceded by its length, so that no two
 * records look alike.
 */
final class SignedRecord {
  /** The id of the key, in hexadecimal digits. */
  static final String KEY = "podspan_key";

  /** The signature, 64 octets. */
  static final String SIGNATURE = "podspan_signature";

  private static final String WHAT = "podspan record, version 1";

  /**
   * Of which installation and generation, what, which one, when, for whom: so that a signed record
   * is good for nothing else.
   */
  private static final List<String> HEADERS =
      List.of(
          "ce_installation",
          "ce_generation",
          "ce_type",
          "ce_id",
          "ce_source",
          "ce_time",
          EventCodec.REQUESTED_BY);

  private SignedRecord() {}

  static byte[] octets(String topic, @Nullable String key, Headers headers, byte[] value) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(value.length + 512);
    try (DataOutputStream out = new DataOutputStream(octets)) {
      part(out, WHAT.getBytes(UTF_8));
      part(out, topic.getBytes(UTF_8));
      part(out, key == null ? new byte[0] : key.getBytes(UTF_8));
      for (String name : HEADERS) {
        part(out, header(headers, name));
      }
      part(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException("memory has no I/O errors", e);
    }
    return octets.toByteArray();
  }

  private static void part(DataOutputStream out, byte[] part) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  /** Empty when there is none. Of several the last counts, as for who reads the event. */
  static byte[] header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    byte[] value = header == null ? null : header.value();
    return value == null ? new byte[0] : value;
  }
}
