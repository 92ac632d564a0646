package io.podspan.events.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What records hold, in 256 bits: the sum of their SHA-256, in four lanes. It does not depend on
 * their order, and a record is added or taken away without reading the others. It tells that
 * something is missing or different. It does not tell who wrote it.
 */
public record ContentDigest(long a, long b, long c, long d) {
  /** Of no record. */
  public static final ContentDigest NONE = new ContentDigest(0, 0, 0, 0);

  /** Of one record. */
  public static ContentDigest of(String key, byte[] value) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(key.getBytes(UTF_8));
      sha.update((byte) 0);
      return read(ByteBuffer.wrap(sha.digest(value)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads {@link #toString}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static ContentDigest parse(String text) {
    byte[] octets = HexFormat.of().parseHex(text);
    if (octets.length != 4 * Long.BYTES) {
      throw new IllegalArgumentException("a digest has 64 hexadecimal digits");
    }
    return read(ByteBuffer.wrap(octets));
  }

  private static ContentDigest read(ByteBuffer octets) {
    return new ContentDigest(
        octets.getLong(), octets.getLong(), octets.getLong(), octets.getLong());
  }

  public ContentDigest plus(ContentDigest other) {
    return new ContentDigest(a + other.a, b + other.b, c + other.c, d + other.d);
  }

  public ContentDigest minus(ContentDigest other) {
    return new ContentDigest(a - other.a, b - other.b, c - other.c, d - other.d);
  }

  /** 64 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
  }
}
