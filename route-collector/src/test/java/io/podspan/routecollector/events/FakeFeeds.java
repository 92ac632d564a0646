package io.podspan.routecollector.events;

import io.podspan.events.ClusterState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Feeds that follow what a test says. */
final class FakeFeeds implements Feeds {
  /** The peers whose sessions are followed, by cluster. */
  final Map<String, Set<String>> kept = new HashMap<>();

  final Set<String> following = new HashSet<>();

  @Override
  public void keep(ClusterState cluster, Set<String> peers) {
    kept.put(cluster.name(), peers);
  }

  @Override
  public void drop(String cluster) {
    kept.remove(cluster);
  }

  @Override
  public boolean follow(ClusterState cluster) {
    return following.contains(cluster.name());
  }

  @Override
  public Map<String, Long> states(String cluster) {
    return following.contains(cluster) ? Map.of("following", 1L) : Map.of();
  }
}
