package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AttributeTable.Flags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The path attributes of a route: canonical bytes, and the few fields that the decision process
 * reads. Canonical bytes are ordered by code, with four octets per AS, without the unused flag
 * bits, and without MP_REACH_NLRI, MP_UNREACH_NLRI, AS4_PATH and AS4_AGGREGATOR; otherwise each
 * attribute is as it was received. The next hop of IPv6 routes is kept beside them as it was
 * received.
 *
 * <p>Cost per attribute set: the bytes and about 64 octets of object. IPv6 adds the next hop and 16
 * octets.
 */
public final class PathAttributes {
  public static final long DEFAULT_LOCAL_PREF = 100;

  /** Bits of {@link AttributeFields#communities}. */
  static final int NO_ADVERTISE = 1;

  static final int NO_EXPORT = 2;
  static final int GRACEFUL_SHUTDOWN = 4;

  private final byte[] bytes;
  private final byte @Nullable [] ipv6NextHop;
  private final int hash;
  private final int ipv4NextHop;
  private final int med;
  private final int localPref;
  private final int asPathHops;
  private final int neighborAs;
  private final int originatorId;
  private final int clusterListLength;
  private final int originatorAt;
  private final int clusterListAt;
  private final byte origin;
  private final byte communities;
  private final boolean reflected;

  /**
   * @param bytes canonical, checked before; owned by this object from now on
   * @param fields read from them
   * @param ipv6NextHop 16 or 32 octets, also owned, and no NEXT_HOP among the bytes; null for IPv4
   */
  PathAttributes(byte[] bytes, AttributeFields fields, byte @Nullable [] ipv6NextHop) {
    this.bytes = bytes;
    this.ipv6NextHop = ipv6NextHop;
    this.hash = hash(bytes, ipv6NextHop);
    this.ipv4NextHop = fields.nextHop;
    this.med = fields.med;
    this.localPref = fields.localPref;
    this.asPathHops = fields.asPathHops;
    this.neighborAs = fields.neighborAs;
    this.originatorId = fields.originatorId;
    this.clusterListLength = fields.clusterListLength;
    this.originatorAt = fields.originatorAt;
    this.clusterListAt = fields.clusterListAt;
    this.origin = (byte) fields.origin;
    this.communities = (byte) fields.communities;
    this.reflected = fields.reflected;
  }

  /** From canonical bytes, with or without NEXT_HOP. */
  static PathAttributes of(byte[] canonical, byte @Nullable [] ipv6NextHop) {
    byte[] bytes =
        ipv6NextHop == null
            ? canonical
            : AttributeBytes.without(canonical, AttributeTable.NEXT_HOP);
    return new PathAttributes(bytes, AttributeFields.of(bytes), ipv6NextHop);
  }

  private static int hash(byte[] bytes, byte @Nullable [] nextHop) {
    int hash = KeyedHash.of(bytes);
    return nextHop == null ? hash : hash * 31 + KeyedHash.of(nextHop);
  }

  /** The attributes of a route that we originate: IGP, empty AS_PATH, default LOCAL_PREF. */
  public static PathAttributes originated(AddressFamily family, IpAddress nextHop) {
    if (nextHop.family() != family.ip()) {
      throw new IllegalArgumentException(nextHop + " cannot be the next hop of " + family.text());
    }
    byte[] bytes = AttributeBytes.attribute(AttributeTable.ORIGIN, (byte) 0);
    bytes = AttributeBytes.with(bytes, AttributeBytes.attribute(AttributeTable.AS_PATH));
    return of(bytes, null).withNextHop(nextHop).withDefaultLocalPref();
  }

  /** The family of the routes that have these attributes. */
  public AddressFamily family() {
    return ipv6NextHop == null ? AddressFamily.IPV4_UNICAST : AddressFamily.IPV6_UNICAST;
  }

  /** 0 IGP, 1 EGP, 2 INCOMPLETE. */
  public int origin() {
    return origin;
  }

