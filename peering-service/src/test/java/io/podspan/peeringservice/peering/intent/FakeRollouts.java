package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rollouts in memory, newest first. */
final class FakeRollouts implements RolloutStore {
  final List<Rollout> all = new ArrayList<>();

  /** Done once at the next replacement, before it. */
  @Nullable Runnable beforeReplace;

  @Override
  public Optional<Rollout> load(String id) {
    return all.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  @Override
  public void add(Rollout rollout) {
    all.addFirst(rollout);
  }

  @Override
  public void replace(Rollout before, Rollout after) {
    Runnable first = beforeReplace;
    if (first != null) {
      beforeReplace = null;
      first.run();
    }
    if (!all.contains(before)) {
      throw new StaleRolloutException(before.id());
    }
    all.replaceAll(r -> r.equals(before) ? after : r);
  }

  @Override
  public List<Rollout> of(String interconnect) {
    return all.stream().filter(r -> r.interconnect().equals(interconnect)).toList();
  }

  @Override
  public List<Rollout> active() {
    return all.stream().filter(r -> !r.state().ended()).toList();
  }

  @Override
  public List<Rollout> page(
      @Nullable String interconnect, @Nullable String cluster, int offset, int limit) {
    return all.stream()
        .filter(r -> interconnect == null || r.interconnect().equals(interconnect))
        .filter(r -> cluster == null || r.cluster().equals(cluster))
        .skip(offset)
        .limit(limit)
        .toList();
  }
}
