package io.podspan.bgpreflector.settings;

import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Set;

/** All settings of a reflector, checked. */
public record Settings(
    Fixed fixed, Set<Prefix> originate, List<PeerSettings> peers, List<RangeSettings> ranges) {
  public Settings {
    originate = Set.copyOf(originate);
    peers = List.copyOf(peers);
    ranges = List.copyOf(ranges);
  }

  /** The same with other peers. */
  public Settings with(List<PeerSettings> others) {
    return new Settings(fixed, originate, others, ranges);
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
