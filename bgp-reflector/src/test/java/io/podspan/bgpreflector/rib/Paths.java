package io.podspan.bgpreflector.rib;

import io.podspan.bgpreflector.wire.Decoded;
import io.podspan.bgpreflector.wire.Frames;
import io.podspan.bgpreflector.wire.Ipv4Address;
import io.podspan.bgpreflector.wire.Message;
import io.podspan.bgpreflector.wire.MessageDecoder;
import io.podspan.bgpreflector.wire.PathAttributes;
import io.podspan.bgpreflector.wire.WireOptions;

/** Attributes and sources for tests. */
public final class Paths {
  private Paths() {}

  /** Out of hex, without NLRI. */
  public static PathAttributes attributes(String hex) {
    byte[] frame = Frames.update("", hex, Frames.NLRI_10_1_0);
    Decoded decoded =
        MessageDecoder.decode(
            io.netty.buffer.Unpooled.wrappedBuffer(frame), new WireOptions(true), true);
    return ((Message.Update) decoded).attributes();
  }

  public static PathAttributes via(String nextHop) {
    return PathAttributes.originated(Ipv4Address.of(nextHop).bits());
  }

  public static RouteSource client(String address, String cluster) {
    int bits = Ipv4Address.of(address).bits();
    return new RouteSource(RouteSource.Kind.CLIENT, bits, bits, cluster);
  }

  public static RouteSource source(RouteSource.Kind kind, String address, String routerId) {
    return new RouteSource(
        kind, Ipv4Address.of(address).bits(), Ipv4Address.of(routerId).bits(), "paris");
  }
}
