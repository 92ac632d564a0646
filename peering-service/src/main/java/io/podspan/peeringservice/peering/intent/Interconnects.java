package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.change.StrandedKey;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NetworkProbe;
import io.podspan.peeringservice.peering.preflight.Candidate;
import io.podspan.peeringservice.peering.preflight.Candidate.Look;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.preflight.Preflight;
import io.podspan.peeringservice.peering.preflight.RouteForecast;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The use cases around interconnects. Clusters are read outside of any transaction; decisions are
 * made inside one, on what is stored then.
 */
public final class Interconnects {
  private final ClusterSurvey survey;
  private final NetworkSurvey network;
  private final Observations observations;
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final Consumer<String> onRollout;
  private final NewRollouts newRollouts;
  private final ClusterUpdate update;

  /**
   * @param policy of the rollouts that are created from now on
   * @param onRollout told the id of each new rollout, after the transaction that made it
   */
  public Interconnects(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      Consumer<String> onRollout) {
    this.survey = survey;
    this.network = new NetworkSurvey(network);
    this.observations = observations;
    this.store = store;
    this.rollouts = rollouts;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.onRollout = onRollout;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
    this.update = new ClusterUpdate(store, observations, announcer);
  }

  /** What became of a request about an interconnect. */
  public sealed interface Outcome {}

  /**
   * @param findings of all checks
   */
  public record Declared(
      Interconnect interconnect,
      List<ClusterPlan> plans,
      List<Rollout> rollouts,
      List<Finding> findings)
      implements Outcome {}

  /**
   * @param findings of all checks
   */
  public record WouldDo(List<ClusterPlan> plans, List<Finding> findings) implements Outcome {}

  public record NameTaken() implements Outcome {}

  public record Blocked(List<Violation> violations) implements Outcome {}

  public record Unknown() implements Outcome {}

  /** Rollouts of it are under way. */
  public record Busy(List<Rollout> rollouts) implements Outcome {}

  /** Routers would keep former keys, which no other interconnect would replace. */
  public record KeysStranded(List<StrandedKey> keys) implements Outcome {}

  public record Withdrawing(Interconnect interconnect, List<Rollout> rollouts) implements Outcome {}

  public record Retrying(Interconnect interconnect, List<Rollout> rollouts) implements Outcome {}

  public record NothingFailed() implements Outcome {}

  public List<Interconnect> all() {
    return transaction.call(store::interconnects);
  }

  public Optional<Interconnect> named(String name) {
    return transaction.call(() -> store.interconnect(name));
  }

  /** The routes that nodes would get and lose, by what is known of the clusters; asks nobody. */
  public RouteForecast routes(InterconnectRequest request) {
    return transaction.call(
        () ->
            RouteForecast.of(
                store.interconnects(),
                request,
                store.clusters().stream().map(KnownCluster::cluster).toList()));
  }

  /** Runs preflight. Unless it is a dry run, declares the interconnect and starts its rollouts. */
  public Outcome declare(InterconnectRequest request, boolean dryRun) {
    List<KnownCluster> known = transaction.call(store::clusters);
    if (named(request.name()).isPresent()) {
      return new NameTaken();
    }
    List<KnownCluster> named =
        known.stream().filter(c -> request.clusters().contains(c.name())).toList();
    Map<String, Look> looks = dryRun ? survey.rehearse(named) : survey.of(named);
    NetworkLook measured =
        dryRun
            ? network.sample(named, looks, request.reflectors())
            : network.of(named, looks, request.reflectors());
    Outcome outcome = transaction.call(() -> decide(request, looks, measured, dryRun));
    if (outcome instanceof Declared declared) {
      declared.rollouts().forEach(r -> onRollout.accept(r.id()));
    }
    return outcome;
  }

  private Outcome decide(
      InterconnectRequest request, Map<String, Look> looks, NetworkLook measured, boolean dryRun) {
    store.serialise();
    if (store.interconnect(request.name()).isPresent()) {
      return new NameTaken();
    }
    List<KnownCluster> known = store.clusters();
    List<String> rolling =
        rollouts.active().stream().filter(Rollout::busy).map(Rollout::cluster).toList();
    List<Candidate> candidates =
        ClusterSurvey.candidates(request.clusters(), known, looks, rolling);
    NetworkLook look = measured.with(observations.reflectors()).declaring(store.reflectors());
    return switch (Preflight.check(request, candidates, known, store.interconnects(), look)) {
      case Preflight.Blocked blocked -> new Blocked(blocked.violations());
      case Preflight.Passed(List<ClusterPlan> plans, List<Finding> findings) ->
          dryRun ? new WouldDo(plans, findings) : declare(request, candidates, plans, findings);
    };
  }

