package io.podspan.bgpreflector.control.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.Tlv;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/**
 * Who tells.
 *
 * @param name of the reflector
 * @param asn its AS
 * @param routerId its BGP identifier
 */
public record Myself(String name, long asn, int routerId) {
  private static final IpAddress NOWHERE = IpAddress.ofIpv4(0);
  private static final int LARGEST_SHORT_ASN = 65_535;

  /** RFC 9069, section 4. */
  PeerHeader header(Instant now) {
    return new PeerHeader(
        PeerHeader.Type.LOC_RIB,
        0,
        0,
        NOWHERE,
        asn,
        routerId,
        now.getEpochSecond(),
        now.getNano() / 1_000);
  }

  /** With OPENs that are made up: nobody sent them (RFC 9069, section 5.3). */
  PeerUp up(Instant now) {
    Capabilities capabilities = Capabilities.ours(asn, EnumSet.allOf(AddressFamily.class));
    int field = asn > LARGEST_SHORT_ASN ? Message.AS_TRANS : (int) asn;
    Message.Open open = new Message.Open(4, field, 0, routerId, capabilities);
    return new PeerUp(
        header(now), NOWHERE, 0, 0, open, open, List.of(Tlv.of(Tlv.TABLE_NAME, "global")));
  }
}