  /** With IPv6 the global address (RFC 2545, section 3). */
  public IpAddress nextHop() {
    return ipv6NextHop == null ? IpAddress.ofIpv4(ipv4NextHop) : IpAddress.ofIpv6(ipv6NextHop, 0);
  }

  /** 4 octets for IPv4, 16 for IPv6, 32 with a link-local address. */
  public Octets nextHopOctets() {
    return Octets.of(ipv6NextHop == null ? Bytes.ofInt(ipv4NextHop) : ipv6NextHop);
  }

  int nextHopLength() {
    return ipv6NextHop == null ? 4 : ipv6NextHop.length;
  }

  void writeNextHop(ByteBuf out) {
    if (ipv6NextHop == null) {
      out.writeInt(ipv4NextHop);
    } else {
      out.writeBytes(ipv6NextHop);
    }
  }

  /** 0 when missing (RFC 4271, 9.1.2.2 c). */
  public long med() {
    return med & 0xffff_ffffL;
  }

  public long localPref() {
    return localPref & 0xffff_ffffL;
  }

  public int asPathHops() {
    return asPathHops;
  }

  /** 0 if the route is from our own AS or aggregated. */
  public long neighborAs() {
    return neighborAs & 0xffff_ffffL;
  }

  /** Whether the route has an ORIGINATOR_ID from another reflector (RFC 4456, section 8). */
  public boolean isReflected() {
    return reflected;
  }

  /** Valid only if {@link #isReflected()}. */
  public int originatorId() {
    return originatorId;
  }

  public int clusterListLength() {
    return clusterListLength;
  }

  public boolean clusterListContains(int clusterId) {
    if (clusterListLength == 0) {
      return false;
    }
    int at = AttributeBytes.valueStart(bytes, clusterListAt);
    for (int end = at + 4 * clusterListLength; at < end; at += 4) {
      if (Bytes.intAt(bytes, at) == clusterId) {
        return true;
      }
    }
    return false;
  }

  public boolean asPathContains(long asn) {
    int at = AttributeBytes.find(bytes, AttributeTable.AS_PATH.code());
    return at >= 0
        && AsPath.contains(
            bytes,
            AttributeBytes.valueStart(bytes, at),
            AttributeBytes.endOf(bytes, at),
            (int) asn);
  }

  public String asPath() {
    int at = AttributeBytes.find(bytes, AttributeTable.AS_PATH.code());
    return at < 0
        ? ""
        : AsPath.format(
            bytes, AttributeBytes.valueStart(bytes, at), AttributeBytes.endOf(bytes, at));
  }

  /** Must not be passed on to any peer (RFC 1997). */
  public boolean noAdvertise() {
    return (communities & NO_ADVERTISE) != 0;
  }

  /** Must not be passed on to another AS (RFC 1997). NO_EXPORT_SUBCONFED means the same here. */
  public boolean noExport() {
    return (communities & NO_EXPORT) != 0;
  }

  /** RFC 8326, section 3. */
  public boolean gracefulShutdown() {
    return (communities & GRACEFUL_SHUTDOWN) != 0;
  }

  /** How many octets {@link #write} writes with four octets per AS. */
  public int length() {
    return bytes.length;
  }

  /** For a session with these options, without MP_REACH_NLRI. */
  public void write(ByteBuf out, WireOptions options) {
    out.writeBytes(options.fourOctetAs() ? bytes : FourOctetAs.split(bytes));
  }

  /** The bytes for a session with these options. */
  public byte[] encoded(WireOptions options) {
    return options.fourOctetAs() ? bytes.clone() : FourOctetAs.split(bytes);
  }

  /**
   * Writes them as a reflector passes them on (RFC 4456, section 8): with our cluster id in front
   * of CLUSTER_LIST, with an ORIGINATOR_ID, and with everything else unchanged (section 10).
   */
  public void writeReflected(ByteBuf out, int clusterId, int sourceRouterId, WireOptions options) {
    if (options.fourOctetAs()) {
      writeReflected(out, clusterId, sourceRouterId);
    } else {
      reflectedBy(clusterId, sourceRouterId).write(out, options);
    }
  }

