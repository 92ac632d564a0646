package io.podspan.bgpreflector.reflect;

/** What the shard counts of one session. Written by the shard loop alone, read by anybody. */
public final class SessionCounters {
  private volatile int accepted;
  private volatile long rejected;
  private volatile boolean endOfRib;

  /** Prefixes that are taken from it now. */
  public int accepted() {
    return accepted;
  }

  /** Announcements not taken, since the session began. */
  public long rejected() {
    return rejected;
  }

  /** Whether the peer has ended its initial dump (RFC 4724, section 2). */
  public boolean endOfRib() {
    return endOfRib;
  }

  void accepted(int now) {
    accepted = now;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  void countRejected() {
    rejected++;
  }

  void sawEndOfRib() {
    endOfRib = true;
  }
}
