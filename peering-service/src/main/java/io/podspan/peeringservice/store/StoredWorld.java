package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.Evidence;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.Probes;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.RolloutWorld;
import io.podspan.peeringservice.peering.rollout.Snapshot;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.store.KnownRoutesDue.Due;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What rollouts ask for, from the tables. Each call is a transaction of its own. */
@ApplicationScoped
public class StoredWorld implements RolloutWorld {
  private final IntentStore intent;
  private final RolloutStore rollouts;
  private final PostgresObservations observations;
  private final KnownObservations known;
  private final RolloutTransaction transaction;
  private final KnownRoutesDue routesDue = new KnownRoutesDue();

  @Inject
  public StoredWorld(
      IntentStore intent,
      RolloutStore rollouts,
      PostgresObservations observations,
      KnownObservations known,
      RolloutTransaction transaction) {
    this.transaction = transaction;
    this.known = known;
    this.intent = intent;
    this.rollouts = rollouts;
    this.observations = observations;
  }

  private <T> T read(Supplier<T> work) {
    return transaction.call(work);
  }

  @Override
  public Cluster cluster(String name) {
    return read(() -> intent.cluster(name).map(KnownCluster::cluster))
        .orElseThrow(() -> new IllegalStateException("the cluster " + name + " is not known"));
  }

  @Override
  public Aim aim(Rollout rollout) {
    return read(
        () -> {
          Cluster cluster = intent.cluster(rollout.cluster()).orElseThrow().cluster();
          return switch (rollout.direction()) {
            case JOIN, CHANGE -> {
              Aim aim =
                  new Aim(
                          rollout.interconnect(),
                          cluster,
                          others(rollout, Interconnect::clusters),
                          rollout.peersAfter(),
                          rollout.turnover().givenUp(),
                          stillJoined(rollout),
                          wishes(rollout))
                      .beside(intent.interconnects());
              yield rollout.onlyLate() ? aim.forLateNodes(nodes(rollout)) : aim;
            }
            case LEAVE ->
                new Aim(
                    rollout.interconnect(),
                    cluster,
                    List.of(),
                    List.of(),
                    rollout.reflectors(),
                    stillJoined(rollout));
          };
        });
  }

  private static Set<String> nodes(Rollout rollout) {
    return rollout.steps().stream().map(NodeStep::node).collect(Collectors.toSet());
  }

  private RouterWishes wishes(Rollout rollout) {
    return intent
        .interconnect(rollout.interconnect())
        .map(Interconnect::routers)
        .orElse(RouterWishes.DEFAULT);
  }

  private List<Cluster> stillJoined(Rollout rollout) {
    Set<String> names =
        intent
            .declared()
            .joinedWith(
                rollout.cluster(),
                i -> !i.withdrawing() && !i.name().equals(rollout.interconnect()));
    return intent.clusters().stream()
        .map(KnownCluster::cluster)
        .filter(cluster -> names.contains(cluster.name()))
        .toList();
  }

  @Override
  public boolean isOutdated(Rollout rollout) {
    return read(
        () ->
            rollouts.of(rollout.interconnect(), rollout.cluster()).stream()
                .findFirst()
                .filter(last -> !last.id().equals(rollout.id()))
                .isPresent());
  }

  /** Where a session with one of the reflectors stays, BGP itself takes the routes away. */
  @Override
  public LeftRoutes leftRoutes(Rollout rollout) {
    return read(
        () -> {
          DeclaredIntent declared = intent.declared();
          Predicate<Interconnect> counts =
              i -> !i.withdrawing() && !i.name().equals(rollout.interconnect());
          Set<Reflector> kept =
              declared.interconnects().stream()
                  .filter(i -> i.clusters().contains(rollout.cluster()))
                  .filter(counts)
                  .flatMap(i -> i.reflectors().stream())
                  .collect(Collectors.toSet());
          if (rollout.reflectors().isEmpty()
              || rollout.reflectors().stream().anyMatch(kept::contains)) {
            return LeftRoutes.NONE;
          }
          Set<String> joined = declared.joinedWith(rollout.cluster(), counts);
          return new LeftRoutes(
              others(rollout, Interconnect::members).stream()
                  .filter(other -> !joined.contains(other.name()))
                  .flatMap(other -> other.joinedCidrs().stream())
                  .distinct()
                  .toList(),
              rollout.reflectors().stream().map(Reflector::address).toList());
        });
  }

