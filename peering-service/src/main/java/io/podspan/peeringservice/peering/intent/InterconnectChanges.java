package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.change.Changeover;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.conditions.Conditions;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.preflight.Preflight;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a declared interconnect another one: with other clusters, other reflectors, other options.
 * Only what differs is rolled out. Clusters are read outside of any transaction; the decision is
 * made inside one, on what is stored then.
 *
 * <p>While a rollout of the interconnect changes routers, it is not changed: the plan that the
 * operator saw would not be what happens. Rollouts that have not begun are called off.
 */
public final class InterconnectChanges {
  private final ClusterSurvey survey;
  private final NetworkSurvey network;
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Observations observations;
  private final ConditionBook conditions;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final NewRollouts newRollouts;
  private final ClusterUpdate update;
  private final Consumer<String> onRollout;

  /**
   * @param policy of the rollouts that are created from now on
   * @param onRollout told the id of each new rollout, after the transaction that made it
   */
  public InterconnectChanges(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      ConditionBook conditions,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      Consumer<String> onRollout) {
    this.survey = survey;
    this.network = new NetworkSurvey(network);
    this.store = store;
    this.rollouts = rollouts;
    this.observations = observations;
    this.conditions = conditions;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
    this.update = new ClusterUpdate(store, observations, announcer);
    this.onRollout = onRollout;
  }

  /** What became of a request to change an interconnect. */
  public sealed interface Outcome {}

  /**
   * @param rollouts none if no router has to change
   * @param findings of all checks; none if only options are switched
   */
  public record Changed(
      Interconnect interconnect,
      List<ClusterPlan> plans,
      List<Rollout> rollouts,
      List<Finding> findings)
      implements Outcome {}

  /**
   * @param interconnect as it would be
   */
  public record WouldChange(
      Interconnect interconnect, List<ClusterPlan> plans, List<Finding> findings)
      implements Outcome {}

  public record Unchanged(Interconnect interconnect) implements Outcome {}

  public record Unknown() implements Outcome {}

  public record BeingWithdrawn() implements Outcome {}

  /** Rollouts of it are under way. */
  public record Busy(List<Rollout> rollouts) implements Outcome {}

  /** Routers would keep former keys, which no other interconnect would replace. */
  public record KeysStranded(List<StrandedKey> keys) implements Outcome {}

  public record Blocked(List<Violation> violations) implements Outcome {}

  /** The same without a condition. */
  public Outcome change(InterconnectRequest wanted, boolean dryRun) {
    return change(wanted, dryRun, Guard.none());
  }

  /**
   * Makes the interconnect of this name what is wanted. A dry run changes nothing.
   *
   * @param guard asked about the interconnect of this name
   */
  public Outcome change(InterconnectRequest wanted, boolean dryRun, Guard<Interconnect> guard) {
    while (true) {
      try {
        Optional<Outcome> outcome = attempt(wanted, dryRun, guard);
        if (outcome.isPresent()) {
          if (outcome.get() instanceof Changed changed) {
            changed.rollouts().forEach(r -> onRollout.accept(r.id()));
          }
          return outcome.get();
        }
      } catch (StaleRolloutException e) {
        // A rollout began in that moment: what was read of it does not hold any more.
      }
    }
  }

  /** Empty if the interconnect became another one in that moment, and other clusters matter. */
  private Optional<Outcome> attempt(
      InterconnectRequest wanted, boolean dryRun, Guard<Interconnect> guard) {
    Sight sight =
        transaction.call(
            () -> {
              guard.check(store.interconnect(wanted.name()).orElse(null));
              return sight(wanted);
            });
    Outcome refusal = sight.refusal();
    if (refusal != null) {
      return Optional.of(refusal);
    }
    Map<String, Look> looks = dryRun ? survey.rehearse(sight.asked()) : survey.of(sight.asked());
    List<KnownCluster> probed =
        sight.asked().stream().filter(c -> sight.touched().contains(c.name())).toList();
    NetworkLook measured =
        dryRun
            ? network.sample(probed, looks, wanted.reflectors())
            : network.of(probed, looks, wanted.reflectors());
    return transaction.call(
        () -> {
          store.serialise();
          guard.check(store.interconnect(wanted.name()).orElse(null));
          return decide(wanted, looks, measured, dryRun);
        });
  }

