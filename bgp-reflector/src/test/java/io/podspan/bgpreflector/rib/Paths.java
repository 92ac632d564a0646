package io.podspan.bgpreflector.rib;

import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageDecoder;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.WireOptions;
import java.util.Set;

/** Attributes and sources for tests. */
public final class Paths {
  public static final WireOptions OPTIONS =
      new WireOptions(true, false, Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST));

  private Paths() {}

  /** Out of hex, without NLRI. */
  public static PathAttributes attributes(String hex) {
    return decode(Frames.update("", hex, Frames.NLRI_10_1_0));
  }

  /** Out of hex with an MP_REACH_NLRI for one IPv6 prefix. */
  public static PathAttributes ipv6Attributes(String nextHop, String hex) {
    String reach =
        "800e1e 000201 10" + hex(IpAddress.of(nextHop).octets()) + "00 40 20010db800000000";
    return decode(Frames.update("", reach + hex, ""));
  }

  private static String hex(byte[] octets) {
    return java.util.HexFormat.of().formatHex(octets);
  }

  private static PathAttributes decode(byte[] frame) {
    Decoded decoded = MessageDecoder.decode(Unpooled.wrappedBuffer(frame), OPTIONS, true);
    return ((Message.Update) decoded).routes().getFirst().attributes();
  }

  /** IPv4 or IPv6, as the next hop is. */
  public static PathAttributes via(String nextHop) {
    IpAddress address = IpAddress.of(nextHop);
    return PathAttributes.originated(AddressFamily.unicast(address.family()), address);
  }

  public static RouteSource client(String address, String cluster) {
    IpAddress ip = IpAddress.of(address);
    return new RouteSource(RouteSource.Kind.CLIENT, ip, ip.ipv4Bits(), cluster);
  }

  public static RouteSource source(RouteSource.Kind kind, String address, String routerId) {
    return new RouteSource(kind, IpAddress.of(address), IpAddress.of(routerId).ipv4Bits(), "paris");
  }
}