  private List<Cluster> others(Rollout rollout, Function<Interconnect, List<String>> which) {
    List<String> names = intent.interconnect(rollout.interconnect()).map(which).orElse(List.of());
    return intent.clusters().stream()
        .map(KnownCluster::cluster)
        .filter(c -> names.contains(c.name()) && !c.name().equals(rollout.cluster()))
        .toList();
  }

  @Override
  public List<String> ahead(Rollout rollout) {
    return read(
        () -> {
          List<Rollout> all = rollouts.of(rollout.interconnect());
          return intent
              .interconnect(rollout.interconnect())
              .map(Interconnect::clusters)
              .orElse(List.of())
              .stream()
              .takeWhile(cluster -> !cluster.equals(rollout.cluster()))
              .filter(cluster -> !RolledOut.hasReached(all, cluster, rollout.direction()))
              .toList();
        });
  }

  @Override
  public List<String> underWay(Rollout rollout) {
    return read(
        () ->
            rollouts.activeIn(rollout.cluster()).stream()
                .filter(other -> other.underWay() && !other.id().equals(rollout.id()))
                .map(other -> "rollout " + other.id() + " of " + other.interconnect())
                .toList());
  }

  @Override
  public List<String> reflectorsBehind(Rollout rollout) {
    return read(
        () ->
            observations.behind(rollout.reflectors(), rollout.interconnect(), rollout.revision()));
  }

  /** A leave keeps what the remaining interconnects need. */
  @Override
  public Evidence evidence(Rollout rollout, String node) {
    return read(
        () -> {
          DeclaredIntent declared = intent.declared();
          Due due = routesDue.of(declared, rollout.cluster(), node);
          List<String> addresses = rollout.steps().stream().map(NodeStep::address).toList();
          String id = rollout.cluster() + "/" + node;
          KnownObservations seen = known.now();
          return new Evidence(
              seen.sessions(addresses),
              observations.routerSessions(id),
              announced(seen, declared, rollout, due),
              observations.tables(id),
              due.routes(),
              probes(seen, declared, rollout, id));
        });
  }

  /** Former reflectors do not count: other nodes of the cluster may be their peers no more. */
  private static List<Announced> announced(
      KnownObservations seen, DeclaredIntent declared, Rollout rollout, Due due) {
    Set<String> reflectors = declared.reflectorsOf(rollout.cluster());
    return seen.announced(due.neighbours()).stream()
        .filter(a -> reflectors.contains(a.reflector()))
        .toList();
  }

  private Probes probes(
      KnownObservations seen, DeclaredIntent declared, Rollout rollout, String node) {
    String cluster = rollout.cluster();
    Set<String> joined = declared.joinedWith(cluster, i -> !i.withdrawing());
    return seen.probes(cluster, joined, node, ready(declared, rollout));
  }

  /**
   * Nodes of the other clusters whose routers have this interconnect. Where routers only announce,
   * nothing says that packets find their way back.
   */
  private Set<String> ready(DeclaredIntent declared, Rollout rollout) {
    if (!declared.takesRoutes(rollout.cluster())) {
      return Set.of();
    }
    List<Rollout> all = rollouts.of(rollout.interconnect());
    return all.stream()
        .map(Rollout::cluster)
        .distinct()
        .filter(cluster -> !cluster.equals(rollout.cluster()) && declared.takesRoutes(cluster))
        .flatMap(
            cluster -> RolledOut.nodes(all, cluster).stream().map(node -> cluster + "/" + node))
        .collect(Collectors.toSet());
  }

  @Override
  public Snapshot snapshot(String cluster, String node) {
    String id = cluster + "/" + node;
    return read(
        () -> {
          Set<String> joined = intent.declared().joinedWith(cluster, i -> !i.withdrawing());
          Optional<NodeTables> tables = observations.tables(id);
          return new Snapshot(
              tables.map(NodeTables::rib).map(List::copyOf).orElse(List.of()),
              tables.map(NodeTables::kernel).map(List::copyOf).orElse(List.of()),
              known.now().probes(cluster, joined, id, Set.of()).nodes());
        });
  }
}
