package io.podspan.peeringservice.peering.drift;

import java.util.Collection;
import java.util.Map;

/** Keeps what looks at clusters found. Port: all belongs to the caller's transaction. */
public interface DriftBook {
  /** By cluster, what was seen of this interconnect; nothing of those never looked at. */
  Map<String, DriftState> of(String interconnect);

  /** By interconnect, what was seen in this cluster. */
  Map<String, DriftState> in(String cluster);

  void save(String interconnect, String cluster, DriftState state);

  /** Forgets what was seen of all other interconnects in this cluster. */
  void keepOnly(String cluster, Collection<String> interconnects);
}
