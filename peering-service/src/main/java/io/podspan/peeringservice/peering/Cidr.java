package io.podspan.peeringservice.peering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An IPv4 prefix in canonical form: no bit set after its length (RFC 4632).
 *
 * @param network its first address, unsigned in 32 bits
 * @param length 0 to 32
 */
public record Cidr(long network, int length) {
  public Cidr {
    if (length < 0 || length > 32 || (network & ~mask(length)) != 0 || network >>> 32 != 0) {
      throw new IllegalArgumentException("not a canonical IPv4 prefix");
    }
  }

  /**
   * Reads {@code 10.1.0.0/16}.
   *
   * @throws IllegalArgumentException saying what is wrong, for people
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,2}")) {
      throw new IllegalArgumentException(
          Quoted.of(text) + " is not an IPv4 prefix such as 10.1.0.0/16");
    }
    long address = Ipv4.parse(text.substring(0, slash));
    int length = Integer.parseInt(text.substring(slash + 1));
    if (length > 32) {
      throw new IllegalArgumentException(text + ": a prefix length is 0 to 32");
    }
    long network = address & mask(length);
    if (network != address) {
      throw new IllegalArgumentException(
          text + " has bits set after its length; " + new Cidr(network, length) + " is meant?");
    }
    return new Cidr(network, length);
  }

  public boolean contains(long address) {
    return (address & mask(length)) == network;
  }

  public boolean contains(Cidr other) {
    return other.length >= length && contains(other.network);
  }

  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  /**
   * The shortest list of prefixes that covers exactly the same addresses: siblings become their
   * parent, what is inside another goes. Nothing is covered that was not before, so a cluster never
   * claims addresses that none of its nodes has.
   */
  public static List<Cidr> aggregated(List<Cidr> prefixes) {
    List<Cidr> sorted = new ArrayList<>(prefixes);
    sorted.sort(Comparator.comparingLong(Cidr::network).thenComparingInt(Cidr::length));
    List<Cidr> result = new ArrayList<>();
    for (Cidr next : sorted) {
      if (result.isEmpty() || !result.getLast().contains(next)) {
        result.add(next);
        mergeSiblings(result);
      }
    }
    return List.copyOf(result);
  }

  private static void mergeSiblings(List<Cidr> result) {
    while (result.size() > 1) {
      Cidr right = result.getLast();
      Cidr left = result.get(result.size() - 2);
      if (left.length != right.length || !left.parent().equals(right.parent())) {
        return;
      }
      result.removeLast();
      result.set(result.size() - 1, left.parent());
    }
  }

  private Cidr parent() {
    return length == 0 ? this : new Cidr(network & mask(length - 1), length - 1);
  }

  private static long mask(int length) {
    return length == 0 ? 0 : (0xffff_ffffL << (32 - length)) & 0xffff_ffffL;
  }

  @Override
  public String toString() {
    return Ipv4.format(network) + "/" + length;
  }
}