  /**
   * What is to be looked at before the decision.
   *
   * @param refusal why nothing is, null if something is
   * @param asked the clusters to be read
   * @param touched those whose nodes are to reach the reflectors
   */
  private record Sight(@Nullable Outcome refusal, List<KnownCluster> asked, List<String> touched) {
    static Sight of(Outcome refusal) {
      return new Sight(refusal, List.of(), List.of());
    }
  }

  private Sight sight(InterconnectRequest wanted) {
    Optional<Interconnect> found = store.interconnect(wanted.name());
    if (found.isEmpty()) {
      return Sight.of(new Unknown());
    }
    if (found.get().withdrawing()) {
      return Sight.of(new BeingWithdrawn());
    }
    if (isSame(found.get(), wanted)) {
      return new Sight(null, List.of(), List.of());
    }
    Changeover changeover =
        WantedChange.of(found.get(), wanted, rollouts.of(wanted.name())).changeover();
    Set<String> asked = new HashSet<>(wanted.clusters());
    asked.addAll(changeover.steps().keySet());
    return new Sight(
        null,
        store.clusters().stream().filter(c -> asked.contains(c.name())).toList(),
        changeover.touched());
  }

  /** Whether it has these clusters, reflectors and routers already. */
  private static boolean isSame(Interconnect interconnect, InterconnectRequest wanted) {
    return interconnect.routers().equals(wanted.routers())
        && Set.copyOf(interconnect.clusters()).equals(Set.copyOf(wanted.clusters()))
        && Set.copyOf(interconnect.reflectors()).equals(Set.copyOf(wanted.reflectors()));
  }

  private Optional<Outcome> decide(
      InterconnectRequest wanted, Map<String, Look> looks, NetworkLook measured, boolean dryRun) {
    List<KnownCluster> matter = sight(wanted).asked();
    return matter.stream().map(KnownCluster::name).allMatch(looks::containsKey)
        ? Optional.of(decideOnWhatHolds(wanted, looks, measured, dryRun))
        : Optional.empty();
  }

  private Outcome decideOnWhatHolds(
      InterconnectRequest wanted, Map<String, Look> looks, NetworkLook measured, boolean dryRun) {
    Optional<Interconnect> found = store.interconnect(wanted.name());
    if (found.isEmpty()) {
      return new Unknown();
    }
    if (found.get().withdrawing()) {
      return new BeingWithdrawn();
    }
    Interconnect before = found.get();
    if (isSame(before, wanted)) {
      return switchOptions(before, wanted, dryRun);
    }
    List<Rollout> all = rollouts.of(wanted.name());
    List<Rollout> begun = WantedChange.begun(all);
    if (!begun.isEmpty()) {
      return new Busy(begun);
    }
    WantedChange change = WantedChange.of(before, wanted, all);
    List<StrandedKey> stranded =
        StrandedKey.of(before, change.named(), all, store.interconnects(), store.reflectors());
    if (!stranded.isEmpty()) {
      return new KeysStranded(stranded);
    }
    Changeover changeover = change.changeover();
    Interconnect after = change.named().next(changeover.leaving());
    List<Candidate> candidates =
        ClusterSurvey.candidates(
            changeover, wanted.clusters(), store.clusters(), looks, rollingElsewhere(before));
    return switch (preflight(wanted, change.onlyLeaves(), candidates, measured)) {
      case Preflight.Blocked blocked -> new Blocked(blocked.violations());
      case Preflight.Passed(List<ClusterPlan> plans, List<Finding> findings) -> {
        List<ClusterPlan> whole = withLeaving(plans, after, changeover, looks);
        yield dryRun
            ? new WouldChange(after, whole, findings)
            : change(after, changeover, all, candidates, whole, findings);
      }
    };
  }

