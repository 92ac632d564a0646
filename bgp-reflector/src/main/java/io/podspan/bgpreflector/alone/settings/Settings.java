package io.podspan.bgpreflector.alone.settings;

import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Set;

/** Everything that the reflector is told, checked. */
public record Settings(
    Fixed fixed, Set<Prefix> originate, List<PeerSettings> peers, List<RangeSettings> ranges) {
  public Settings {
    originate = Set.copyOf(originate);
    peers = List.copyOf(peers);
    ranges = List.copyOf(ranges);
  }

  /** For people. */
  public String summary() {
    return peers.size()
        + (peers.size() == 1 ? " peer, " : " peers, ")
        + ranges.size()
        + (ranges.size() == 1 ? " range, " : " ranges, ")
        + originate.size()
        + " originated";
  }
}
