package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The peers in the annotations of one node: a list in YAML ({@link PeerList}), or parallel lists of
 * addresses, AS numbers, ports, passwords and local addresses, which all releases read. What is
 * there decides which of them is written. Adding a peer and removing it again gives the same
 * annotations. Pure.
 */
final class PeerAnnotations {
  static final String PEERS = "kube-router.io/peers";
  static final String IPS = "kube-router.io/peer.ips";
  static final String ASNS = "kube-router.io/peer.asns";
  static final String PORTS = "kube-router.io/peer.ports";
  static final String PASSWORDS = "kube-router.io/peer.passwords";
  static final String LOCAL_IPS = "kube-router.io/peer.localips";
  static final List<String> KEYS = List.of(PEERS, IPS, ASNS, PORTS, PASSWORDS, LOCAL_IPS);

  private final boolean inYaml;
  private final SortedMap<String, String> values;
  private final String where;

  private PeerAnnotations(boolean inYaml, SortedMap<String, String> values, String where) {
    this.inYaml = inYaml;
    this.values = values;
    this.where = where;
  }

  /**
   * Those of a node.
   *
   * @param annotations all of them
   * @param newer whether kube-router reads the list in YAML
   */
  static PeerAnnotations of(String node, Map<String, String> annotations, boolean newer) {
    SortedMap<String, String> values = only(annotations);
    boolean lists = values.containsKey(IPS) || values.containsKey(ASNS);
    return new PeerAnnotations(
        newer && (values.containsKey(PEERS) || !lists),
        values,
        "the annotations of the node " + node);
  }

  /** Those that name peers. */
  static SortedMap<String, String> only(Map<String, String> annotations) {
    SortedMap<String, String> values = new TreeMap<>(annotations);
    values.keySet().retainAll(KEYS);
    return values;
  }

  SortedMap<String, String> values() {
    return values;
  }

