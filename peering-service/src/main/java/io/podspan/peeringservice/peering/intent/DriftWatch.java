package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.drift.DriftDecision;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.drift.HealingLimit;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks whether what rollouts wrote to a cluster is there still, and tells or heals what is not.
 * Whoever follows the cluster calls it after each reading, so only one replica does. The cluster is
 * asked outside of any transaction; what follows is decided inside one, if no rollout began
 * meanwhile.
 */
public final class DriftWatch {
  /** More than a cluster ever has before one of them has completed. */
  private static final int MOST_ROLLOUTS = 1000;

  private final IntentStore store;
  private final RolloutStore rollouts;
  private final DriftBook book;
  private final Routers routers;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final HealingLimit limit;
  private final NewRollouts newRollouts;
  private final Runnable onChange;
  private final Consumer<String> onRollout;

  /**
   * @param policy of the rollouts that heal
   * @param onChange told when something else is known than before, after the transaction
   * @param onRollout told the id of each new rollout, after the transaction that made it
   */
  public DriftWatch(
      IntentStore store,
      RolloutStore rollouts,
      DriftBook book,
      Routers routers,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      HealingLimit limit,
      RolloutPolicy policy,
      Runnable onChange,
      Consumer<String> onRollout) {
    this.store = store;
    this.rollouts = rollouts;
    this.book = book;
    this.routers = routers;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.limit = limit;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
    this.onChange = onChange;
    this.onRollout = onRollout;
  }

  /**
   * What is to be looked at for one interconnect.
   *
   * @param last the newest rollout, which has ended
   * @param written what its rollouts wrote, the oldest first
   */
  private record Due(
      Interconnect interconnect,
      Cluster cluster,
      List<Reflector> joined,
      Rollout last,
      List<RouterChange> written) {
    Aim aim() {
      return new Aim(
          interconnect.name(),
          cluster,
          List.of(),
          joined,
          List.of(),
          List.of(),
          interconnect.routers());
    }
  }

  /** Looks at this cluster. */
  public void look(String cluster) {
    List<Due> due = transaction.call(() -> due(cluster));
    if (due.isEmpty()) {
      return;
    }
    Cluster joined = due.getFirst().cluster();
    try {
      Standing standing = routers.of(joined.cni()).standing(joined.access());
      for (Due one : due) {
        List<Drift> found = standing.drift(one.aim(), one.written());
        keep(cluster, one, found);
      }
    } catch (ClusterFaultException e) {
      unread(cluster, e.fault().detail());
    }
  }

  /** This cluster cannot be read now. What was seen before is kept. */
  public void unread(String cluster, String why) {
    boolean news =
        transaction.call(
            () -> {
              boolean any = false;
              for (Due one : due(cluster)) {
                DriftState before = state(one);
                if (!before.unread().equals(why)) {
                  book.save(one.interconnect().name(), cluster, before.unread(why));
                  any = true;
                }
              }
              return any;
            });
    if (news) {
      onChange.run();
    }
  }

  /** Nothing while a rollout of the cluster has not ended: what it writes is no drift. */
  private List<Due> due(String name) {
    Optional<KnownCluster> known = store.cluster(name);
    List<Interconnect> joining =
        store.interconnects().stream()
            .filter(i -> i.clusters().contains(name) && !i.withdrawing())
            .toList();
    book.keepOnly(name, joining.stream().map(Interconnect::name).toList());
    List<Rollout> all = rollouts.page(null, name, 0, MOST_ROLLOUTS);
    if (known.isEmpty() || all.stream().anyMatch(r -> !r.state().ended())) {
      return List.of();
    }
    List<Due> due = new ArrayList<>();
    for (Interconnect interconnect : joining) {
      List<Rollout> its =
          all.stream().filter(r -> r.interconnect().equals(interconnect.name())).toList();
      List<Reflector> joined = List.copyOf(RolledOut.of(its, name).everywhere());
      if (!joined.isEmpty()) {
        due.add(new Due(interconnect, known.get().cluster(), joined, its.getFirst(), written(its)));
      }
    }
    return due;
  }

  private static List<RouterChange> written(List<Rollout> newestFirst) {
    return newestFirst.reversed().stream()
        .filter(r -> r.state() instanceof RolloutState.Completed)
        .map(Rollout::change)
        .filter(Objects::nonNull)
        .filter(change -> !change.isEmpty())
        .toList();
  }

  private DriftState state(Due due) {
    return book.of(due.interconnect().name()).getOrDefault(due.cluster().name(), DriftState.NONE);
  }

  private void keep(String cluster, Due seen, List<Drift> found) {
    List<Rollout> begun = new ArrayList<>();
    boolean news =
        transaction.call(
            () -> {
              store.serialise();
              // What is looked at must be what is wanted still.
              return due(cluster).contains(seen) && decide(seen, found, begun);
            });
    if (news) {
      onChange.run();
    }
    begun.forEach(rollout -> onRollout.accept(rollout.id()));
  }

  private boolean decide(Due due, List<Drift> found, List<Rollout> begun) {
    Instant now = clock.instant();
    DriftState before = state(due);
    Interconnect interconnect = due.interconnect();
    DriftDecision decision = DriftDecision.of(before, found, interconnect.onDrift(), limit, now);
    boolean known = book.of(interconnect.name()).containsKey(due.cluster().name());
    if (known && decision.after().equals(before)) {
      return false;
    }
    book.save(interconnect.name(), due.cluster().name(), decision.after());
    announcer.drifted(due.last(), decision.facts());
    if (decision.heals()) {
      begun.addAll(newRollouts.heal(interconnect, due.cluster().name(), now));
    }
    return true;
  }
}
