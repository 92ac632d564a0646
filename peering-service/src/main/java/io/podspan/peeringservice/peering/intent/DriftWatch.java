package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.change.ClusterStep.Stay;
import io.podspan.peeringservice.peering.drift.DriftBook;
import io.podspan.peeringservice.peering.drift.DriftDecision;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.drift.HealingLimit;
import io.podspan.peeringservice.peering.drift.Reaction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Looks whether what rollouts wrote to a cluster is there still, and tells or heals what is not.
 * Nodes that came later, and that do not get it by themselves, get a rollout of their own. Whoever
 * follows the cluster calls it after each reading, so only one replica does. The cluster is asked
 * outside of any transaction; what follows is decided inside one, if no rollout began meanwhile.
 */
public final class DriftWatch {
  /** More than there may be within an hour. */
  private static final int NEWEST = 50;

  private final IntentStore store;
  private final RolloutStore rollouts;
  private final DriftBook book;
  private final Routers routers;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final HealingLimit limit;
  private final JoinedClusters joined;
  private final NewRollouts newRollouts;
  private final Runnable onChange;
  private final Consumer<String> onRollout;

  /**
   * @param policy of the rollouts that heal, and of those for late nodes
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
    this.joined = new JoinedClusters(store, rollouts, routers);
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
    this.onChange = onChange;
    this.onRollout = onRollout;
  }

  /**
   * @param written what its rollouts wrote, the oldest first
   */
  private record Look(Joined due, List<RouterChange> written) {}

  /**
   * What was seen.
   *
   * @param late the nodes that came later and have nothing yet
   * @param outdated whether the intent became another one, and nobody took anything away: what
   *     others changed is not written over for it
   */
  private record Seen(List<Drift> found, List<String> late, boolean outdated) {
    static Seen of(Look look, Standing standing) {
      List<Drift> found = look.due().drift(standing, look.written());
      return new Seen(
          found,
          look.due().late(standing, look.written()),
          found.isEmpty() && look.due().isOutdated(standing));
    }
  }

  /** Looks at this cluster. */
  public void look(String cluster) {
    List<Look> looks =
        transaction.call(() -> due(cluster).stream().map(due -> look(cluster, due)).toList());
    if (looks.isEmpty()) {
      return;
    }
    Cluster looked = looks.getFirst().due().cluster();
    try {
      Standing standing = routers.of(looked.cni()).standing(looked.access());
      for (Look look : looks) {
        keep(cluster, look.due(), Seen.of(look, standing));
      }
    } catch (ClusterFaultException e) {
      unread(cluster, e.fault().detail());
    }
  }

  private Look look(String cluster, Joined due) {
    return new Look(due, rollouts.written(due.interconnect().name(), cluster));
  }

  /** This cluster cannot be read now. What was seen before is kept. */
  public void unread(String cluster, String why) {
    boolean news =
        transaction.call(
            () -> {
              boolean any = false;
              for (Joined one : due(cluster)) {
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

  private List<Joined> due(String cluster) {
    List<Interconnect> wanting = joined.wanting(cluster);
    book.keepOnly(cluster, wanting.stream().map(Interconnect::name).toList());
    return joined.of(cluster, wanting);
  }

  private DriftState state(Joined due) {
    return book.of(due.interconnect().name()).getOrDefault(due.cluster().name(), DriftState.NONE);
  }

  private void keep(String cluster, Joined looked, Seen seen) {
    List<Rollout> begun = new ArrayList<>();
    boolean news =
        transaction.call(
            () -> {
              store.serialise();
              if (!joined.hold(looked)) {
                return false;
              }
              boolean other = decide(cluster, looked, seen.found(), begun);
              if (begun.isEmpty() && (seen.outdated() || !seen.late().isEmpty())) {
                begun.addAll(catchUp(looked, seen));
              }
              return other || !begun.isEmpty();
            });
    if (news) {
      onChange.run();
    }
    begun.forEach(rollout -> onRollout.accept(rollout.id()));
  }

  /**
   * A rollout that brings the cluster up to date has all nodes, and so has another step that it has
   * to take.
   */
  private List<Rollout> catchUp(Joined due, Seen seen) {
    Instant now = clock.instant();
    String cluster = due.cluster().name();
    Interconnect interconnect = due.interconnect();
    Optional<Stay> stay = newRollouts.stay(interconnect, cluster);
    if (stay.isEmpty()) {
      return List.of();
    }
    if (Window.nextOpening(interconnect.rollout().windows(), now).isPresent()) {
      // It would wait for its window with the cluster in its hands. The next reading asks again.
      return List.of();
    }
    return seen.outdated() && new Tries(newest(due), limit, now).allowUpdate()
        ? List.of(newRollouts.heal(interconnect, cluster, stay.get(), now))
        : newRollouts.late(
            interconnect,
            cluster,
            stay.get(),
            new Tries(due.rolledOut(), limit, now).due(seen.late()),
            now);
  }

  /** Also those that had completed before. */
  private List<Rollout> newest(Joined due) {
    return rollouts.page(due.interconnect().name(), due.cluster().name(), 0, NEWEST);
  }

  private boolean decide(String cluster, Joined due, List<Drift> found, List<Rollout> begun) {
    Instant now = clock.instant();
    Map<String, DriftState> all = book.in(cluster);
    Interconnect interconnect = due.interconnect();
    DriftState before = all.getOrDefault(interconnect.name(), DriftState.NONE);
    Optional<Stay> stay =
        found.isEmpty() ? Optional.empty() : newRollouts.stay(interconnect, cluster);
    DriftDecision decision = DriftDecision.of(before, found, reaction(due, stay, all), now);
    if (all.containsKey(interconnect.name()) && decision.after().equals(before)) {
      return false;
    }
    book.save(interconnect.name(), cluster, decision.after());
    announcer.drifted(due.last(), decision.facts());
    if (decision.heals()) {
      stay.ifPresent(step -> begun.add(newRollouts.heal(interconnect, cluster, step, now)));
    }
    return true;
  }

  /** What was rolled back, or was stopped, is for an operator to decide. */
  private Reaction reaction(Joined due, Optional<Stay> stay, Map<String, DriftState> all) {
    if (due.interconnect().onDrift() == OnDrift.TELL) {
      return new Reaction.Tell();
    }
    if (stay.isEmpty()) {
      return new Reaction.Leave(
          "Nothing is written again by itself, although onDrift is heal: the last rollout of "
              + due.cluster().name()
              + " is "
              + due.outcome()
              + ", and what its routers are to have is for an operator to decide. Retry that"
              + " rollout, or change the interconnect.");
    }
    List<Instant> others =
        all.entrySet().stream()
            .filter(one -> !one.getKey().equals(due.interconnect().name()))
            .flatMap(one -> one.getValue().healed().stream())
            .toList();
    return new Reaction.Heal(limit, others);
  }
}
