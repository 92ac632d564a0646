package io.podspan.bgpreflector.wire;

import java.util.List;
import java.util.OptionalLong;

/**
 * The capabilities of one speaker that mean something here (RFC 5492); all others are ignored on
 * receipt.
 *
 * @param families the announced families with a name here, in the order announced
 * @param multiprotocol whether any family was announced, with a name or without
 * @param fourOctetAsn the AS number of capability 65 (RFC 6793)
 * @param routeRefresh RFC 2918
 */
public record Capabilities(
    List<AddressFamily> families,
    boolean multiprotocol,
    OptionalLong fourOctetAsn,
    boolean routeRefresh) {
  static final int MULTIPROTOCOL = 1;
  static final int ROUTE_REFRESH = 2;
  static final int FOUR_OCTET_AS = 65;

  public static final Capabilities NONE =
      new Capabilities(List.of(), false, OptionalLong.empty(), false);

  public Capabilities {
    families = List.copyOf(families);
  }

  /** What we offer. */
  public static Capabilities ours(long asn) {
    return new Capabilities(List.of(AddressFamily.IPV4_UNICAST), true, OptionalLong.of(asn), true);
  }

  /**
   * Whether IPv4 unicast may be sent: announced, or implied because no family was (RFC 4760,
   * section 8).
   */
  public boolean carriesIpv4Unicast() {
    return !multiprotocol || families.contains(AddressFamily.IPV4_UNICAST);
  }

  /** How UPDATEs of a session with this peer are encoded. */
  public WireOptions intersection() {
    return new WireOptions(fourOctetAsn.isPresent());
  }
}
