package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.reflect.ImportPolicy;
import io.podspan.bgpreflector.reflect.PrefixLimit;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerTemplate;
import io.podspan.bgpreflector.speaker.config.Protection;
import io.podspan.events.ClusterState;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the intent means for this reflector: which peers it takes, what from each, and whose routes
 * each gets. Pure.
 *
 * @param interconnects in force, by name, with their revisions
 * @param peers in the order of clusters and nodes
 * @param remarks what of the intent cannot be followed, for the log
 */
record Configuration(
    SortedMap<String, Long> interconnects, List<PeerConfig> peers, List<String> remarks) {

  static Configuration of(World world, ReflectorConfig config) {
    return new Reading(world, config).read();
  }

  /** The part of the world that this reflector needs to know again after a restart. */
  static World relevant(World world, String reflector) {
    SortedMap<String, InterconnectState> interconnects = new TreeMap<>();
    SortedMap<String, ClusterState> clusters = new TreeMap<>();
    for (InterconnectState interconnect : world.interconnectsThrough(reflector)) {
      interconnects.put(interconnect.name(), interconnect);
      for (String name : interconnect.clusters()) {
        ClusterState cluster = world.clusters().get(name);
        if (cluster != null) {
          clusters.put(name, cluster);
        }
      }
    }
    return new World(clusters, interconnects);
  }

  private static final class Reading {
    private final World world;
    private final ReflectorConfig config;
    private final Set<IpAddress> own = new HashSet<>();
    private final Map<IpAddress, PeerConfig> peers = new LinkedHashMap<>();
    private final SortedMap<String, Set<String>> visible = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    Reading(World world, ReflectorConfig config) {
      this.world = world;
      this.config = config;
      config.listen().forEach(text -> IpAddress.parse(text.strip()).ifPresent(own::add));
    }

    Configuration read() {
      SortedMap<String, Long> revisions = new TreeMap<>();
      for (InterconnectState interconnect : world.interconnectsThrough(config.name())) {
        revisions.put(interconnect.name(), interconnect.revision());
        for (String cluster : interconnect.clusters()) {
          visible.computeIfAbsent(cluster, _ -> new TreeSet<>()).addAll(interconnect.clusters());
        }
      }
      visible.keySet().forEach(this::cluster);
      return new Configuration(revisions, List.copyOf(peers.values()), List.copyOf(remarks));
    }

    private void cluster(String name) {
      ClusterState cluster = world.clusters().get(name);
      if (cluster == null) {
        remarks.add("cluster " + name + " is not known yet");
        return;
      }
      ImportPolicy policy =
          ImportPolicy.of(
              podCidrs(cluster), nextHops(cluster), PrefixLimit.rejecting(config.prefixLimit()));
      cluster.nodes().forEach(node -> peer(cluster, node, policy));
    }

    private void peer(ClusterState cluster, NodeState node, ImportPolicy policy) {
      IpAddress address = IpAddress.parse(node.address()).orElse(null);
      String who = cluster.name() + "/" + node.name();
      if (address == null) {
        remarks.add(who + ": " + node.address() + " is not an IP address");
      } else if (own.contains(address)) {
        remarks.add(who + ": " + address + " is this reflector's own address");
      } else if (peers.containsKey(address)) {
        remarks.add(who + ": " + address + " is also a node of " + peers.get(address).peerGroup());
      } else {
        Set<String> clusters = Set.copyOf(visible.getOrDefault(cluster.name(), Set.of()));
        peers.put(
            address,
            new PeerConfig(
                address,
                node.name(),
                new PeerTemplate(
                    cluster.asn(),
                    cluster.name(),
                    true,
                    policy,
                    false,
                    clusters,
                    families(policy),
                    config.dial(),
                    config.dialPort(),
                    Protection.NONE)));
      }
    }

    /** Those of its pods, which is what we take from it. */
    private static Set<AddressFamily> families(ImportPolicy policy) {
      Set<AddressFamily> families =
          policy.allowed().stream()
              .map(prefix -> AddressFamily.unicast(prefix.family()))
              .collect(Collectors.toSet());
      return families.isEmpty() ? Set.of(AddressFamily.IPV4_UNICAST) : families;
    }

    private List<Prefix> podCidrs(ClusterState cluster) {
      return cluster.podCidrs().stream().map(Prefix::parse).flatMap(Optional::stream).toList();
    }

    private Set<IpAddress> nextHops(ClusterState cluster) {
      Set<IpAddress> addresses = new HashSet<>();
      cluster.nodes().forEach(node -> IpAddress.parse(node.address()).ifPresent(addresses::add));
      return addresses;
    }
  }
}
