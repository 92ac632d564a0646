package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.drift.LeftoverBook;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutCommand;
import io.podspan.peeringservice.peering.rollout.RolloutOrders;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Routers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lets an interconnect go at once, with a cluster's API away or not. No cluster is asked or
 * changed: what each may have still follows from what rollouts wrote, and is kept and told.
 */
public final class ForcedWithdrawals {
  private static final int PAGE = 100;

  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Observations observations;
  private final LeftoverBook leftovers;
  private final Routers routers;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final NewRollouts newRollouts;

  /**
   * @param policy of no rollout: none is made
   */
  public ForcedWithdrawals(
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      LeftoverBook leftovers,
      Routers routers,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy) {
    this.store = store;
    this.rollouts = rollouts;
    this.observations = observations;
    this.leftovers = leftovers;
    this.routers = routers;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
  }

  /** What became of a request. */
  public sealed interface Outcome {}

  /**
   * @param left what its clusters may have still; none where nothing is left
   */
  public record Gone(List<Leftover> left) implements Outcome {}

  public record Unknown() implements Outcome {}

  /** Routers would keep former keys, which no other interconnect would replace. */
  public record KeysStranded(List<StrandedKey> keys) implements Outcome {}

  /**
   * Withdraws it.
   *
   * @param by the caller's name, null when nobody is known
   * @param guard asked about the interconnect of this name
   */
  public Outcome withdraw(String name, @Nullable String by, Guard<Interconnect> guard) {
    while (true) {
      try {
        return transaction.call(() -> decide(name, by, guard));
      } catch (StaleRolloutException e) {
        // A rollout moved on in that moment, so it is read again.
      }
    }
  }

  /** Of all interconnects, in these clusters. */
  public List<Leftover> in(Collection<String> clusters) {
    return transaction.call(() -> leftovers.in(clusters));
  }

  private Outcome decide(String name, @Nullable String by, Guard<Interconnect> guard) {
    store.serialise();
    Optional<Interconnect> found = store.interconnect(name);
    guard.check(found.orElse(null));
    if (found.isEmpty()) {
      return new Unknown();
    }
    List<StrandedKey> stranded =
        StrandedKey.ofLeaving(
            found.get(), rollouts.of(name), store.interconnects(), store.reflectors());
    return stranded.isEmpty()
        ? new Gone(letGo(found.get(), by, clock.instant()))
        : new KeysStranded(stranded);
  }

  private List<Leftover> letGo(Interconnect interconnect, @Nullable String by, Instant now) {
    String name = interconnect.name();
    rollouts.of(name).stream()
        .filter(r -> !r.state().ended())
        .forEach(rollout -> abort(rollout, by, now));
    List<Rollout> all = rollouts.of(name);
    List<Leftover> left = new ArrayList<>();
    for (String cluster : interconnect.members()) {
      List<Rollout> its = all.stream().filter(r -> r.cluster().equals(cluster)).toList();
      List<Remains> remains = remains(interconnect, cluster, its);
      if (!remains.isEmpty()) {
        Leftover leftover = new Leftover(name, cluster, remains, now);
        leftovers.save(leftover);
        announcer.left(its.getFirst(), leftover);
        left.add(leftover);
      }
    }
    store.removeInterconnect(name);
    observations.keepOnly(store.declared());
    announcer.withdrawn(name);
    announcer.conditions(name, interconnect.revision(), List.of());
    return left;
  }

  private void abort(Rollout rollout, @Nullable String by, Instant now) {
    if (RolloutOrders.decide(rollout, new RolloutCommand.Abort(by), now)
        instanceof RolloutOrders.Obeyed(Rollout after, var facts)) {
      rollouts.replace(rollout, after);
      announcer.told(after, facts);
    }
  }

  private List<Remains> remains(Interconnect interconnect, String name, List<Rollout> newestFirst) {
    List<Reflector> there = List.copyOf(RolledOut.of(newestFirst, name).somewhere());
    Optional<Cluster> cluster = store.cluster(name).map(KnownCluster::cluster);
    List<RouterChange> written = written(interconnect.name(), name);
    if (cluster.isEmpty() || there.isEmpty() || written.isEmpty()) {
      return List.of();
    }
    Aim leave =
        new Aim(
            interconnect.name(),
            cluster.get(),
            List.of(),
            List.of(),
            newRollouts.unneeded(interconnect, name, there, List.of()),
            stillJoined(interconnect, name));
    return routers.of(cluster.get().cni()).remains(leave, written);
  }

  /**
   * What may be there still, by the whole history. A leave that stopped may have taken nothing
   * away, and what was rolled back was taken away again.
   */
  private List<RouterChange> written(String interconnect, String cluster) {
    List<RouterChange> newestFirst = new ArrayList<>();
    int offset = 0;
    List<Rollout> page = rollouts.page(interconnect, cluster, offset, PAGE);
    while (!page.isEmpty()) {
      page.stream()
          .filter(ForcedWithdrawals::mayHaveLeftSomething)
          .flatMap(rollout -> Stream.ofNullable(rollout.change()))
          .filter(change -> !change.isEmpty() && !newestFirst.contains(change))
          .forEach(newestFirst::add);
      offset += PAGE;
      page = rollouts.page(interconnect, cluster, offset, PAGE);
    }
    return newestFirst.reversed();
  }

  private static boolean mayHaveLeftSomething(Rollout rollout) {
    return rollout.state() instanceof RolloutState.Completed
        || (rollout.state() instanceof RolloutState.Failed
            && rollout.direction() != Direction.LEAVE);
  }

  private List<Cluster> stillJoined(Interconnect interconnect, String name) {
    List<String> others =
        store.interconnects().stream()
            .filter(i -> !i.name().equals(interconnect.name()) && !i.withdrawing())
            .filter(i -> i.clusters().contains(name))
            .flatMap(i -> i.clusters().stream())
            .filter(other -> !other.equals(name))
            .distinct()
            .toList();
    return store.clusters(others).stream().map(KnownCluster::cluster).toList();
  }
}
