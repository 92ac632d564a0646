package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.router.Routers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of interconnects and rollouts a look at a cluster needs. In the caller's transaction. */
final class JoinedClusters {
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Routers routers;

  JoinedClusters(IntentStore store, RolloutStore rollouts, Routers routers) {
    this.store = store;
    this.rollouts = rollouts;
    this.routers = routers;
  }

  /** The interconnects that want this cluster. */
  List<Interconnect> wanting(String cluster) {
    return store.interconnects().stream().filter(i -> wants(i, cluster)).toList();
  }

  private static boolean wants(Interconnect interconnect, String cluster) {
    return interconnect.clusters().contains(cluster) && !interconnect.withdrawing();
  }

  /**
   * Nothing while a rollout of the cluster has not ended: what it writes is no drift.
   *
   * @param wanting the interconnects that want this cluster
   */
  List<Joined> of(String name, List<Interconnect> wanting) {
    Optional<KnownCluster> known = store.cluster(name);
    if (known.isEmpty() || !rollouts.activeIn(name).isEmpty()) {
      return List.of();
    }
    Cluster cluster = known.get().cluster();
    boolean others = routers.of(cluster.cni()).followsOthers();
    return wanting.stream()
        .flatMap(i -> joined(i, cluster).stream())
        .map(joined -> others ? withOthers(joined, wanting) : joined)
        .toList();
  }

  private Optional<Joined> joined(Interconnect interconnect, Cluster cluster) {
    List<Rollout> its = rollouts.of(interconnect.name(), cluster.name());
    List<Reflector> peers = List.copyOf(RolledOut.of(its, cluster.name()).everywhere());
    return peers.isEmpty()
        ? Optional.empty()
        : Optional.of(new Joined(interconnect, cluster, List.of(), List.of(), its, peers));
  }

  private Joined withOthers(Joined joined, List<Interconnect> wanting) {
    Stream<Interconnect> besides =
        wanting.stream().filter(i -> !i.name().equals(joined.interconnect().name()));
    return joined.with(
        clusters(joined, joined.interconnect().clusters().stream()),
        clusters(joined, besides.flatMap(i -> i.clusters().stream())));
  }

  private List<Cluster> clusters(Joined joined, Stream<String> names) {
    List<String> others =
        names.distinct().filter(name -> !name.equals(joined.cluster().name())).sorted().toList();
    return store.clusters(others).stream().map(KnownCluster::cluster).toList();
  }

  /** Whether nothing else is wanted of it or rolled out to it than when it was looked at. */
  boolean hold(Joined seen) {
    String cluster = seen.cluster().name();
    return rollouts.activeIn(cluster).isEmpty()
        && store
            .interconnect(seen.interconnect().name())
            .filter(i -> wants(i, cluster))
            .flatMap(i -> store.cluster(cluster).flatMap(known -> joined(i, known.cluster())))
            .filter(now -> now.equals(seen.with(List.of(), List.of())))
            .isPresent();
  }
}
