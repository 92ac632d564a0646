package io.podspan.bgpreflector.speaker.listen;

import io.podspan.addresses.IpAddress;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often members of ranges broke the protocol, kept after they are forgotten. Without it, a peer
 * could avoid damping (RFC 4271, section 8.1) by going away for a while. Bounded in number and
 * time. Guarded by the directory.
 */
final class DampingHistory {
  private static final int MAX_REMEMBERED = 4096;
  private static final long FORGIVEN_AFTER_MILLIS = 10 * 60_000;

  private record Record(int errors, long at) {}

  private final InstantSource clock;
  private final Map<IpAddress, Record> records =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Record> eldest) {
          return size() > MAX_REMEMBERED;
        }
      };

  DampingHistory(InstantSource clock) {
    this.clock = clock;
  }

  void remember(IpAddress address, int errors) {
    if (errors > 0) {
      records.put(address, new Record(errors, clock.millis()));
    }
  }

  /** Forgets it here: the session knows from now on. */
  int recall(IpAddress address) {
    Record known = records.remove(address);
    return known == null || clock.millis() - known.at() > FORGIVEN_AFTER_MILLIS
        ? 0
        : known.errors();
  }
}
