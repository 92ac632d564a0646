package io.podspan.bgpreflector.reflect;

import io.netty.buffer.ByteBuf;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.bgpreflector.rib.RouteSource;
import org.jspecify.annotations.Nullable;

/** Which routes loop, which are passed on, and how they look then (RFC 4456). Pure. */
public final class ReflectionRules {
  private final LocalSpeaker local;
  private final NextHops nextHops;

  public ReflectionRules(LocalSpeaker local) {
    this.local = local;
    this.nextHops = new NextHops(local.addresses());
  }

  /** Section 8, and RFC 4271 section 9.1.2. Null when the route does not loop. */
  public @Nullable Rejection loop(PathAttributes attributes) {
    if (attributes.isReflected() && attributes.originatorId() == local.routerId()) {
      return Rejection.ORIGINATOR_IS_US;
    }
    if (attributes.clusterListLength() > 0 && attributes.clusterListContains(local.clusterId())) {
      return Rejection.CLUSTER_LOOP;
    }
    boolean through = attributes.asPathHops() > 0 && attributes.asPathContains(local.asn());
    return through ? Rejection.AS_LOOP : null;
  }

  /** Null when packets can be sent to the next hop of these attributes. */
  @Nullable Rejection nextHop(RouteSource from, IpAddress nextHop) {
    return nextHops.verdict(from, nextHop);
  }

  /** RFC 4271, section 6.3: a multicast prefix is no unicast route. */
  static boolean isMulticast(Destination destination) {
    return destination.isIpv6()
        ? destination.length() >= 8 && destination.high() >>> 56 == 0xff
        : destination.length() >= 4 && destination.high() >>> 60 == 0xe;
  }

  /**
   * Section 6: what non-clients announce goes to clients only; everything else goes to all members,
   * except what the well-known communities hold back (RFC 1997). Null when it may pass.
   */
  private static @Nullable Withheld withheld(Path path, RouteSource.Kind to) {
    PathAttributes attributes = path.attributes();
    if (attributes.noAdvertise()) {
      return Withheld.NO_ADVERTISE;
    }
    if (attributes.noExport() && to == RouteSource.Kind.EXTERNAL) {
      return Withheld.NO_EXPORT;
    }
    return switch (path.source().kind()) {
      case LOCAL, CLIENT, EXTERNAL -> null;
      case NON_CLIENT -> to == RouteSource.Kind.NON_CLIENT ? Withheld.BETWEEN_NON_CLIENTS : null;
    };
  }

  /** Why the best path that the receivers may see is not passed on to them, null when it is. */
  static @Nullable Withheld withheld(Path best, boolean ipv6, ExportKey key) {
    Withheld held = withheld(best, key.receiver());
    if (held != null) {
      return held;
    }
    return hasNextHop(best, ipv6, key) ? null : Withheld.NO_ADDRESS_OF_OURS;
  }

  /**
   * As it comes into our AS: every route has a LOCAL_PREF there (RFC 4271, section 5.1.5), of 0
   * when its sender is about to shut down (RFC 8326, section 4).
   */
  public static PathAttributes inbound(RouteSource source, PathAttributes attributes) {
    return source.kind() == RouteSource.Kind.EXTERNAL
        ? attributes.withLocalPref(
            attributes.gracefulShutdown() ? 0 : PathAttributes.DEFAULT_LOCAL_PREF)
        : attributes;
  }

  /**
   * What a route that starts here needs is an address of ours in its family. A session over IPv4
   * has one for IPv6 routes too, as IPv4-mapped address; the other way round there is none.
   */
  static boolean hasNextHop(Path path, boolean ipv6, ExportKey key) {
    return ipv6 || !path.source().isLocal() || !key.localAddress().ipv6();
  }

  /** The attributes with the next hop that the receivers get; it is ours for local routes only. */
  PathAttributes base(Path path, ExportKey key) {
    PathAttributes attributes = path.attributes();
    if (!path.source().isLocal()) {
      return attributes;
    }
    IpAddress own = key.localAddress();
    return switch (attributes.family()) {
      case IPV4_UNICAST -> attributes.withNextHop(own);
      case IPV6_UNICAST -> attributes.withNextHop(own.ipv6() ? own : own.mapped());
    };
  }

  /** Writes the attributes that the receivers get. */
  void write(ByteBuf out, Path path, ExportKey key) {
    PathAttributes attributes = base(path, key);
    if (key.receiver() == RouteSource.Kind.EXTERNAL) {
      attributes.leaving(local.asn()).write(out, key.options());
      return;
    }
    switch (path.source().kind()) {
      case LOCAL, EXTERNAL -> attributes.write(out, key.options());
      case CLIENT, NON_CLIENT ->
          attributes.writeReflected(
              out, local.clusterId(), path.source().routerId(), key.options());
    }
  }

  /** An upper bound of what {@link #write} writes. */
  static int bound(PathAttributes attributes) {
    // Twice for an AS_PATH that is repeated as AS4_PATH, and room for what is added.
    return attributes.length() * 2 + 64;
  }
}