  private void writeReflected(ByteBuf out, int clusterId, int sourceRouterId) {
    if (reflected) {
      out.writeBytes(bytes, 0, clusterListAt);
    } else {
      out.writeBytes(bytes, 0, originatorAt);
      writeHeader(out, AttributeTable.ORIGINATOR_ID, 4, AttributeTable.ORIGINATOR_ID.flags());
      out.writeInt(sourceRouterId);
    }
    int rest = clusterListAt;
    int flags = AttributeTable.CLUSTER_LIST.flags();
    if (clusterListLength > 0) {
      rest = AttributeBytes.valueStart(bytes, clusterListAt);
      flags = bytes[clusterListAt];
    }
    writeHeader(out, AttributeTable.CLUSTER_LIST, 4 * clusterListLength + 4, flags);
    out.writeInt(clusterId);
    out.writeBytes(bytes, rest, bytes.length - rest);
  }

  private static void writeHeader(ByteBuf out, AttributeTable row, int length, int flags) {
    if (length > 255 || (flags & Flags.EXTENDED_LENGTH) != 0) {
      out.writeByte(flags | Flags.EXTENDED_LENGTH).writeByte(row.code()).writeShort(length);
    } else {
      out.writeByte(flags).writeByte(row.code()).writeByte(length);
    }
  }

  /** The same as {@link #writeReflected}, as attributes. */
  public PathAttributes reflectedBy(int clusterId, int sourceRouterId) {
    ByteBuf out = Unpooled.buffer(bytes.length + 2 * (3 + 4));
    writeReflected(out, clusterId, sourceRouterId);
    return with(Arrays.copyOf(out.array(), out.writerIndex()));
  }

  /**
   * As they leave our AS (RFC 4271, section 5.1): with our AS in front of AS_PATH, and without the
   * attributes that have a meaning inside an AS only.
   */
  public PathAttributes leaving(long asn) {
    byte[] left = AttributeBytes.with(bytes, prepended((int) asn));
    left = AttributeBytes.without(left, AttributeTable.LOCAL_PREF);
    left = AttributeBytes.without(left, AttributeTable.MULTI_EXIT_DISC);
    left = AttributeBytes.without(left, AttributeTable.ORIGINATOR_ID);
    left = AttributeBytes.without(left, AttributeTable.CLUSTER_LIST);
    return with(AttributeBytes.without(left, AttributeTable.PREFIX_SID));
  }

  private byte[] prepended(int asn) {
    int at = AttributeBytes.find(bytes, AttributeTable.AS_PATH.code());
    byte[] path =
        at < 0
            ? new byte[0]
            : Arrays.copyOfRange(
                bytes, AttributeBytes.valueStart(bytes, at), AttributeBytes.endOf(bytes, at));
    return AttributeBytes.attribute(AttributeTable.AS_PATH, AsPath.prepend(path, asn));
  }

  /** With the LOCAL_PREF that every route inside an AS carries (RFC 4271, section 5.1.5). */
  public PathAttributes withDefaultLocalPref() {
    return withLocalPref(DEFAULT_LOCAL_PREF);
  }

  public PathAttributes withLocalPref(long preference) {
    byte[] attribute =
        AttributeBytes.attribute(AttributeTable.LOCAL_PREF, Bytes.ofInt((int) preference));
    return with(AttributeBytes.with(bytes, attribute));
  }

  /** For routes of the family of the next hop. */
  public PathAttributes withNextHop(IpAddress nextHop) {
    if (nextHop.ipv6()) {
      return of(bytes, nextHop.octets());
    }
    byte[] attribute = AttributeBytes.attribute(AttributeTable.NEXT_HOP, nextHop.octets());
    return of(AttributeBytes.with(bytes, attribute), null);
  }

  private PathAttributes with(byte[] canonical) {
    return new PathAttributes(canonical, AttributeFields.of(canonical), ipv6NextHop);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathAttributes that
        && hash == that.hash
        && Arrays.equals(bytes, that.bytes)
        && Arrays.equals(ipv6NextHop, that.ipv6NextHop);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "next hop " + nextHop() + ", AS path [" + asPath() + "]";
  }
}
