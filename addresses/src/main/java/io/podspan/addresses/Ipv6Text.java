package io.podspan.addresses;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** IPv6 text: reads the forms of RFC 4291 section 2.2, writes the form of RFC 5952. */
final class Ipv6Text {
  private static final int GROUPS = 8;
  private static final int[] NO_GROUPS = {};

  private Ipv6Text() {}

  static @Nullable IpAddress parse(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] groups = groups(text, true);
      return groups == null || groups.length != GROUPS ? null : address(groups, NO_GROUPS);
    }
    int[] left = groups(text.substring(0, gap), false);
    int[] right = groups(text.substring(gap + 2), true);
    return left == null || right == null || left.length + right.length >= GROUPS
        ? null
        : address(left, right);
  }

  private static IpAddress address(int[] left, int[] right) {
    int[] all = new int[GROUPS];
    System.arraycopy(left, 0, all, 0, left.length);
    System.arraycopy(right, 0, all, GROUPS - right.length, right.length);
    return new IpAddress(half(all, 0), half(all, 4), true);
  }

  private static long half(int[] groups, int from) {
    long half = 0;
    for (int i = from; i < from + 4; i++) {
      half = half << 16 | groups[i];
    }
    return half;
  }

  /** The groups between colons; a dotted quad may stand for the last two. Null for other text. */
  private static int @Nullable [] groups(String text, boolean last) {
    if (text.isEmpty()) {
      return NO_GROUPS;
    }
    String[] parts = text.split(":", -1);
    boolean dotted = last && parts[parts.length - 1].indexOf('.') >= 0;
    int plain = dotted ? parts.length - 1 : parts.length;
    int[] groups = new int[dotted ? plain + 2 : plain];
    for (int i = 0; i < plain; i++) {
      groups[i] = group(parts[i]);
      if (groups[i] < 0) {
        return null;
      }
    }
    if (dotted) {
      Optional<Ipv4Address> quad = Ipv4Address.parse(parts[plain]);
      if (quad.isEmpty()) {
        return null;
      }
      groups[plain] = quad.get().bits() >>> 16;
      groups[plain + 1] = quad.get().bits() & 0xffff;
    }
    return groups;
  }

  private static int group(String part) {
    if (part.isEmpty() || part.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = part.charAt(i) < 128 ? Character.digit(part.charAt(i), 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static String format(IpAddress address) {
    if (address.isMapped()) {
      // RFC 5952, section 5.
      return "::ffff:" + Ipv4Address.format((int) address.low());
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < GROUPS; i++) {
      long half = i < 4 ? address.high() : address.low();
      groups[i] = (int) (half >>> (48 - 16 * (i & 3))) & 0xffff;
    }
    return format(groups);
  }

  private static String format(int[] groups) {
    int gap = longestZeros(groups);
    int gapEnd = gap < 0 ? gap : gap + zerosAt(groups, gap);
    StringBuilder out = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append("::");
        i = gapEnd - 1;
        continue;
      }
      if (i > 0 && i != gapEnd) {
        out.append(':');
      }
      out.append(Integer.toHexString(groups[i]));
    }
    return out.toString();
  }

  /** Where the first longest run of two or more zeros starts (section 4.2), otherwise -1. */
  private static int longestZeros(int[] groups) {
    int best = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosAt(groups, i);
      if (zeros > longest) {
        longest = zeros;
        best = i;
      }
    }
    return best;
  }

  private static int zerosAt(int[] groups, int from) {
    int at = from;
    while (at < GROUPS && groups[at] == 0) {
      at++;
    }
    return at - from;
  }
}
