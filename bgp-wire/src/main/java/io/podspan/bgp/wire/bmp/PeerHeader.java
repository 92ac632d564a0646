package io.podspan.bgp.wire.bmp;

import io.netty.buffer.ByteBuf;
import io.podspan.addresses.IpAddress;
import java.time.Instant;

/**
 * Whose table a message speaks of (RFC 7854, section 4.2; RFC 8671, section 4; RFC 9069, section
 * 4).
 *
 * <pre>
 *  0 peer type | 1 flags | 2 distinguisher | 10 address | 26 AS | 30 BGP id | 34 s | 38 us | 42
 * </pre>
 *
 * @param flags as they came: {@link #IPV6}, {@link #POST_POLICY}, {@link #TWO_OCTET_AS}, {@link
 *     #OUT}; of Loc-RIB only {@link #FILTERED}
 * @param distinguisher of the routing instance, 0 for the global one
 * @param address of the peer; 0.0.0.0 of Loc-RIB
 * @param asn of the peer
 * @param bgpId of the peer
 * @param seconds since 1970 when it was so, 0 where the router does not know
 */
public record PeerHeader(
    Type type,
    int flags,
    long distinguisher,
    IpAddress address,
    long asn,
    int bgpId,
    long seconds,
    long micros) {
  public static final int LENGTH = 42;

  public static final int IPV6 = 0x80;
  public static final int POST_POLICY = 0x40;
  public static final int TWO_OCTET_AS = 0x20;
  public static final int OUT = 0x10;

  /** Of Loc-RIB: not all of the table is sent. */
  public static final int FILTERED = 0x80;

  private static final long MOST_MICROS = 999_999;

  /** What a peer is, in the order of the codes. */
  public enum Type {
    GLOBAL,
    DISTINGUISHED,
    LOCAL,
    LOC_RIB
  }

  /** Which table of a router. */
  public enum Table {
    /** What a peer sent. */
    ADJ_RIB_IN_PRE("adj-rib-in-pre"),
    /** What of it the router's policy let through. */
    ADJ_RIB_IN_POST("adj-rib-in-post"),
    /** What would be sent to a peer. */
    ADJ_RIB_OUT_PRE("adj-rib-out-pre"),
    /** What of it the router's policy let through. */
    ADJ_RIB_OUT_POST("adj-rib-out-post"),
    /** What the router uses. */
    LOC_RIB("loc-rib");

    private final String text;

    Table(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }

    public boolean out() {
      return this == ADJ_RIB_OUT_PRE || this == ADJ_RIB_OUT_POST;
    }
  }

  public Table table() {
    if (type == Type.LOC_RIB) {
      return Table.LOC_RIB;
    }
    boolean post = has(POST_POLICY);
    if (has(OUT)) {
      return post ? Table.ADJ_RIB_OUT_POST : Table.ADJ_RIB_OUT_PRE;
    }
    return post ? Table.ADJ_RIB_IN_POST : Table.ADJ_RIB_IN_PRE;
  }

  private boolean has(int flag) {
    return (flags & flag) != 0;
  }

  /** Whether addresses of this message have 16 octets. */
  public boolean ipv6() {
    return type != Type.LOC_RIB && has(IPV6);
  }

  /** Whether AS_PATH has two octets per AS. */
  public boolean twoOctetAs() {
    return type != Type.LOC_RIB && has(TWO_OCTET_AS);
  }

  /** Whether the router says that it does not send all of its Loc-RIB. */
  public boolean filtered() {
    return type == Type.LOC_RIB && has(FILTERED);
  }

  public Instant at() {
    return Instant.ofEpochSecond(seconds, Math.min(micros, MOST_MICROS) * 1_000);
  }

  static PeerHeader read(Cursor in) {
    int code = in.u8();
    if (code >= Type.values().length) {
      throw in.fault(BmpFault.Kind.PEER, "peer type " + code + " is not known");
    }
    Type type = Type.values()[code];
    int flags = in.u8();
    long distinguisher = in.u64();
    IpAddress address = in.address(type != Type.LOC_RIB && (flags & IPV6) != 0);
    return new PeerHeader(
        type, flags, distinguisher, address, in.u32(), in.i32(), in.u32(), in.u32());
  }

  void write(ByteBuf out) {
    out.writeByte(type.ordinal()).writeByte(flags).writeLong(distinguisher);
    write(out, address);
    out.writeInt((int) asn).writeInt(bgpId).writeInt((int) seconds).writeInt((int) micros);
  }

  /** In 16 octets. */
  static void write(ByteBuf out, IpAddress address) {
    byte[] octets = address.octets();
    out.writeZero(16 - octets.length).writeBytes(octets);
  }
}
