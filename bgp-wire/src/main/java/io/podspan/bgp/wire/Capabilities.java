package io.podspan.bgp.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The capabilities of one speaker that mean something here (RFC 5492); all others are ignored on
 * receipt.
 *
 * @param families the announced families with a name here, in the order announced
 * @param multiprotocol whether any family was announced, with a name or without
 * @param fourOctetAsn the AS number of capability 65 (RFC 6793)
 * @param routeRefresh RFC 2918
 * @param enhancedRouteRefresh RFC 7313
 * @param extendedMessages RFC 8654
 */
public record Capabilities(
    List<AddressFamily> families,
    boolean multiprotocol,
    OptionalLong fourOctetAsn,
    boolean routeRefresh,
    boolean enhancedRouteRefresh,
    boolean extendedMessages) {
  static final int MULTIPROTOCOL = 1;
  static final int ROUTE_REFRESH = 2;
  static final int EXTENDED_MESSAGES = 6;
  static final int FOUR_OCTET_AS = 65;
  static final int ENHANCED_ROUTE_REFRESH = 70;

  public static final Capabilities NONE =
      new Capabilities(List.of(), false, OptionalLong.empty(), false, false, false);

  public Capabilities {
    families = List.copyOf(families);
  }

  /** What we offer: everything that is known here. */
  public static Capabilities ours(long asn, Set<AddressFamily> families) {
    return new Capabilities(
        families.stream().sorted().toList(), true, OptionalLong.of(asn), true, true, true);
  }

  /**
   * Whether routes of the family may be exchanged: announced, or IPv4 unicast of a speaker that
   * announced no family at all (RFC 4760, section 8).
   */
  public boolean carries(AddressFamily family) {
    return multiprotocol ? families.contains(family) : family == AddressFamily.IPV4_UNICAST;
  }

  /** What both sides announced. Without a family in common the session is of no use. */
  public static WireOptions negotiated(Capabilities ours, Capabilities theirs) {
    Set<AddressFamily> common = EnumSet.noneOf(AddressFamily.class);
    for (AddressFamily family : AddressFamily.values()) {
      if (ours.carries(family) && theirs.carries(family)) {
        common.add(family);
      }
    }
    return new WireOptions(
        ours.fourOctetAsn.isPresent() && theirs.fourOctetAsn.isPresent(),
        ours.extendedMessages && theirs.extendedMessages,
        common);
  }
}
