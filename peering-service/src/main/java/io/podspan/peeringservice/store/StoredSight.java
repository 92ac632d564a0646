package io.podspan.peeringservice.store;

import static java.util.stream.Collectors.toSet;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.Evidence;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Probes;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.Sight;
import io.podspan.peeringservice.peering.rollout.Snapshot;
import io.podspan.peeringservice.store.KnownRoutesDue.Due;
import io.podspan.peeringservice.store.RolloutSights.Seen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one owner sees of what was read for all of them. */
final class StoredSight implements Sight {
  private final Rollout rollout;
  private final Seen seen;
  private final KnownRoutesDue routesDue;
  private final Set<String> underWay;

  StoredSight(Rollout rollout, Seen seen, KnownRoutesDue routesDue) {
    this.rollout = rollout;
    this.seen = seen;
    this.routesDue = routesDue;
    this.underWay = RolloutSights.underWay(rollout);
  }

  @Override
  public Rollout rollout() {
    return rollout;
  }

  @Override
  public Cluster cluster() {
    return seen.intent()
        .cluster(rollout.cluster())
        .orElseThrow(
            () -> new IllegalStateException("the cluster " + rollout.cluster() + " is not known"));
  }

  /** A leave keeps what the remaining interconnects need. */
  @Override
  public Evidence evidence(String node) {
    DeclaredIntent declared = seen.intent().declared();
    Due due = routesDue.of(declared, rollout.cluster(), node);
    List<String> addresses = rollout.steps().stream().map(NodeStep::address).toList();
    String id = id(node);
    return new Evidence(
        seen.observed().sessions(addresses),
        seen.nodes().router(id),
        announced(declared, due),
        seen.nodes().tables(id),
        due.routes(),
        probes(id, ready(declared)));
  }

  /** One that was not read is not one of which nothing is known. */
  private String id(String node) {
    String id = rollout.cluster() + "/" + node;
    if (!underWay.contains(id)) {
      throw new IllegalStateException("the node " + id + " is not under way");
    }
    return id;
  }

  /** Former reflectors do not count: other nodes of the cluster may be their peers no more. */
  private List<Announced> announced(DeclaredIntent declared, Due due) {
    Set<String> reflectors = declared.reflectorsOf(rollout.cluster());
    return seen.observed().announced(due.neighbours()).stream()
        .filter(a -> reflectors.contains(a.reflector()))
        .toList();
  }

  /**
   * What the last rounds measured of a node, both ways.
   *
   * @param node as {@code cluster/node}
   * @param ready nodes of the others whose routers have the interconnect
   */
  private Probes probes(String node, Set<String> ready) {
    String cluster = rollout.cluster();
    Set<String> others = seen.intent().declared().joinedWith(cluster, i -> !i.withdrawing());
    Map<String, List<ProbedNodes>> rounds = new HashMap<>();
    others.stream()
        .flatMap(other -> Stream.of(cluster + "/" + other, other + "/" + cluster))
        .forEach(
            pair ->
                Optional.ofNullable(seen.rounds().get(pair))
                    .ifPresent(round -> rounds.put(pair, round.value())));
    return new Probes(
        rounds.values().stream()
            .flatMap(List::stream)
            .filter(pair -> pair.from().equals(node) || pair.to().equals(node))
            .toList(),
        rounds.entrySet().stream()
            .filter(round -> round.getValue().size() >= ProbedNodes.MOST_TOLD)
            .map(Map.Entry::getKey)
            .collect(toSet()),
        others,
        ready);
  }

  /**
   * Nodes of the other clusters whose routers have this interconnect. Where routers only announce,
   * nothing says that packets find their way back.
   */
  private Set<String> ready(DeclaredIntent declared) {
    if (!declared.takesRoutes(rollout.cluster())) {
      return Set.of();
    }
    List<Rollout> all = seen.of(rollout.interconnect());
    return all.stream()
        .map(Rollout::cluster)
        .distinct()
        .filter(cluster -> !cluster.equals(rollout.cluster()) && declared.takesRoutes(cluster))
        .flatMap(
            cluster -> RolledOut.nodes(all, cluster).stream().map(node -> cluster + "/" + node))
        .collect(toSet());
  }

  @Override
  public Snapshot snapshot(String node) {
    String id = id(node);
    Optional<NodeTables> tables = seen.nodes().tables(id);
    return new Snapshot(
        tables.map(NodeTables::rib).map(List::copyOf).orElse(List.of()),
        tables.map(NodeTables::kernel).map(List::copyOf).orElse(List.of()),
        probes(id, Set.of()).nodes());
  }
}
