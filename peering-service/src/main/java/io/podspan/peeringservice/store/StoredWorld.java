package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.intent.IntentStore;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutWorld;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What rollouts ask for, from the tables. Each call is a transaction of its own. */
@ApplicationScoped
public class StoredWorld implements RolloutWorld {
  private final IntentStore intent;
  private final PostgresObservations observations;

  @Inject
  public StoredWorld(IntentStore intent, PostgresObservations observations) {
    this.intent = intent;
    this.observations = observations;
  }

  private static <T> T read(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
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
            case JOIN ->
                new Aim(
                    rollout.interconnect(),
                    cluster,
                    others(rollout),
                    rollout.reflectors(),
                    List.of());
            case LEAVE ->
                new Aim(
                    rollout.interconnect(), cluster, List.of(), List.of(), rollout.reflectors());
          };
        });
  }

  private List<Cluster> others(Rollout rollout) {
    List<String> names =
        intent.interconnect(rollout.interconnect()).map(Interconnect::clusters).orElse(List.of());
    return intent.clusters().stream()
        .map(KnownCluster::cluster)
        .filter(c -> names.contains(c.name()) && !c.name().equals(rollout.cluster()))
        .toList();
  }

  @Override
  public List<String> reflectorsBehind(Rollout rollout) {
    return read(
        () ->
            observations.behind(rollout.reflectors(), rollout.interconnect(), rollout.revision()));
  }

  @Override
  public List<PeerSession> sessions(Collection<String> addresses) {
    return read(() -> observations.sessions(addresses));
  }

  @Override
  public Optional<RouterSessions> routerSessions(String cluster, String node) {
    return read(() -> observations.routerSessions(cluster + "/" + node));
  }
}