  /**
   * @throws UnusablePeersException when kube-router could not read them
   */
  List<ConfiguredPeer> peers() {
    if (inYaml) {
      return PeerList.peers(values.getOrDefault(PEERS, ""), where);
    }
    List<String> ips = list(IPS);
    List<String> asns = list(ASNS);
    List<String> ports = list(PORTS);
    List<String> passwords = list(PASSWORDS);
    for (List<String> other : List.of(ports, passwords, list(LOCAL_IPS))) {
      if (asns.size() != ips.size() || (!other.isEmpty() && other.size() != ips.size())) {
        throw new UnusablePeersException(
            where + " name peers in lists of different lengths; the lengths must be equal");
      }
    }
    List<ConfiguredPeer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      peers.add(
          new ConfiguredPeer(
              ips.get(i),
              asns.get(i),
              ports.isEmpty() ? ConfiguredPeer.BGP_PORT : ports.get(i),
              passwords.isEmpty() ? "" : passwords.get(i)));
    }
    return peers;
  }

  private List<String> list(String key) {
    String text = values.get(key);
    return text == null
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  /** Whether flags can say the same. */
  boolean saysMoreThanFlags() {
    return inYaml
        ? PeerList.hasLocalAddress(values.getOrDefault(PEERS, ""), where)
        : list(LOCAL_IPS).stream().anyMatch(address -> !address.isEmpty());
  }

  /**
   * With these reflectors as additional peers.
   *
   * @throws UnusablePeersException when one is there with another AS number or port
   */
  PeerAnnotations with(Collection<Reflector> reflectors) {
    return withPeers(
        ConfiguredPeer.missing(peers(), reflectors, where).stream()
            .map(ConfiguredPeer::of)
            .toList());
  }

  /** With these peers after the present ones. */
  PeerAnnotations withPeers(List<ConfiguredPeer> added) {
    if (added.isEmpty()) {
      return this;
    }
    SortedMap<String, String> changed = new TreeMap<>(values);
    if (inYaml) {
      changed.put(PEERS, PeerList.with(values.getOrDefault(PEERS, ""), added, where));
      return changedTo(changed);
    }
    append(changed, IPS, added.stream().map(ConfiguredPeer::ip).toList());
    append(changed, ASNS, added.stream().map(ConfiguredPeer::asn).toList());
    boolean usual = added.stream().allMatch(p -> p.port().equals(ConfiguredPeer.BGP_PORT));
    if (!usual && !values.containsKey(PORTS)) {
      append(changed, PORTS, peers().stream().map(_ -> ConfiguredPeer.BGP_PORT).toList());
    }
    if (!usual || values.containsKey(PORTS)) {
      append(changed, PORTS, added.stream().map(ConfiguredPeer::port).toList());
    }
    for (String key : List.of(PASSWORDS, LOCAL_IPS)) {
      if (values.containsKey(key)) {
        append(changed, key, added.stream().map(_ -> "").toList());
      }
    }
    return changedTo(changed);
  }

  private static void append(SortedMap<String, String> values, String key, List<String> added) {
    if (!added.isEmpty()) {
      String joined = String.join(",", added);
      values.merge(key, joined, (before, more) -> before + "," + more);
    }
  }

  /**
   * Without these reflectors as peers.
   *
   * @throws UnusablePeersException when the present annotations contradict each other
   */
  PeerAnnotations without(Collection<Reflector> reflectors) {
    return inYaml ? withoutLines(reflectors) : withoutElements(reflectors);
  }

  private PeerAnnotations withoutLines(Collection<Reflector> reflectors) {
    String text = values.getOrDefault(PEERS, "");
    for (Reflector reflector : reflectors) {
      text = text.isEmpty() ? text : PeerList.without(text, reflector, where);
    }
    SortedMap<String, String> changed = new TreeMap<>(values);
    if (text.isEmpty()) {
      changed.remove(PEERS);
    } else {
      changed.put(PEERS, text);
    }
    return changedTo(changed);
  }

  private PeerAnnotations withoutElements(Collection<Reflector> reflectors) {
    List<ConfiguredPeer> peers = peers();
    TreeSet<Integer> unwanted = new TreeSet<>();
    for (int i = 0; i < peers.size(); i++) {
      if (reflectors.stream().anyMatch(peers.get(i)::is)) {
        unwanted.add(i);
      }
    }
    if (unwanted.isEmpty()) {
      return this;
    }
    SortedMap<String, String> changed = new TreeMap<>(values);
    if (unwanted.size() == peers.size()) {
      KEYS.stream().filter(key -> !key.equals(PEERS)).forEach(changed::remove);
      return changedTo(changed);
    }
    for (String key : List.of(IPS, ASNS, PORTS, PASSWORDS, LOCAL_IPS)) {
      changed.computeIfPresent(key, (_, text) -> left(text, unwanted));
    }
    if (portsCameWith(peers, unwanted)) {
      changed.remove(PORTS);
    }
    return changedTo(changed);
  }

  private static String left(String text, TreeSet<Integer> unwanted) {
    List<String> elements = new ArrayList<>(List.of(text.split(",", -1)));
    unwanted.descendingSet().forEach(i -> elements.remove((int) i));
    return String.join(",", elements);
  }

  /** A list of usual ports was written because of a peer with another one. */
  private static boolean portsCameWith(List<ConfiguredPeer> peers, TreeSet<Integer> unwanted) {
    boolean othersUsual = true;
    boolean ownUsual = true;
    for (int i = 0; i < peers.size(); i++) {
      boolean usual = peers.get(i).port().equals(ConfiguredPeer.BGP_PORT);
      if (unwanted.contains(i)) {
        ownUsual &= usual;
      } else {
        othersUsual &= usual;
      }
    }
    return othersUsual && !ownUsual;
  }

  private PeerAnnotations changedTo(SortedMap<String, String> changed) {
    return new PeerAnnotations(inYaml, changed, where);
  }

  /** An annotation for people, on one line, passwords hidden. */
  static String shown(String key, String value) {
    String masked =
        key.equals(PASSWORDS)
            ? Arrays.stream(value.split(",", -1))
                .map(p -> p.isEmpty() ? "" : "***")
                .collect(Collectors.joining(","))
            : value.replaceAll("(?i)(password[\"']?\\s*:\\s*)(?!\"\")[^\\n,}]+", "$1***");
    return key + "=" + Objects.requireNonNull(masked).strip().replaceAll("\\s*\\n\\s*", " ");
  }
}
