package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.change.Changeover;
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
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What an interconnect would do, also one that is blocked and one that is declared already. Nothing
 * is changed. Clusters are read outside of any transaction.
 */
public final class Rehearsal {
  private final ClusterSurvey survey;
  private final NetworkSurvey network;
  private final Observations observations;
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Transaction transaction;

  public Rehearsal(
      ClusterSurvey survey,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Transaction transaction) {
    this.survey = survey;
    this.network = new NetworkSurvey(network);
    this.observations = observations;
    this.store = store;
    this.rollouts = rollouts;
    this.transaction = transaction;
  }

  /**
   * What was found.
   *
   * @param findings of all checks
   * @param plans of each cluster; none where a check blocks
   * @param routes that the nodes would get and lose
   */
  public record Report(List<Finding> findings, List<ClusterPlan> plans, RouteForecast routes) {
    public Report {
      findings = List.copyOf(findings);
      plans = List.copyOf(plans);
    }
  }

  /** Asks the clusters and their nodes, which takes some seconds. */
  public Report of(InterconnectRequest request) {
    List<KnownCluster> named =
        transaction.call(store::clusters).stream()
            .filter(c -> request.clusters().contains(c.name()))
            .toList();
    Map<String, Look> looks = survey.rehearse(named);
    NetworkLook measured = network.sample(named, looks, request.reflectors());
    return transaction.call(() -> report(request, looks, measured));
  }

  private Report report(
      InterconnectRequest request, Map<String, Look> looks, NetworkLook measured) {
    List<KnownCluster> known = store.clusters();
    List<Interconnect> present = store.interconnects();
    List<Interconnect> others =
        present.stream().filter(i -> !i.name().equals(request.name())).toList();
    NetworkLook look = measured.with(observations.reflectors()).declaring(store.reflectors());
    Optional<WantedChange> change = change(request, present);
    List<Candidate> candidates =
        change
            .map(wanted -> changed(request, wanted.changeover(), known, looks))
            .orElseGet(
                () ->
                    ClusterSurvey.candidates(request.clusters(), known, looks, rolling(r -> true)));
    Preflight.Result result =
        change.filter(WantedChange::onlyLeaves).isPresent()
            ? Preflight.checkLeaving(request, candidates, known, others, look)
            : Preflight.check(request, candidates, known, others, look);
    List<ClusterPlan> plans =
        switch (result) {
          case Preflight.Passed passed -> passed.plans();
          case Preflight.Blocked _ -> List.of();
        };
    List<Cluster> clusters = known.stream().map(c -> fresh(c, candidates)).toList();
    return new Report(result.findings(), plans, RouteForecast.of(present, request, clusters));
  }

  /** Empty unless it is declared already. */
  private Optional<WantedChange> change(InterconnectRequest request, List<Interconnect> present) {
    return present.stream()
        .filter(i -> i.name().equals(request.name()) && !i.withdrawing())
        .findFirst()
        .map(declared -> WantedChange.of(declared, request, rollouts.of(request.name())));
  }

  /** While a rollout of its own has begun, a change is refused whatever it is about. */
  private List<Candidate> changed(
      InterconnectRequest request,
      Changeover changeover,
      List<KnownCluster> known,
      Map<String, Look> looks) {
    List<String> elsewhere = rolling(r -> !r.interconnect().equals(request.name()));
    List<String> begun =
        WantedChange.begun(rollouts.of(request.name())).stream().map(Rollout::cluster).toList();
    return ClusterSurvey.candidates(changeover, request.clusters(), known, looks, elsewhere)
        .stream()
        .map(c -> c.with(c.rolling() || begun.contains(c.name()), c.step()))
        .toList();
  }

  private List<String> rolling(Predicate<Rollout> which) {
    return rollouts.active().stream()
        .filter(Rollout::busy)
        .filter(which)
        .map(Rollout::cluster)
        .toList();
  }

  /** As its API says now, where it was asked. */
  private static Cluster fresh(KnownCluster known, List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(known.name()))
        .map(Candidate::cluster)
        .findFirst()
        .orElse(known.cluster());
  }
}
