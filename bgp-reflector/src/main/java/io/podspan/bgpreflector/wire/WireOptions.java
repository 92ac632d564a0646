package io.podspan.bgpreflector.wire;

/**
 * What was negotiated about the encoding of one session.
 *
 * @param fourOctetAs AS_PATH carries four octets per AS (RFC 6793)
 */
public record WireOptions(boolean fourOctetAs) {
  public static final WireOptions PLAIN = new WireOptions(false);

  /** The largest message without RFC 8654. */
  public static final int MAX_MESSAGE = 4096;
}
