package io.podspan.bgpreflector.reflect;

import io.podspan.bgp.wire.AddressFamily;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the shards count of one session. Shard loops write them; any thread reads. */
public final class SessionCounters {
  private final AtomicInteger ipv4 = new AtomicInteger();
  private final AtomicInteger ipv6 = new AtomicInteger();
  private final AtomicLong rejected = new AtomicLong();
  private volatile boolean endOfRib;

  /** Prefixes that are taken from it now. */
  public int accepted() {
    return ipv4.get() + ipv6.get();
  }

  public int accepted(AddressFamily family) {
    return count(family).get();
  }

  /** Announcements not taken, since the session began. */
  public long rejected() {
    return rejected.get();
  }

  /** Whether the peer has ended its initial update (RFC 4724, section 2). */
  public boolean endOfRib() {
    return endOfRib;
  }

  /** How many there are then, on all shards. */
  int addAccepted(AddressFamily family, int more) {
    return count(family).addAndGet(more);
  }

  void countRejected() {
    rejected.incrementAndGet();
  }

  void sawEndOfRib() {
    endOfRib = true;
  }

  private AtomicInteger count(AddressFamily family) {
    return switch (family) {
      case IPV4_UNICAST -> ipv4;
      case IPV6_UNICAST -> ipv6;
    };
  }
}