  private Outcome switchOptions(Interconnect before, InterconnectRequest wanted, boolean dryRun) {
    Interconnect after =
        before
            .preservingSource(wanted.preserveSource())
            .rollingOutBy(wanted.rollout())
            .reactingBy(wanted.onDrift());
    if (dryRun) {
      return new WouldChange(after, List.of(), List.of());
    }
    if (after.equals(before)) {
      return new Unchanged(before);
    }
    store.save(after);
    announcer.changed(after);
    return new Changed(after, List.of(), List.of(), List.of());
  }

  private List<String> rollingElsewhere(Interconnect interconnect) {
    return rollouts.active().stream()
        .filter(r -> r.busy() && !r.interconnect().equals(interconnect.name()))
        .map(Rollout::cluster)
        .toList();
  }

  private Preflight.Result preflight(
      InterconnectRequest wanted,
      boolean onlyLeaves,
      List<Candidate> candidates,
      NetworkLook measured) {
    List<Interconnect> others =
        store.interconnects().stream().filter(i -> !i.name().equals(wanted.name())).toList();
    NetworkLook look = measured.with(observations.reflectors()).declaring(store.reflectors());
    return onlyLeaves
        ? Preflight.checkLeaving(wanted, candidates, store.clusters(), others, look)
        : Preflight.check(wanted, candidates, store.clusters(), others, look);
  }

  /** For people: what a cluster that leaves changes is worked out again when its rollout starts. */
  private List<ClusterPlan> withLeaving(
      List<ClusterPlan> plans, Interconnect after, Changeover changeover, Map<String, Look> looks) {
    List<ClusterPlan> all = new ArrayList<>(plans);
    changeover
        .steps()
        .forEach(
            (cluster, step) -> {
              if (step instanceof ClusterStep.Leave(var former)
                  && looks.get(cluster) instanceof Seen seen) {
                KnownCluster known = store.cluster(cluster).orElseThrow();
                Aim aim =
                    new Aim(
                        after.name(),
                        known.cluster(),
                        List.of(),
                        List.of(),
                        newRollouts.unneeded(after, cluster, former, List.of()));
                if (seen.router().plan(aim) instanceof Planned(RouterChange change, var cautions)) {
                  all.add(
                      new ClusterPlan(
                          cluster,
                          Direction.LEAVE,
                          change,
                          known.cluster().takingPart(),
                          cautions.stream().map(Caution::detail).toList()));
                }
              }
            });
    return List.copyOf(all);
  }

  private Changed change(
      Interconnect after,
      Changeover changeover,
      List<Rollout> all,
      List<Candidate> candidates,
      List<ClusterPlan> plans,
      List<Finding> findings) {
    Instant now = clock.instant();
    all.stream()
        .filter(Rollout::canBeCalledOff)
        .forEach(r -> newRollouts.callOff(r, WantedChange.CALLED_OFF, now));
    candidates.forEach(candidate -> update.keepWhatIsNew(candidate, now));
    store.save(after);
    announcer.changed(after);
    List<Rollout> started = started(after, changeover, plans, now);
    tell(after, started, now);
    return new Changed(after, plans, started, findings);
  }

  /** What waits for the interconnect to be Ready must not see that it was, before this change. */
  private void tell(Interconnect after, List<Rollout> started, Instant now) {
    List<Condition> before = conditions.of(after.name());
    if (!started.isEmpty() && !before.isEmpty()) {
      List<String> clusters = started.stream().map(Rollout::cluster).toList();
      List<Condition> then = Conditions.rollingOut(before, clusters, now);
      conditions.save(after.name(), then);
      announcer.conditions(after.name(), after.revision(), then);
    }
  }

  private List<Rollout> started(
      Interconnect after, Changeover changeover, List<ClusterPlan> plans, Instant now) {
    return changeover.steps().entrySet().stream()
        .flatMap(
            e -> {
              Optional<ClusterPlan> plan =
                  plans.stream().filter(p -> p.cluster().equals(e.getKey())).findFirst();
              return e.getValue() instanceof ClusterStep.Stay && plan.isEmpty()
                  ? Stream.<Rollout>empty()
                  : Stream.of(
                      newRollouts.start(after, e.getKey(), e.getValue(), plan.orElse(null), now));
            })
        .toList();
  }
}
