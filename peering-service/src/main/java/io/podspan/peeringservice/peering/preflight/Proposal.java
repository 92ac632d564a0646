package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.change.SharedReflectors;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterTraits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An interconnect that was asked for, and everything that is known about it.
 *
 * @param candidates the registered ones of the clusters that it names
 * @param neighbours the other registered clusters
 * @param present the interconnects that are declared already
 * @param plannings by cluster name, what its routers need; without the clusters that could not be
 *     read
 * @param network what the nodes' network and the reflectors say
 */
public record Proposal(
    InterconnectRequest request,
    List<Candidate> candidates,
    List<Cluster> neighbours,
    List<Interconnect> present,
    Map<String, Planning> plannings,
    NetworkLook network) {
  private static final RouterTraits UNREAD =
      RouterTraits.unknown("its routers were not read for this");

  /** Two clusters that will have routes to each other. */
  public record Pair(Cluster one, Cluster other) {
    String where() {
      return "clusters/" + one.name() + ",clusters/" + other.name();
    }
  }

  static Proposal of(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<KnownCluster> known,
      List<Interconnect> present,
      NetworkLook network) {
    List<Cluster> neighbours =
        known.stream()
            .map(KnownCluster::cluster)
            .filter(c -> !request.clusters().contains(c.name()))
            .toList();
    return new Proposal(
        request,
        candidates,
        neighbours,
        present,
        plannings(request, candidates, known, present),
        network);
  }

  private static Map<String, Planning> plannings(
      InterconnectRequest request,
      List<Candidate> candidates,
      List<KnownCluster> known,
      List<Interconnect> present) {
    Map<String, Planning> plannings = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.look() instanceof Seen seen) {
        List<Cluster> others =
            candidates.stream()
                .filter(c -> !c.name().equals(candidate.name()))
                .map(Candidate::cluster)
                .toList();
        plannings.put(
            candidate.name(),
            seen.router()
                .plan(
                    aim(request, candidate, others, stillJoined(candidate, known, present), present)
                        .beside(present)));
      }
    }
    return plannings;
  }

  /** By the interconnects that are there already. */
  private static List<Cluster> stillJoined(
      Candidate candidate, List<KnownCluster> known, List<Interconnect> present) {
    return known.stream()
        .map(KnownCluster::cluster)
        .filter(other -> !other.name().equals(candidate.name()))
        .filter(
            other ->
                present.stream()
                    .filter(i -> !i.withdrawing())
                    .map(Interconnect::clusters)
                    .anyMatch(c -> c.contains(candidate.name()) && c.contains(other.name())))
        .toList();
  }

  private static Aim aim(
      InterconnectRequest request,
      Candidate candidate,
      List<Cluster> others,
      List<Cluster> stillJoined,
      List<Interconnect> present) {
    ClusterStep step = candidate.step();
    List<Reflector> wanted = new ArrayList<>(request.reflectors());
    if (step != null) {
      wanted.addAll(step.turnover().kept());
    }
    List<Reflector> givenUp =
        step == null
            ? List.of()
            : SharedReflectors.of(present, request.name(), candidate.name())
                .unneeded(step.turnover().givenUp(), request.reflectors());
    return new Aim(
        request.name(),
        candidate.cluster(),
        others,
        wanted,
        givenUp,
        stillJoined,
        request.routers());
  }

  /**
   * What changes in each cluster, as far as a plan is possible.
   *
   * @param findings of all checks; a plan has the cautions about its cluster
   */
  List<ClusterPlan> plans(List<Finding> findings) {
    List<ClusterPlan> plans = new ArrayList<>();
    for (Candidate candidate : candidates) {
      String name = candidate.name();
      if (plannings.get(name) instanceof Planned(var change, _)
          && !(candidate.step() instanceof ClusterStep.Stay && change.isEmpty())) {
        List<String> cautions =
            findings.stream().filter(f -> f.warnsOf(name)).map(Finding::text).toList();
        List<Node> nodes = candidate.cluster().takingPart();
        plans.add(new ClusterPlan(name, direction(candidate), change, nodes, cautions));
      }
    }
    return List.copyOf(plans);
  }

  /** What the routers of this cluster do that matters to others; unknown if it was not read. */
  RouterTraits traits(String cluster) {
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(cluster))
        .map(Candidate::look)
        .map(look -> look instanceof Seen seen ? seen.router().traits() : UNREAD)
        .findFirst()
        .orElse(UNREAD);
  }

  private static Direction direction(Candidate candidate) {
    return candidate.step() == null || candidate.step() instanceof ClusterStep.Join
        ? Direction.JOIN
        : Direction.CHANGE;
  }

  /** The pairs of the clusters that are to be joined. */
  List<Pair> joined() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      for (Candidate other : candidates.subList(i + 1, candidates.size())) {
        pairs.add(new Pair(candidates.get(i).cluster(), other.cluster()));
      }
    }
    return pairs;
  }

  /**
   * All pairs whose addresses must differ: the joined ones, and each cluster with those that
   * another one is joined with already.
   */
  List<Pair> meeting() {
    List<Pair> pairs = new ArrayList<>(joined());
    for (Candidate through : candidates) {
      for (Cluster neighbour : neighboursOf(through.name())) {
        candidates.stream()
            .filter(c -> !c.name().equals(through.name()))
            .map(c -> new Pair(neighbour, c.cluster()))
            .filter(pair -> !pairs.contains(pair))
            .forEach(pairs::add);
      }
    }
    return pairs;
  }

  private List<Cluster> neighboursOf(String cluster) {
    return neighbours.stream()
        .filter(
            n ->
                present.stream()
                    .map(Interconnect::clusters)
                    .anyMatch(names -> names.contains(cluster) && names.contains(n.name())))
        .toList();
  }
}
