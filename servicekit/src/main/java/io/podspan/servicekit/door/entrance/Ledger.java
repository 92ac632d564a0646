package io.podspan.servicekit.door.entrance;

import io.podspan.servicekit.door.caller.Caller;
import io.podspan.servicekit.door.caller.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that we made ourselves, for a while: whose they are and until when. Bounded: the oldest
 * goes when there are too many. Safe for all threads.
 */
final class Ledger {
  private final InstantSource clock;
  private final Duration life;
  private final int most;
  private final LinkedHashMap<Digest, Entry> entries = new LinkedHashMap<>();

  Ledger(InstantSource clock, Duration life, int most) {
    this.clock = clock;
    this.life = life;
    this.most = most;
  }

  private record Entry(Caller caller, Instant until) {}

  Duration life() {
    return life;
  }

  synchronized String issue(Caller caller) {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> !entry.until().isAfter(now));
    if (entries.size() >= most) {
      entries.pollFirstEntry();
    }
    String secret = Secret.make();
    entries.put(Digest.of(secret), new Entry(caller, now.plus(life)));
    return secret;
  }

  /** Whose it is; it stays good. */
  synchronized Optional<Caller> holder(String secret) {
    return valid(entries.get(Digest.of(secret)));
  }

  /** Whose it is; it is good no more. */
  synchronized Optional<Caller> spend(String secret) {
    return valid(entries.remove(Digest.of(secret)));
  }

  private Optional<Caller> valid(@Nullable Entry entry) {
    return Optional.ofNullable(entry)
        .filter(one -> one.until().isAfter(clock.instant()))
        .map(Entry::caller);
  }
}
