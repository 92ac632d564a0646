package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.Capability;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerDown;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.Tlv;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;

/** What a router tells. */
final class Told {
  static final String PEER = "198.51.100.2";

  private Told() {}

  static BmpMessage.Initiation initiation(String name) {
    return new BmpMessage.Initiation(
        List.of(Tlv.of(Tlv.SYS_DESCR, "a router"), Tlv.of(Tlv.SYS_NAME, name)));
  }

  static BmpMessage.Termination termination() {
    return new BmpMessage.Termination(List.of(new Tlv(Tlv.REASON, Octets.ofShort(0))));
  }

  static PeerHeader peer(String address, int flags) {
    return new PeerHeader(
        PeerHeader.Type.GLOBAL, flags, 0, IpAddress.of(address), 65001, 0x01020304, 0, 0);
  }

  static PeerHeader locRib() {
    return new PeerHeader(
        PeerHeader.Type.LOC_RIB, 0, 0, IpAddress.of("0.0.0.0"), 65001, 0x01020304, 0, 0);
  }

  static PeerUp up(String address) {
    return up(address, Capabilities.ours(65001, EnumSet.allOf(AddressFamily.class)));
  }

  /** Both send and receive path identifiers of IPv4 (RFC 7911). */
  static PeerUp upWithPathIds(String address) {
    Capability both = new Capability(69, Octets.of((byte) 0, (byte) 1, (byte) 1, (byte) 3));
    return up(address, Capabilities.ours(65001, EnumSet.allOf(AddressFamily.class)).with(both));
  }

  private static PeerUp up(String address, Capabilities capabilities) {
    Message.Open open = new Message.Open(4, 65001, 90, 0x01020304, capabilities);
    return new PeerUp(
        peer(address, 0), IpAddress.of("198.51.100.1"), 179, 40000, open, open, List.of());
  }

  static PeerDown down(String address) {
    return new PeerDown(peer(address, 0), PeerDown.REMOTE, null, 0, List.of());
  }

  static RouteMonitoring announced(PeerHeader peer, String nextHop, String... prefixes) {
    IpAddress hop = IpAddress.of(nextHop);
    PathAttributes attributes = PathAttributes.originated(AddressFamily.unicast(hop.family()), hop);
    return monitored(peer, Message.Update.announce(attributes, nlri(prefixes)));
  }

  /** 10.1.0.0/24 with the path identifiers 1 and 2. */
  static RouteMonitoring twoPaths(PeerHeader peer) {
    String header = "ff".repeat(16) + "0035" + "02";
    String attributes = "0000" + "000e" + "40010100" + "400200" + "400304c6336402";
    String paths = "00000001" + "180a0100" + "00000002" + "180a0100";
    return new RouteMonitoring(
        peer, Octets.of(HexFormat.of().parseHex(header + attributes + paths)));
  }

  static RouteMonitoring withdrawn(PeerHeader peer, String... prefixes) {
    return monitored(peer, Message.Update.withdraw(nlri(prefixes)));
  }

  static RouteMonitoring endOfRib(PeerHeader peer, AddressFamily family) {
    return monitored(peer, Message.Update.endOfRib(family));
  }

  static RouteMonitoring unreadable(PeerHeader peer) {
    return new RouteMonitoring(peer, Octets.of((byte) 1, (byte) 2));
  }

  private static Nlri nlri(String... prefixes) {
    return Nlri.of(java.util.Arrays.stream(prefixes).map(Prefix::of).toArray(Prefix[]::new));
  }

  private static RouteMonitoring monitored(PeerHeader peer, Message.Update update) {
    WireOptions options = new WireOptions(true, true, EnumSet.allOf(AddressFamily.class));
    return new RouteMonitoring(peer, Octets.of(MessageEncoder.encode(update, options)));
  }
}