  private Declared declare(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<ClusterPlan> plans,
      List<Finding> findings) {
    Instant now = clock.instant();
    candidates.forEach(candidate -> update.keepWhatIsNew(candidate, now));
    Interconnect interconnect = request.declared(1, now);
    store.save(interconnect);
    announcer.declared(interconnect);
    return new Declared(interconnect, plans, newRollouts.join(interconnect, plans, now), findings);
  }

  /**
   * Starts to take it back. A join that has not begun is called off; one that has must end.
   *
   * @param guard asked about the interconnect of this name
   */
  public Outcome withdraw(String name, Guard<Interconnect> guard) {
    Outcome outcome = decideWithdrawalOnWhatHolds(name, guard);
    if (outcome instanceof Withdrawing withdrawing) {
      withdrawing.rollouts().forEach(r -> onRollout.accept(r.id()));
    }
    return outcome;
  }

  /** The same without a condition. */
  public Outcome withdraw(String name) {
    return withdraw(name, Guard.none());
  }

  /** Decides again when a rollout moved on in that moment. One that waits does so a few times. */
  private Outcome decideWithdrawalOnWhatHolds(String name, Guard<Interconnect> guard) {
    while (true) {
      try {
        return transaction.call(() -> decideWithdrawal(name, guard));
      } catch (StaleRolloutException e) {
        // What was read of the rollout does not hold any more, so it is read again.
      }
    }
  }

  private Outcome decideWithdrawal(String name, Guard<Interconnect> guard) {
    store.serialise();
    Optional<Interconnect> found = store.interconnect(name);
    guard.check(found.orElse(null));
    if (found.isEmpty()) {
      return new Unknown();
    }
    List<Rollout> all = rollouts.of(name);
    if (found.get().withdrawing()) {
      return new Withdrawing(found.get(), active(all));
    }
    Instant now = clock.instant();
    List<Rollout> begun =
        active(all).stream().filter(r -> r.busy() && !r.canBeCalledOff()).toList();
    if (!begun.isEmpty()) {
      return new Busy(begun);
    }
    List<StrandedKey> stranded =
        StrandedKey.ofLeaving(found.get(), all, store.interconnects(), store.reflectors());
    if (!stranded.isEmpty()) {
      return new KeysStranded(stranded);
    }
    active(all).stream()
        .filter(Rollout::busy)
        .forEach(
            rollout ->
                newRollouts.callOff(
                    rollout, "the interconnect is withdrawn before the rollout began", now));
    Interconnect withdrawing = found.get().beingWithdrawn();
    store.save(withdrawing);
    return new Withdrawing(withdrawing, newRollouts.leave(withdrawing, withdrawing.members(), now));
  }

  /** Tries those clusters again whose last rollout stopped. */
  public Outcome retry(String name) {
    Outcome outcome = transaction.call(() -> decideRetry(name));
    if (outcome instanceof Retrying retrying) {
      retrying.rollouts().forEach(r -> onRollout.accept(r.id()));
    }
    return outcome;
  }

  private Outcome decideRetry(String name) {
    store.serialise();
    Optional<Interconnect> found = store.interconnect(name);
    if (found.isEmpty()) {
      return new Unknown();
    }
    Interconnect interconnect = found.get();
    List<Rollout> all = rollouts.of(name);
    List<String> stopped =
        interconnect.members().stream()
            .filter(c -> Rollout.last(all, c).filter(Rollout::stopped).isPresent())
            .toList();
    if (stopped.isEmpty()) {
      List<Rollout> active = active(all);
      return active.isEmpty() ? new NothingFailed() : new Busy(active);
    }
    Instant now = clock.instant();
    return new Retrying(
        interconnect,
        interconnect.withdrawing()
            ? newRollouts.leave(interconnect, stopped, now)
            : newRollouts.again(interconnect, stopped, now));
  }

  private static List<Rollout> active(List<Rollout> all) {
    return all.stream().filter(r -> !r.state().ended()).toList();
  }
}
