package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import io.podspan.events.ClusterState;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.world.World;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;

/**
 * The intent for this reflector: its peers, what it accepts from each, and whose routes each gets.
 * Pure.
 *
 * @param interconnects the revisions in force, by name
 * @param peers in the order of clusters and nodes
 * @param remarks the parts of the intent that cannot be followed, for the log
 */
record Configuration(
    SortedMap<String, Long> interconnects, List<PeerSettings> peers, List<String> remarks) {

  /**
   * @param base the settings of a session, except what the intent says of its cluster
   */
  static Configuration of(World world, ReflectorConfig config, SessionSettings base) {
    return new IntentReader(world, config, base, Map.of()).read();
  }

  /**
   * The next one. Clusters that have not changed share their settings with this one: each names all
   * nodes of its cluster, and comparing equal ones for every node would take time with the square
   * of the nodes.
   */
  Configuration next(World world, ReflectorConfig config, SessionSettings base) {
    Map<String, SessionSettings> known = new HashMap<>();
    peers.forEach(peer -> known.put(peer.session().group(), peer.session()));
    return new IntentReader(world, config, base, known).read();
  }

  /** One in which nobody is accepted, because of this. */
  static Configuration closed(String why) {
    return new Configuration(new TreeMap<>(), List.of(), List.of(why));
  }

  /** The same, with this that cannot be followed, too. */
  Configuration remarking(String what) {
    List<String> all = new ArrayList<>(remarks);
    all.add(what);
    return new Configuration(interconnects, peers, List.copyOf(all));
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
    SortedMap<String, ReflectorSpec> own = new TreeMap<>(world.reflectors());
    own.keySet().retainAll(Set.of(reflector));
    return new World(clusters, own, interconnects);
  }

  private static final class IntentReader {
    private final World world;
    private final ReflectorConfig config;
    private final SessionSettings base;
    private final Map<String, SessionSettings> known;
    private final Set<IpAddress> own = new HashSet<>();
    private final Map<IpAddress, PeerSettings> peers = new LinkedHashMap<>();
    private final SortedMap<String, Set<String>> visible = new TreeMap<>();
    private final Set<String> withServices = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * @param known what was in force before, by cluster
     */
    IntentReader(
        World world,
        ReflectorConfig config,
        SessionSettings base,
        Map<String, SessionSettings> known) {
      this.world = world;
      this.config = config;
      this.base = base;
      this.known = known;
      config.listen().forEach(text -> IpAddress.parse(text.strip()).ifPresent(own::add));
    }

    Configuration read() {
      SortedMap<String, Long> revisions = new TreeMap<>();
      for (InterconnectState interconnect : world.interconnectsThrough(config.name())) {
        revisions.put(interconnect.name(), interconnect.revision());
        if (InterconnectState.ANNOUNCE.equals(interconnect.serviceAddresses())) {
          withServices.addAll(interconnect.clusters());
        }
        for (String cluster : interconnect.clusters()) {
          visible.computeIfAbsent(cluster, _ -> new TreeSet<>()).addAll(interconnect.clusters());
        }
      }
      visible.keySet().forEach(this::cluster);
      declared(world.reflectors().get(config.name()));
      return new Configuration(revisions, List.copyOf(peers.values()), List.copyOf(remarks));
    }

    /** Nodes look for it where it is declared. A port of 0 is any that is free. */
    private void declared(@Nullable ReflectorSpec said) {
      if (said == null || (listensOn(said) && said.asn() == config.asn())) {
        return;
      }
      remarks.add(
          "this reflector is declared at %s, port %d, AS %d, and listens on %s, port %d, AS %d"
              .formatted(
                  said.address(),
                  said.port(),
                  said.asn(),
                  String.join(" and ", config.listen()),
                  config.port(),
                  config.asn()));
    }

    private boolean listensOn(ReflectorSpec said) {
      boolean address =
          own.stream().anyMatch(a -> a.high() == 0 && a.low() == 0)
              || IpAddress.parse(said.address()).filter(own::contains).isPresent();
      return address && (config.port() == 0 || config.port() == said.port());
    }

    private void cluster(String name) {
      ClusterState cluster = world.clusters().get(name);
      if (cluster == null) {
        remarks.add("cluster " + name + " is not known yet");
        return;
      }
      SessionSettings session = known(session(cluster));
      cluster.nodes().forEach(node -> peer(cluster, node, session));
    }

    private SessionSettings known(SessionSettings session) {
      SessionSettings before = known.getOrDefault(session.group(), session);
      return before.equals(session) ? before : session;
    }

    /** One for all nodes of a cluster. */
    private SessionSettings session(ClusterState cluster) {
      List<Prefix> podCidrs = podCidrs(cluster);
      return new SessionSettings(
          cluster.asn(),
          base.client(),
          base.key(),
          base.formerKey(),
          base.ttlSecurityHops(),
          families(podCidrs),
          new RouteFilter(Optional.of(taken(cluster)), Optional.of(nextHops(cluster))),
          base.prefixLimit(),
          base.attributes(),
          cluster.name(),
          Optional.of(visible.getOrDefault(cluster.name(), Set.of())),
          Boolean.TRUE.equals(cluster.nodeMesh()));
    }

    private void peer(ClusterState cluster, NodeState node, SessionSettings session) {
      IpAddress address = IpAddress.parse(node.address()).orElse(null);
      String who = cluster.name() + "/" + node.name();
      if (address == null) {
        remarks.add(who + ": " + node.address() + " is not an IP address");
      } else if (own.contains(address)) {
        remarks.add(who + ": " + address + " is this reflector's own address");
      } else if (peers.containsKey(address)) {
        remarks.add(
            who + ": " + address + " is also a node of " + peers.get(address).session().group());
      } else {
        peers.put(
            address,
            new PeerSettings(address, node.name(), config.dial(), config.dialPort(), session));
      }
    }

    /** The families of its pods. */
    private static Set<AddressFamily> families(List<Prefix> podCidrs) {
      Set<AddressFamily> families =
          podCidrs.stream()
              .map(prefix -> AddressFamily.unicast(prefix.family()))
              .collect(Collectors.toSet());
      return families.isEmpty() ? Set.of(AddressFamily.IPV4_UNICAST) : families;
    }

    private static List<Prefix> podCidrs(ClusterState cluster) {
      return prefixes(cluster.podCidrs());
    }

    private static List<Prefix> prefixes(List<String> texts) {
      return texts.stream().map(Prefix::parse).flatMap(Optional::stream).toList();
    }

    /** Of its pods, and of its services where an interconnect asks for them. */
    private List<Prefix> taken(ClusterState cluster) {
      List<Prefix> taken = new ArrayList<>(podCidrs(cluster));
      if (withServices.contains(cluster.name())) {
        taken.addAll(prefixes(cluster.serviceCidrs()));
      }
      return List.copyOf(taken);
    }

    private Set<IpAddress> nextHops(ClusterState cluster) {
      Set<IpAddress> addresses = new HashSet<>();
      cluster.nodes().forEach(node -> IpAddress.parse(node.address()).ifPresent(addresses::add));
      return addresses;
    }
  }
}
