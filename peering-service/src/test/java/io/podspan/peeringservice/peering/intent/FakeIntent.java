package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clusters and interconnects in memory. */
final class FakeIntent implements IntentStore, ConditionBook {
  final Map<String, KnownCluster> clusters = new TreeMap<>();
  final Map<String, DeclaredReflector> reflectors = new TreeMap<>();
  final Map<String, Interconnect> interconnects = new TreeMap<>();
  final Map<String, List<Condition>> conditions = new TreeMap<>();
  private final Map<String, List<Condition>> conditionsOfReflectors = new TreeMap<>();

  @Override
  public void serialise() {
    // One thread.
  }

  @Override
  public List<KnownCluster> clusters() {
    return List.copyOf(clusters.values());
  }

  @Override
  public Optional<KnownCluster> cluster(String name) {
    return Optional.ofNullable(clusters.get(name));
  }

  @Override
  public void save(KnownCluster cluster) {
    clusters.put(cluster.name(), cluster);
  }

  @Override
  public List<KnownCluster> takeThoseToldWhole() {
    return List.of();
  }

  @Override
  public void removeCluster(String name) {
    clusters.remove(name);
  }

  @Override
  public List<DeclaredReflector> reflectors() {
    return List.copyOf(reflectors.values());
  }

  @Override
  public Optional<DeclaredReflector> reflector(String name) {
    return Optional.ofNullable(reflectors.get(name));
  }

  @Override
  public void save(DeclaredReflector reflector) {
    reflectors.put(reflector.name(), reflector);
  }

  @Override
  public void removeReflector(String name) {
    reflectors.remove(name);
  }

  @Override
  public List<Interconnect> interconnects() {
    return List.copyOf(interconnects.values());
  }

  @Override
  public Optional<Interconnect> interconnect(String name) {
    return Optional.ofNullable(interconnects.get(name));
  }

  @Override
  public void save(Interconnect interconnect) {
    interconnects.put(interconnect.name(), interconnect);
  }

  @Override
  public void removeInterconnect(String name) {
    interconnects.remove(name);
    conditions.remove(name);
  }

  @Override
  public List<Condition> of(String interconnect) {
    return conditions.getOrDefault(interconnect, List.of());
  }

  @Override
  public void save(String interconnect, List<Condition> now) {
    conditions.put(interconnect, now);
  }

  @Override
  public List<Condition> ofReflector(String reflector) {
    return conditionsOfReflectors.getOrDefault(reflector, List.of());
  }

  @Override
  public void saveOfReflector(String reflector, List<Condition> now) {
    conditionsOfReflectors.put(reflector, now);
  }
}
