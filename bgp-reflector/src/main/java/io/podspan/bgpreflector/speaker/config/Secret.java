package io.podspan.bgpreflector.speaker.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** A key that two speakers share; never shown. */
public final class Secret {
  /** What the kernel takes for TCP MD5. */
  public static final int MAX_OCTETS = 80;

  private final byte[] octets;

  private Secret(byte[] octets) {
    this.octets = octets;
  }

  /**
   * @throws IllegalArgumentException when it is empty or too long
   */
  public static Secret of(String text) {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    if (octets.length == 0 || octets.length > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "a password has 1 to " + MAX_OCTETS + " octets, not " + octets.length);
    }
    return new Secret(octets);
  }

  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
