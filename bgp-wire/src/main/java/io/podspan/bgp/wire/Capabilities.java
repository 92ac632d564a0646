package io.podspan.bgp.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The capabilities of one speaker, as they stand in its OPEN (RFC 5492): all of them in their
 * order, with unknown and repeated ones. {@link CapabilityType} says what the known ones mean.
 * Immutable; equal when the octets are equal.
 */
public final class Capabilities {
  public static final Capabilities NONE = new Capabilities(new byte[0]);

  private static final int HEADER = 2;

  /** Code, length and value, one after the other. */
  private final byte[] encoded;

  private Capabilities(byte[] encoded) {
    this.encoded = encoded;
  }

  /**
   * @param encoded whole capabilities; not copied
   */
  static Capabilities ofEncoded(byte[] encoded) {
    return encoded.length == 0 ? NONE : new Capabilities(encoded);
  }

  /** What we offer to everybody: everything of the table, except what depends on the moment. */
  public static Capabilities ours(long asn, Set<AddressFamily> families) {
    return NONE.with(CapabilityType.MULTIPROTOCOL, families)
        .with(CapabilityType.ROUTE_REFRESH, true)
        .with(CapabilityType.EXTENDED_MESSAGES, true)
        .with(CapabilityType.FOUR_OCTET_AS, OptionalLong.of(asn))
        .with(CapabilityType.ENHANCED_ROUTE_REFRESH, true);
  }

  /** These, and this one behind them. */
  public <V> Capabilities with(CapabilityType<V> type, V value) {
    Capabilities result = this;
    for (Octets octets : type.encode(value)) {
      result = result.with(new Capability(type.code(), octets));
    }
    return result;
  }

  /** These, and this one behind them. */
  public Capabilities with(Capability added) {
    byte[] value = added.value().toArray();
    byte[] next = Arrays.copyOf(encoded, encoded.length + HEADER + value.length);
    next[encoded.length] = (byte) added.code();
    next[encoded.length + 1] = (byte) value.length;
    System.arraycopy(value, 0, next, encoded.length + HEADER, value.length);
    return new Capabilities(next);
  }

  /** What the speaker announces with this capability, or what it means by not announcing it. */
  public <V> V value(CapabilityType<V> type) {
    return type.decode(values(type.code()));
  }

  /** The values of all capabilities with this code, in order. Empty if there is none. */
  public List<Octets> values(int code) {
    List<Octets> values = new ArrayList<>();
    for (int at = 0; at < encoded.length; at = next(at)) {
      if ((encoded[at] & 0xff) == code) {
        values.add(valueAt(at));
      }
    }
    return values;
  }

  /** All of them, in order. */
  public List<Capability> all() {
    List<Capability> all = new ArrayList<>();
    for (int at = 0; at < encoded.length; at = next(at)) {
      all.add(new Capability(encoded[at] & 0xff, valueAt(at)));
    }
    return all;
  }

  private int next(int at) {
    return at + HEADER + (encoded[at + 1] & 0xff);
  }

  private Octets valueAt(int at) {
    return Octets.of(Arrays.copyOfRange(encoded, at + HEADER, next(at)));
  }

  /** Whether routes of the family may be exchanged with the speaker. */
  public boolean carries(AddressFamily family) {
    return value(CapabilityType.MULTIPROTOCOL).contains(family);
  }

  /** What holds between two speakers. Without a family in common the session is of no use. */
  public static WireOptions negotiated(Capabilities ours, Capabilities theirs) {
    return new WireOptions(
        negotiated(CapabilityType.FOUR_OCTET_AS, ours, theirs).isPresent(),
        negotiated(CapabilityType.EXTENDED_MESSAGES, ours, theirs),
        negotiated(CapabilityType.MULTIPROTOCOL, ours, theirs));
  }

  /** What holds between two speakers of one capability. */
  public static <V> V negotiated(CapabilityType<V> type, Capabilities ours, Capabilities theirs) {
    return type.negotiate(ours.value(type), theirs.value(type));
  }

  /** As they stand in a parameter of an OPEN, and in a NOTIFICATION (RFC 5492, section 5). */
  public Octets encoded() {
    return Octets.of(encoded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Capabilities that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  /** Names of the known ones with their values, codes and octets of the others. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (CapabilityType<?> type : CapabilityType.table()) {
      if (!values(type.code()).isEmpty()) {
        text.add(type.text() + " " + value(type));
      }
    }
    for (Capability each : all()) {
      if (CapabilityType.find(each.code()) == null) {
        text.add(each.code() + " " + each.value());
      }
    }
    return text.toString();
  }
}
