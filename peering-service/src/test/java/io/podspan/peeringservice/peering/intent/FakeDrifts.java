package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.drift.DriftState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What looks found, in memory. */
final class FakeDrifts implements DriftBook {
  final Map<String, Map<String, DriftState>> all = new TreeMap<>();

  @Override
  public Map<String, DriftState> of(String interconnect) {
    return Map.copyOf(all.getOrDefault(interconnect, Map.of()));
  }

  @Override
  public Map<String, DriftState> in(String cluster) {
    Map<String, DriftState> in = new TreeMap<>();
    all.forEach(
        (interconnect, states) -> {
          if (states.containsKey(cluster)) {
            in.put(interconnect, states.get(cluster));
          }
        });
    return in;
  }

  @Override
  public void save(String interconnect, String cluster, DriftState state) {
    all.computeIfAbsent(interconnect, _ -> new HashMap<>()).put(cluster, state);
  }

  @Override
  public void keepOnly(String cluster, Collection<String> interconnects) {
    all.forEach(
        (interconnect, states) -> {
          if (!interconnects.contains(interconnect)) {
            states.remove(cluster);
          }
        });
  }
}
