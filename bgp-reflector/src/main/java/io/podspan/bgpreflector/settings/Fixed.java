package io.podspan.bgpreflector.settings;

import io.podspan.addresses.Ipv4Address;
import java.util.ArrayList;
import java.util.List;

/**
 * What stays the same until the next start.
 *
 * @param listen all with the same port
 * @param halfOpen how many connections may wait for an OPEN at a time
 * @param threads for sockets
 * @param shards of the routing table
 * @param restart graceful restart
 */
public record Fixed(
    long asn,
    Ipv4Address routerId,
    Ipv4Address clusterId,
    List<Endpoint> listen,
    Timers timers,
    int halfOpen,
    int threads,
    int shards,
    Restart restart) {
  public Fixed {
    listen = List.copyOf(listen);
  }

  /** The keys of the file whose values differ. */
  public List<String> differences(Fixed other) {
    List<String> keys = new ArrayList<>();
    note(keys, "asn", asn == other.asn);
    note(keys, "routerId", routerId.equals(other.routerId));
    note(keys, "clusterId", clusterId.equals(other.clusterId));
    note(keys, "listen", listen.equals(other.listen));
    note(keys, "timers", timers.equals(other.timers));
    note(keys, "limits", halfOpen == other.halfOpen);
    note(keys, "threads", threads == other.threads);
    note(keys, "shards", shards == other.shards);
    note(keys, "gracefulRestart", restart.equals(other.restart));
    return keys;
  }

  private static void note(List<String> keys, String key, boolean same) {
    if (!same) {
      keys.add(key);
    }
  }
}
