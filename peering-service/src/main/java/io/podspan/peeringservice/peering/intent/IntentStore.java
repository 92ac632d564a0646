package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import java.util.List;
import java.util.Optional;

/**
 * Where clusters, reflectors and interconnects are kept. Port: all belongs to the caller's
 * transaction.
 */
public interface IntentStore {
  /**
   * Locks the intent until the transaction ends. What was loaded after this call is still true when
   * the decision is saved.
   */
  void serialise();

  List<KnownCluster> clusters();

  /** Those of these names that there are, in this order. */
  default List<KnownCluster> clusters(List<String> names) {
    return names.stream().map(this::cluster).flatMap(Optional::stream).toList();
  }

  /** The names of all clusters, which costs less than {@link #clusters}. */
  default List<String> clusterNames() {
    return clusters().stream().map(KnownCluster::name).toList();
  }

  Optional<KnownCluster> cluster(String name);

  /** Adds it, or replaces the one of its name. */
  void save(KnownCluster cluster);

  void removeCluster(String name);

  /**
   * The clusters whose last event was one of an earlier version, which held the nodes too. They are
   * given once: the caller tells of them again.
   */
  List<KnownCluster> takeThoseToldWhole();

  List<Interconnect> interconnects();

  Optional<Interconnect> interconnect(String name);

  /** Adds it, or replaces the one of its name. */
  void save(Interconnect interconnect);

  void removeInterconnect(String name);

  /** Those that are declared for themselves, by name. */
  List<DeclaredReflector> reflectors();

  Optional<DeclaredReflector> reflector(String name);

  /** Adds it, or replaces the one of its name. */
  void save(DeclaredReflector reflector);

  void removeReflector(String name);

  /** All clusters and interconnects. */
  default DeclaredIntent declared() {
    return new DeclaredIntent(
        clusters().stream().map(KnownCluster::cluster).toList(), interconnects());
  }
}
