package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
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
      ClusterApi api,
      NetworkProbe network,
      IntentStore store,
      RolloutStore rollouts,
      Observations observations,
      Transaction transaction) {
    this.survey = new ClusterSurvey(api);
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
    Map<String, Look> looks = survey.of(named);
    NetworkLook measured = network.of(named, looks, request.reflectors());
    return transaction.call(() -> report(request, looks, measured));
  }

  private Report report(
      InterconnectRequest request, Map<String, Look> looks, NetworkLook measured) {
    List<KnownCluster> known = store.clusters();
    List<Interconnect> present = store.interconnects();
    List<Interconnect> others =
        present.stream().filter(i -> !i.name().equals(request.name())).toList();
    List<String> rolling =
        rollouts.active().stream().filter(Rollout::busy).map(Rollout::cluster).toList();
    List<Candidate> candidates =
        ClusterSurvey.candidates(request.clusters(), known, looks, rolling);
    Preflight.Result result =
        Preflight.check(
            request,
            candidates,
            known,
            others,
            measured.with(observations.reflectors()).declaring(store.reflectors()));
    List<ClusterPlan> plans =
        switch (result) {
          case Preflight.Passed passed -> passed.plans();
          case Preflight.Blocked _ -> List.of();
        };
    List<Cluster> clusters = known.stream().map(c -> fresh(c, candidates)).toList();
    return new Report(result.findings(), plans, RouteForecast.of(present, request, clusters));
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
