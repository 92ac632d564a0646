package io.podspan.bgp.wire;

import java.util.SplittableRandom;

/**
 * Hashes of data that peers choose. The multipliers are random, so a peer cannot choose routes that
 * all fall into one place of a table. They differ in every process. A hash is never stored or sent.
 */
public final class KeyedHash {
  // Seeded with the clock's nanoseconds. That is secret enough, because no hash leaves the process.
  // A SecureRandom would take longer than the rest of the start.
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

  /** The shift is needed because multiplication spreads bits upwards only. */
  private static long mixed(long hash, long more) {
    long product = (hash ^ more) * FIRST;
    return product ^ product >>> 32;
  }

  /** All bits of the result depend on all bits of the input. */
  private static int folded(long hash) {
    return (int) ((hash * THIRD) >>> 32);
  }
}
