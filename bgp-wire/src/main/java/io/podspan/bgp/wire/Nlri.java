package io.podspan.bgp.wire;

import io.netty.buffer.ByteBuf;
import io.podspan.addresses.Prefix;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Prefixes of one family, as in an UPDATE (RFC 4271, section 4.3; RFC 4760, section 5). An IPv4
 * prefix takes one long (address in bits 8 to 39, length below), an IPv6 prefix three.
 */
public final class Nlri {
  public static final Nlri NONE = new Nlri(AddressFamily.IPV4_UNICAST, new long[0]);

  private static final int IPV6_STRIDE = 3;

  private final AddressFamily family;
  private final long[] longs;

  private Nlri(AddressFamily family, long[] longs) {
    this.family = family;
    this.longs = longs;
  }

  /** All of one family. */
  public static Nlri of(Prefix... prefixes) {
    if (prefixes.length == 0) {
      return NONE;
    }
    AddressFamily family = AddressFamily.unicast(prefixes[0].family());
    long[] longs = new long[prefixes.length * stride(family)];
    for (int i = 0; i < prefixes.length; i++) {
      Prefix prefix = prefixes[i];
      if (prefix.family() != family.ip()) {
        throw new IllegalArgumentException(prefix + " among prefixes of " + family.text());
      }
      put(family, longs, i, prefix.high(), prefix.low(), prefix.length());
    }
    return new Nlri(family, longs);
  }

  private static int stride(AddressFamily family) {
    return family == AddressFamily.IPV4_UNICAST ? 1 : IPV6_STRIDE;
  }

  private static void put(
      AddressFamily family, long[] longs, int index, long high, long low, int length) {
    if (family == AddressFamily.IPV4_UNICAST) {
      longs[index] = high >>> 32 << 8 | length;
    } else {
      longs[index * IPV6_STRIDE] = high;
      longs[index * IPV6_STRIDE + 1] = low;
      longs[index * IPV6_STRIDE + 2] = length;
    }
  }

  /**
   * Reads the whole range and clears host bits. Null if a length is too large for the family or a
   * prefix is longer than the range (RFC 7606, section 5.3). It counts the prefixes before it
   * allocates, so memory is in proportion to the input.
   */
  static @Nullable Nlri read(AddressFamily family, byte[] in, int from, int to) {
    if (from == to) {
      return NONE;
    }
    int count = 0;
    int at = from;
    while (at < to) {
      int length = in[at] & 0xff;
      if (length > family.bits()) {
        return null;
      }
      at += encodedLength(length);
      count++;
    }
    if (at != to) {
      return null;
    }
    return new Nlri(
        family,
        family == AddressFamily.IPV4_UNICAST
            ? readIpv4(in, from, count)
            : readIpv6(in, from, count));
  }

  private static long[] readIpv4(byte[] in, int from, int count) {
    long[] longs = new long[count];
    int at = from;
    for (int i = 0; i < count; i++) {
      int length = in[at++] & 0xff;
      int address = 0;
      for (int shift = 24; shift > 24 - length; shift -= 8) {
        address |= (in[at++] & 0xff) << shift;
      }
      int mask = length == 0 ? 0 : -1 << (32 - length);
      longs[i] = (address & mask & 0xffff_ffffL) << 8 | length;
    }
    return longs;
  }

  private static long[] readIpv6(byte[] in, int from, int count) {
    long[] longs = new long[count * IPV6_STRIDE];
    int at = from;
    for (int i = 0; i < longs.length; i += IPV6_STRIDE) {
      int length = in[at++] & 0xff;
      long high = 0;
      long low = 0;
      for (int bit = 0; bit < length; bit += 8) {
        long octet = in[at++] & 0xff;
        if (bit < 64) {
          high |= octet << (56 - bit);
        } else {
          low |= octet << (120 - bit);
        }
      }
      longs[i] = high & Prefix.highMask(length);
      longs[i + 1] = low & Prefix.lowMask(length);
      longs[i + 2] = length;
    }
    return longs;
  }

  /** Writes one prefix, which has no host bits. */
  public static void write(ByteBuf out, long high, long low, int length) {
    out.writeByte(length);
    int octets = (length + 7) >>> 3;
    switch (octets) {
      case 0 -> {}
      case 1 -> out.writeByte((int) (high >>> 56));
      case 2 -> out.writeShort((int) (high >>> 48));
      case 3 -> out.writeMedium((int) (high >>> 40));
      case 4 -> out.writeInt((int) (high >>> 32));
      case 8 -> out.writeLong(high);
      case 16 -> out.writeLong(high).writeLong(low);
      default -> {
        for (int i = 0; i < octets; i++) {
          out.writeByte((int) (i < 8 ? high >>> (56 - 8 * i) : low >>> (120 - 8 * i)));
        }
      }
    }
  }

  /** How many octets {@link #write} writes for a prefix of this length. */
  public static int encodedLength(int prefixLength) {
    return 1 + ((prefixLength + 7) >>> 3);
  }

  void writeTo(ByteBuf out) {
    for (int i = 0; i < size(); i++) {
      write(out, high(i), low(i), length(i));
    }
  }

  /** Of an empty list, {@link AddressFamily#IPV4_UNICAST}. */
  public AddressFamily family() {
    return family;
  }

  public int size() {
    return family == AddressFamily.IPV4_UNICAST ? longs.length : longs.length / IPV6_STRIDE;
  }

  public boolean isEmpty() {
    return longs.length == 0;
  }

  public long high(int index) {
    return family == AddressFamily.IPV4_UNICAST
        ? longs[index] >>> 8 << 32
        : longs[index * IPV6_STRIDE];
  }

  public long low(int index) {
    return family == AddressFamily.IPV4_UNICAST ? 0 : longs[index * IPV6_STRIDE + 1];
  }

  public int length(int index) {
    return family == AddressFamily.IPV4_UNICAST
        ? (int) longs[index] & 0xff
        : (int) longs[index * IPV6_STRIDE + 2];
  }

  public Prefix at(int index) {
    return new Prefix(family.ip(), high(index), low(index), length(index));
  }

  /** These prefixes and the others, which must have the same family. */
  Nlri with(Nlri more) {
    if (more.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return more;
    }
    long[] all = Arrays.copyOf(longs, longs.length + more.longs.length);
    System.arraycopy(more.longs, 0, all, longs.length, more.longs.length);
    return new Nlri(family, all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nlri that && family == that.family && Arrays.equals(longs, that.longs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(longs);
  }

  @Override
  public String toString() {
    StringJoiner all = new StringJoiner(" ", "[", "]");
    for (int i = 0; i < size(); i++) {
      all.add(at(i).toString());
    }
    return all.toString();
  }
}
