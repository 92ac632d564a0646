package io.podspan.bgp.wire;

import java.util.Set;

/**
 * What was negotiated about the encoding of one session.
 *
 * @param fourOctetAs AS_PATH carries four octets per AS (RFC 6793)
 * @param extendedMessages messages may have up to 65535 octets (RFC 8654)
 * @param families whose routes are exchanged (RFC 4760)
 */
public record WireOptions(
    boolean fourOctetAs, boolean extendedMessages, Set<AddressFamily> families) {
  /** Octets of the largest message without RFC 8654. With it, still the limit of an OPEN. */
  public static final int MAX_MESSAGE = 4096;

  public static final int MAX_EXTENDED_MESSAGE = 65535;

  /** Before the exchange of OPENs, and with a peer that announces no capabilities. */
  public static final WireOptions PLAIN =
      new WireOptions(false, false, Set.of(AddressFamily.IPV4_UNICAST));

  public WireOptions {
    families = Set.copyOf(families);
  }

  public int maxMessage() {
    return extendedMessages ? MAX_EXTENDED_MESSAGE : MAX_MESSAGE;
  }

  public boolean carries(AddressFamily family) {
    return families.contains(family);
  }
}
