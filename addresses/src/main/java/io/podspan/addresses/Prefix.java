package io.podspan.addresses;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A prefix of either family in canonical form: no bit is set after its length (RFC 4632). The
 * constructor clears these bits, {@link #parse} and {@link #of(String)} refuse them.
 *
 * @param high the first 64 bits; an IPv4 address is in their upper half
 * @param low the last 64 bits of an IPv6 address, otherwise 0
 * @param length 0 to 32 or 128
 */
public record Prefix(IpFamily family, long high, long low, int length)
    implements Comparable<Prefix> {
  /** The longest text: the longest address, a slash and three digits. */
  static final int LONGEST = IpAddress.LONGEST + 4;

  public Prefix {
    if (length < 0 || length > family.bits()) {
      throw new IllegalArgumentException(
          "the length of an " + family + " prefix is 0 to " + family.bits() + ", not " + length);
    }
    high &= highMask(length);
    low &= lowMask(length);
  }

  public static Prefix ipv4(int address, int length) {
    return new Prefix(IpFamily.IPV4, (long) address << 32, 0, length);
  }

  /**
   * The prefix of this length that holds the address.
   *
   * @throws IllegalArgumentException if the length does not fit the family
   */
  public static Prefix of(IpAddress address, int length) {
    return new Prefix(address.family(), address.high(), address.low(), length);
  }

  /** Reads {@code 10.1.0.0/16} or {@code 2001:db8::/32}. Bits after the length must be zero. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    int length = length(text, slash + 1);
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length >= 0 && length <= address.family().bits())
        .flatMap(
            address ->
                Optional.of(of(address, length)).filter(found -> found.address().equals(address)));
  }

  /**
   * @throws IllegalArgumentException if the text is not a prefix; the message says why
   */
  public static Prefix of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(Refusal.ofPrefix(text)));
  }

  /** One to three decimal digits without leading zeros; -1 for anything else. */
  static int length(String text, int from) {
    int digits = text.length() - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The bits of {@link #high} that belong to a prefix of this length. */
  public static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1 : -1L << (64 - length);
  }

  /** The bits of {@link #low} that belong to a prefix of this length. */
  public static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  /** The first address. */
  public IpAddress address() {
    return new IpAddress(high, low, ipv6());
  }

  public boolean ipv6() {
    return family == IpFamily.IPV6;
  }

  /** The number of addresses; {@link Long#MAX_VALUE} if there are more. */
  public long size() {
    int free = family.bits() - length;
    return free > 62 ? Long.MAX_VALUE : 1L << free;
  }

  /**
   * The address at this offset, for example 1 for the first one after the prefix's own address.
   *
   * @throws IllegalArgumentException if the prefix has no such address
   */
  public IpAddress host(long offset) {
    return subnet(offset, family.bits()).address();
  }

  /**
   * The prefix of this longer length at this index, counted from 0.
   *
   * @throws IllegalArgumentException if this prefix has no such prefix inside
   */
  public Prefix subnet(long index, int longer) {
    int free = longer - length;
    if (free < 0 || index < 0 || (free < 63 && index >>> free != 0)) {
      throw new IllegalArgumentException(this + " has no /" + longer + " with index " + index);
    }
    if (longer <= 64) {
      return new Prefix(family, high | index << (64 - longer), low, longer);
    }
    int shift = 128 - longer;
    long carry = shift == 0 ? 0 : index >>> (64 - shift);
    return new Prefix(family, high | carry, low | index << shift, longer);
  }

  /** The prefix that is one bit shorter and holds this one; a /0 is its own parent. */
  public Prefix parent() {
    return length == 0 ? this : new Prefix(family, high, low, length - 1);
  }

  /**
   * The shortest list of prefixes that covers exactly the same addresses: two halves become their
   * parent, and a prefix inside another one goes. No address is covered that was not covered
   * before. Both families may be mixed; the result is in natural order.
   */
  public static List<Prefix> aggregated(Collection<Prefix> prefixes) {
    List<Prefix> result = new ArrayList<>();
    for (Prefix next : prefixes.stream().sorted().toList()) {
      if (result.isEmpty() || !result.getLast().contains(next)) {
        result.add(next);
        mergeHalves(result);
      }
    }
    return List.copyOf(result);
  }

  private static void mergeHalves(List<Prefix> result) {
    while (result.size() > 1) {
      Prefix right = result.getLast();
      Prefix left = result.get(result.size() - 2);
      if (left.length != right.length || !left.parent().equals(right.parent())) {
        return;
      }
      result.removeLast();
      result.set(result.size() - 1, left.parent());
    }
  }

  /** Whether the prefixes share an address. */
  public boolean overlaps(Prefix other) {
    return contains(other) || other.contains(this);
  }

  /** Whether the other prefix is this one or more specific. */
  public boolean contains(Prefix other) {
    return other.family == family && other.length >= length && covers(other.high, other.low);
  }

  public boolean contains(IpAddress address) {
    return address.family() == family && covers(address.high(), address.low());
  }

  /** Whether an address of the same family, given by its bits, is inside. */
  public boolean covers(long otherHigh, long otherLow) {
    return (otherHigh & highMask(length)) == high && (otherLow & lowMask(length)) == low;
  }

  /** IPv4 before IPv6, then by address, then the shorter one first. */
  @Override
  public int compareTo(Prefix other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address() + "/" + length;
  }
}
