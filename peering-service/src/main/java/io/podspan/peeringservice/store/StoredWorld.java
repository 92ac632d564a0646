package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.RolloutWorld;
import io.podspan.peeringservice.peering.rollout.Sight;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rollouts ask for, from the tables. Each call is a transaction of its own, but for {@link
 * #sight}.
 */
@ApplicationScoped
public class StoredWorld implements RolloutWorld {
  private final IntentStore intent;
  private final RolloutStore rollouts;
  private final PostgresObservations observations;
  private final RolloutSights sights;
  private final RolloutTransaction transaction;

  @Inject
  public StoredWorld(
      IntentStore intent,
      RolloutStore rollouts,
      PostgresObservations observations,
      RolloutSights sights,
      RolloutTransaction transaction) {
    this.transaction = transaction;
    this.sights = sights;
    this.intent = intent;
    this.rollouts = rollouts;
    this.observations = observations;
  }

  private <T> T read(Supplier<T> work) {
    return transaction.call(work);
  }

  @Override
  public Sight sight(Rollout rollout) {
    return sights.of(rollout);
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
                      .beside(intent.interconnects())
                      .after(failed(rollout));
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

  /** Newest first. */
  private List<RouterChange> failed(Rollout rollout) {
    return rollouts.of(rollout.interconnect(), rollout.cluster()).stream()
        .filter(other -> other.state() instanceof RolloutState.Failed)
        .flatMap(other -> Stream.ofNullable(other.change()))
        .toList();
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
}
