package io.podspan.peeringservice.peering.intent;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.SourceRules;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps nodes from masquerading what goes to pods of other clusters, where an interconnect asks for
 * it. Which clusters may have rules is stored before the first one is set, so that they are removed
 * whatever happens in between. One thread calls it.
 */
public final class SourceAddresses {
  private final IntentStore store;
  private final Observations observations;
  private final Routers routers;
  private final Transaction transaction;

  public SourceAddresses(
      IntentStore store, Observations observations, Routers routers, Transaction transaction) {
    this.store = store;
    this.observations = observations;
    this.routers = routers;
    this.transaction = transaction;
  }

  /** One round over all clusters that have rules or are to have them. */
  public void keep() {
    Map<String, Cluster> clusters = new HashMap<>();
    Map<String, SourceRules> wanted = new HashMap<>();
    Set<String> due = new LinkedHashSet<>();
    transaction.call(
        () -> {
          store.clusters().stream()
              .map(KnownCluster::cluster)
              .forEach(c -> clusters.put(c.name(), c));
          wanted.putAll(rules(clusters, store.interconnects()));
          due.addAll(observations.keptSources());
          wanted.keySet().stream()
              .filter(due::add)
              .forEach(cluster -> observations.sourceKept(cluster, ""));
          return due;
        });
    for (String name : due) {
      Cluster cluster = clusters.get(name);
      SourceRules rules = wanted.getOrDefault(name, SourceRules.NONE);
      record(name, rules, cluster == null ? Optional.empty() : keep(cluster, rules));
    }
  }

  private Optional<String> keep(Cluster cluster, SourceRules rules) {
    try {
      Set<String> nodes = cluster.nodes().stream().map(Node::name).collect(Collectors.toSet());
      return routers.of(cluster.cni()).keepSource(cluster.access(), nodes, rules);
    } catch (ClusterFaultException e) {
      return Optional.of(e.fault().detail());
    }
  }

  private void record(String cluster, SourceRules rules, Optional<String> trouble) {
    transaction.call(
        () -> {
          if (rules.isEmpty() && trouble.isEmpty()) {
            observations.sourceReleased(cluster);
          } else {
            observations.sourceKept(cluster, trouble.orElse(""));
          }
          return cluster;
        });
  }

  /** By cluster, the rules that its nodes are to have. */
  static Map<String, SourceRules> rules(
      Map<String, Cluster> clusters, List<Interconnect> interconnects) {
    Map<String, TreeMap<String, String>> remote = new HashMap<>();
    for (Interconnect interconnect : interconnects) {
      if (interconnect.preserveSource() && !interconnect.withdrawing()) {
        List<Cluster> members =
            interconnect.clusters().stream()
                .filter(clusters::containsKey)
                .map(clusters::get)
                .toList();
        for (Cluster from : members) {
          for (Cluster to : members) {
            if (!from.name().equals(to.name())) {
              TreeMap<String, String> rules =
                  remote.computeIfAbsent(from.name(), _ -> new TreeMap<>());
              to.joinedCidrs().forEach(c -> rules.putIfAbsent(c.toString(), interconnect.name()));
            }
          }
        }
      }
    }
    Map<String, SourceRules> rules = new HashMap<>();
    remote.forEach(
        (name, to) -> {
          Cluster cluster = clusters.get(name);
          if (cluster != null) {
            List<Prefix> own = cluster.joinedCidrs();
            rules.put(name, new SourceRules(own, to));
          }
        });
    return rules;
  }
}
