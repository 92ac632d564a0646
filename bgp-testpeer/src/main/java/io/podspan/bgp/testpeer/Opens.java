package io.podspan.bgp.testpeer;

import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.WireOptions;
import java.util.EnumSet;
import java.util.OptionalLong;

/** OPEN messages of an ordinary peer. */
public final class Opens {
  /** The AS of most tests. */
  public static final int ASN = 64512;

  /** Seconds. */
  public static final int HOLD_TIME = 90;

  /** How messages are encoded once such an OPEN was exchanged. */
  public static final WireOptions OPTIONS =
      new WireOptions(true, false, EnumSet.allOf(AddressFamily.class));

  private Opens() {}

  /**
   * @param routerId a dotted quad
   */
  public static Message.Open of(String routerId) {
    return of(routerId, ASN, HOLD_TIME);
  }

  /**
   * With IPv4 and IPv6 unicast, route refresh and four-octet AS numbers.
   *
   * @param routerId a dotted quad
   * @param holdTime seconds, 0 for a session without hold timer
   */
  public static Message.Open of(String routerId, long asn, int holdTime) {
    return new Message.Open(
        4,
        asn < 1 << 16 ? (int) asn : Message.AS_TRANS,
        holdTime,
        Ipv4Address.of(routerId).bits(),
        Capabilities.NONE
            .with(CapabilityType.MULTIPROTOCOL, EnumSet.allOf(AddressFamily.class))
            .with(CapabilityType.ROUTE_REFRESH, true)
            .with(CapabilityType.FOUR_OCTET_AS, OptionalLong.of(asn)));
  }
}
