package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the shards count of one session. Shard loops write them; any thread reads. */
public final class SessionCounters {
  /** In the upper half of a counter: how often the lower half has changed. */
  private static final long CHANGE = 1L << 32;

  private final AtomicLong ipv4 = new AtomicLong();
  private final AtomicLong ipv6 = new AtomicLong();
  private final AtomicInteger stale = new AtomicInteger();
  private final AtomicLong rejected = new AtomicLong();
  private volatile Set<AddressFamily> endOfRib = Set.of();

  /** Prefixes that are taken from it now. */
  public int accepted() {
    return (int) ipv4.get() + (int) ipv6.get();
  }

  public int accepted(AddressFamily family) {
    return (int) count(family).get();
  }

  /** Those of them that the peer has not announced again since it restarts. */
  public int stale() {
    return stale.get();
  }

  /** Another value whenever another prefix is taken, or one is taken no longer. */
  public long changes() {
    return (ipv4.get() >>> 32) + (ipv6.get() & -CHANGE);
  }

  /** Announcements not taken, since the session began. */
  public long rejected() {
    return rejected.get();
  }

  /** The families whose initial update the peer has ended (RFC 4724, section 2). */
  public Set<AddressFamily> endOfRib() {
    return endOfRib;
  }

  /** All shards have taken what came before the End-of-RIB. */
  public synchronized void sawEndOfRib(AddressFamily family) {
    Set<AddressFamily> seen = EnumSet.of(family);
    seen.addAll(endOfRib);
    endOfRib = Set.copyOf(seen);
  }

  /** How many there are then, on all shards. */
  int addAccepted(AddressFamily family, int more) {
    return (int) count(family).addAndGet(CHANGE + more);
  }

  void addStale(int more) {
    if (more != 0) {
      stale.addAndGet(more);
    }
  }

  void countRejected() {
    rejected.incrementAndGet();
  }

  private AtomicLong count(AddressFamily family) {
    return switch (family) {
      case IPV4_UNICAST -> ipv4;
      case IPV6_UNICAST -> ipv6;
    };
  }
}
