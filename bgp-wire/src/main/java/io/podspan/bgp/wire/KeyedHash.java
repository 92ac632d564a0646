package io.podspan.bgp.wire;

import java.util.SplittableRandom;

/**
 * Hashes of what peers choose, with multipliers that they cannot know: nobody can announce routes
 * that all fall into one place of a table. Other in every process; never stored or sent.
 */
public final class KeyedHash {
  // Nobody outside sees a hash or anything that comes of it, so that the clock's nanoseconds are
  // secret enough; a SecureRandom costs more than all else at the start.
  private static final SplittableRandom RANDOM = new SplittableRandom();
  private static final long FIRST = oddKey();
  private static final long SECOND = oddKey();
  private static final long THIRD = oddKey();

  private KeyedHash() {}

  private static long oddKey() {
    return RANDOM.nextLong() | 1;
  }

  public static int of(long high, long low, int length) {
    long hash = mixed(high, length * THIRD);
    return folded(low == 0 ? hash : mixed(hash, low * SECOND));
  }

  static int of(byte[] bytes) {
    long hash = bytes.length * SECOND;
    int at = 0;
    for (int last = bytes.length - 8; at <= last; at += 8) {
      hash = mixed(hash, Bytes.longAt(bytes, at));
    }
    for (; at < bytes.length; at++) {
      hash = mixed(hash, bytes[at]);
    }
    return folded(hash);
  }

  /** Multiplication spreads upwards only, hence the shift. */
  private static long mixed(long hash, long more) {
    long product = (hash ^ more) * FIRST;
    return product ^ product >>> 32;
  }

  /** All bits of the result are good ones. */
  private static int folded(long hash) {
    return (int) ((hash * THIRD) >>> 32);
  }
}
