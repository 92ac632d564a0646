package io.podspan.bgpreflector.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The path attributes of a route: canonical bytes, and beside them the few fields that the decision
 * reads. Canonical: ordered by code, extended length only where needed, four octets per AS, without
 * MP_REACH_NLRI and MP_UNREACH_NLRI.
 *
 * <p>Cost per attribute set: the bytes, and about 72 octets of object.
 */
public final class PathAttributes {
  public static final long DEFAULT_LOCAL_PREF = 100;

  private final byte[] bytes;
  private final int hash;
  private final int origin;
  private final int nextHop;
  private final long med;
  private final long localPref;
  private final int asPathHops;
  private final long neighborAs;
  private final boolean reflected;
  private final int originatorId;
  private final int clusterListLength;

  /**
   * @param bytes canonical, checked before; owned by this object from now on
   */
  PathAttributes(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
    byte[] asPath = valueOrEmpty(AttributeTable.AS_PATH);
    byte[] originator = value(AttributeTable.ORIGINATOR_ID);
    byte[] originValue = value(AttributeTable.ORIGIN);
    this.origin = originValue == null ? 2 : originValue[0];
    this.nextHop = (int) number(AttributeTable.NEXT_HOP, 0);
    this.med = number(AttributeTable.MULTI_EXIT_DISC, 0);
    this.localPref = number(AttributeTable.LOCAL_PREF, DEFAULT_LOCAL_PREF);
    this.asPathHops = AsPath.hops(asPath);
    this.neighborAs = AsPath.neighbor(asPath);
    this.reflected = originator != null;
    this.originatorId = originator == null ? 0 : ByteBuffer.wrap(originator).getInt();
    this.clusterListLength = valueOrEmpty(AttributeTable.CLUSTER_LIST).length / 4;
  }

  /** Those of a route that starts here: IGP, empty AS_PATH, default LOCAL_PREF. */
  public static PathAttributes originated(int nextHop) {
    return new AttributesBuilder()
        .put(AttributeTable.ORIGIN, new byte[] {0})
        .put(AttributeTable.AS_PATH, new byte[0])
        .put(AttributeTable.NEXT_HOP, octets(nextHop))
        .put(AttributeTable.LOCAL_PREF, octets((int) DEFAULT_LOCAL_PREF))
        .build();
  }

  /** 0 IGP, 1 EGP, 2 INCOMPLETE. */
  public int origin() {
    return origin;
  }

  public int nextHop() {
    return nextHop;
  }

  /** 0 when missing (RFC 4271, 9.1.2.2 c). */
  public long med() {
    return med;
  }

  public long localPref() {
    return localPref;
  }

  public int asPathHops() {
    return asPathHops;
  }

  public long neighborAs() {
    return neighborAs;
  }

  /**
   * Whether ORIGINATOR_ID is there, because a reflector passed the route on (RFC 4456, section 8).
   */
  public boolean isReflected() {
    return reflected;
  }

  /** Means something only when {@link #isReflected()}. */
  public int originatorId() {
    return originatorId;
  }

  public int clusterListLength() {
    return clusterListLength;
  }

  public boolean clusterListContains(int clusterId) {
    byte[] list = valueOrEmpty(AttributeTable.CLUSTER_LIST);
    ByteBuffer ids = ByteBuffer.wrap(list);
    while (ids.hasRemaining()) {
      if (ids.getInt() == clusterId) {
        return true;
      }
    }
    return false;
  }

  public boolean asPathContains(long asn) {
    return AsPath.contains(valueOrEmpty(AttributeTable.AS_PATH), asn);
  }

  public String asPath() {
    return AsPath.format(valueOrEmpty(AttributeTable.AS_PATH));
  }

  /**
   * As a reflector passes it on (RFC 4456, section 8): our cluster id in front of CLUSTER_LIST,
   * ORIGINATOR_ID where there was none, everything else as it came (section 10).
   */
  public PathAttributes reflectedBy(int clusterId, int sourceRouterId) {
    byte[] list = valueOrEmpty(AttributeTable.CLUSTER_LIST);
    ByteBuffer longer = ByteBuffer.allocate(list.length + 4).putInt(clusterId).put(list);
    AttributesBuilder builder = builder().put(AttributeTable.CLUSTER_LIST, longer.array());
    if (!reflected) {
      builder.put(AttributeTable.ORIGINATOR_ID, octets(sourceRouterId));
    }
    return builder.build();
  }

  /**
   * As it leaves our AS (RFC 4271, section 5.1): our AS in front, nothing that means something only
   * inside.
   */
  public PathAttributes leaving(long asn) {
    return builder()
        .put(AttributeTable.AS_PATH, AsPath.prepend(valueOrEmpty(AttributeTable.AS_PATH), asn))
        .remove(AttributeTable.LOCAL_PREF)
        .remove(AttributeTable.MULTI_EXIT_DISC)
        .remove(AttributeTable.ORIGINATOR_ID)
        .remove(AttributeTable.CLUSTER_LIST)
        .build();
  }

  /** With the LOCAL_PREF that every route inside an AS carries (RFC 4271, section 5.1.5). */
  public PathAttributes withDefaultLocalPref() {
    return builder().put(AttributeTable.LOCAL_PREF, octets((int) DEFAULT_LOCAL_PREF)).build();
  }

  /** The bytes for a session with these options. */
  public byte[] encoded(WireOptions options) {
    return options.fourOctetAs() ? bytes.clone() : narrowed();
  }

  private byte[] narrowed() {
    byte[] asPath = valueOrEmpty(AttributeTable.AS_PATH);
    AttributesBuilder builder = builder().put(AttributeTable.AS_PATH, AsPath.narrow(asPath));
    if (AsPath.needsFourOctets(asPath)) {
      builder.put(AttributeTable.AS4_PATH, asPath);
    }
    byte[] aggregator = value(AttributeTable.AGGREGATOR);
    if (aggregator != null) {
      builder.put(AttributeTable.AGGREGATOR, Aggregator.narrow(aggregator));
    }
    return builder.bytes();
  }

  private AttributesBuilder builder() {
    return new AttributesBuilder(bytes);
  }

  private long number(AttributeTable row, long absent) {
    byte[] value = value(row);
    return value == null ? absent : ByteBuffer.wrap(value).getInt() & 0xffff_ffffL;
  }

  private byte[] valueOrEmpty(AttributeTable row) {
    byte[] value = value(row);
    return value == null ? new byte[0] : value;
  }

  private byte @Nullable [] value(AttributeTable row) {
    for (int at = 0; at < bytes.length; ) {
      boolean extended = (bytes[at] & AttributeTable.Flags.EXTENDED_LENGTH) != 0;
      int start = at + (extended ? 4 : 3);
      int length =
          extended ? (bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff) : bytes[at + 2] & 0xff;
      if ((bytes[at + 1] & 0xff) == row.code()) {
        return Arrays.copyOfRange(bytes, start, start + length);
      }
      at = start + length;
    }
    return null;
  }

  private static byte[] octets(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathAttributes that
        && hash == that.hash
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "next hop " + Ipv4Address.format(nextHop) + ", AS path [" + asPath() + "]";
  }
}
