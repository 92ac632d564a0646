package io.podspan.bgpreflector.reflect;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The statistics of all shards together. Any thread. */
public final class EngineTotals {
  private final List<EngineStatistics> shards;

  public EngineTotals(List<EngineStatistics> shards) {
    this.shards = List.copyOf(shards);
  }

  public long value(EngineCounter counter) {
    return shards.stream().mapToLong(shard -> shard.value(counter)).sum();
  }

  public Map<Rejection, Long> rejections() {
    Map<Rejection, Long> all = new EnumMap<>(Rejection.class);
    for (EngineStatistics shard : shards) {
      shard.rejections().forEach((rejection, count) -> all.merge(rejection, count, Long::sum));
    }
    return all;
  }

  /** Another value whenever what members are told may be something else. */
  public long exports() {
    return shards.stream().mapToLong(EngineStatistics::exports).sum();
  }

  /** Destinations and attribute sets add up; every shard has all members. */
  public EngineStatistics.Sizes sizes() {
    int destinations = 0;
    int attributeSets = 0;
    int groups = 0;
    int members = 0;
    int outOfSync = 0;
    for (EngineStatistics shard : shards) {
      EngineStatistics.Sizes sizes = shard.sizes();
      destinations += sizes.destinations();
      attributeSets += sizes.attributeSets();
      groups = Math.max(groups, sizes.groups());
      members = Math.max(members, sizes.members());
      outOfSync = Math.max(outOfSync, sizes.outOfSync());
    }
    return new EngineStatistics.Sizes(destinations, attributeSets, groups, members, outOfSync);
  }
}
