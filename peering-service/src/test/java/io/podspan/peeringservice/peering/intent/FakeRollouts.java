package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rollouts in memory, newest first. */
public final class FakeRollouts implements RolloutStore {
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
    Set<String> completed = new HashSet<>();
    List<Rollout> present = new ArrayList<>();
    for (Rollout rollout : all) {
      boolean its = rollout.interconnect().equals(interconnect);
      if (its && (!completed.contains(rollout.cluster()) || !rollout.state().ended())) {
        present.add(rollout);
      }
      if (its && !rollout.onlyLate() && rollout.state() instanceof RolloutState.Completed) {
        completed.add(rollout.cluster());
      }
    }
    return present;
  }

  @Override
  public List<Rollout> of(String interconnect, String cluster) {
    return of(interconnect).stream().filter(r -> r.cluster().equals(cluster)).toList();
  }

  @Override
  public List<Rollout> active() {
    return all.stream().filter(r -> !r.state().ended()).toList();
  }

  @Override
  public List<String> activeIds() {
    return active().stream().map(Rollout::id).toList();
  }

  @Override
  public List<Rollout> activeIn(String cluster) {
    return active().stream().filter(r -> r.cluster().equals(cluster)).toList();
  }

  @Override
  public List<RouterChange> written(String interconnect, String cluster) {
    return page(interconnect, cluster, 0, all.size()).stream()
        .filter(r -> r.state() instanceof RolloutState.Completed)
        .flatMap(r -> Stream.ofNullable(r.change()))
        .filter(change -> !change.isEmpty())
        .distinct()
        .toList()
        .reversed();
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
