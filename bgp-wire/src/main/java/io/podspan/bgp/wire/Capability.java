package io.podspan.bgp.wire;

/**
 * One capability as a speaker announces it (RFC 5492, section 4).
 *
 * @param code 0 to 255
 * @param value at most 255 octets
 */
public record Capability(int code, Octets value) {
  static final int MAX_LENGTH = 255;

  public Capability {
    if (code < 0 || code > 255) {
      throw new IllegalArgumentException("capability code " + code + " is not in 0..255");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "capability " + code + " has " + value.length() + " octets, at most 255 are possible");
    }
  }
}
