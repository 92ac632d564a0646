package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.kuberouter.RouterFlags.Occurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The peers in kube-router's flags: parallel lists of addresses, AS numbers, ports and passwords.
 * Each flag may occur several times; kube-router appends the lists. Adding a peer and removing it
 * again gives the same flags. All other flags keep their value and their place. Pure.
 */
final class PeerFlags {
  private static final String IPS = "--peer-router-ips";
  private static final String ASNS = "--peer-router-asns";
  private static final String PORTS = "--peer-router-ports";
  private static final String PASSWORDS = PasswordFlags.LIST;
  private static final String OUR_FILE = PasswordFlags.FILE + "=" + PeerPasswords.FILE;

  private static final List<String> LISTS = List.of(IPS, ASNS, PORTS, PASSWORDS);
  private static final String BGP_PORT = ConfiguredPeer.BGP_PORT;

  /** Words of the command that kube-router reads before the flags. They are not changed. */
  private final List<String> before;

  private final Map<String, String> variables;
  private final Map<String, String> keyFiles;

  PeerFlags(List<String> before, Map<String, String> variables) {
    this(before, variables, Map.of());
  }

  /**
   * @param keyFiles by address, of the peers that have a password of ours
   */
  PeerFlags(List<String> before, Map<String, String> variables, Map<String, String> keyFiles) {
    this.before = List.copyOf(before);
    this.variables = Map.copyOf(variables);
    this.keyFiles = Map.copyOf(keyFiles);
  }

  private RouterFlags parsed(List<String> flags) {
    List<String> words = new ArrayList<>(before);
    words.addAll(flags);
    return new RouterFlags(words, variables);
  }

  /**
   * The flags with these reflectors as additional peers.
   *
   * @throws UnusablePeersException when the present flags contradict each other, or name a
   *     reflector's address with another AS number or port
   */
  List<String> with(List<String> flags, Collection<Reflector> reflectors) {
    List<ConfiguredPeer> peers = all(flags);
    return withPeers(
        flags,
        ConfiguredPeer.missing(peers, reflectors, "the flags").stream()
            .map(ConfiguredPeer::of)
            .toList());
  }

  /** The flags with these peers after the present ones. */
  List<String> withPeers(List<String> flags, List<ConfiguredPeer> added) {
    if (added.isEmpty()) {
      return List.copyOf(flags);
    }
    PeerFlags with = withKeys(added);
    List<String> all = with.appended(flags, all(flags), added);
    return with.withFile(all);
  }

  /**
   * The reflectors have the keys that they are to have. A key that is there already stays, unless
   * it is to become another one: another interconnect of the cluster may have brought it.
   */
  PeerFlags withKeysOf(Aim aim) {
    List<Reflector> changed = aim.rekeyed();
    return withKeys(
        aim.wanted().stream()
            .filter(r -> changed.contains(r) || !keyFiles.containsKey(r.address()))
            .map(ConfiguredPeer::of)
            .toList());
  }

  private PeerFlags withKeys(List<ConfiguredPeer> peers) {
    Map<String, String> all = new HashMap<>(keyFiles);
    peers.stream()
        .filter(peer -> !peer.keyFile().isEmpty())
        .forEach(peer -> all.put(peer.ip(), peer.keyFile()));
    return new PeerFlags(before, variables, all);
  }

  /** The flags with the one of our file if a peer has a key, and without it otherwise. */
  List<String> withFile(List<String> flags) {
    boolean keyed = all(flags).stream().anyMatch(peer -> !peer.keyFile().isEmpty());
    if (keyed == flags.contains(OUR_FILE)) {
      return List.copyOf(flags);
    }
    List<String> result = new ArrayList<>(flags);
    if (keyed) {
      result.add(OUR_FILE);
    } else {
      result.remove(OUR_FILE);
    }
    return List.copyOf(result);
  }

  /**
   * The peers in these flags.
   *
   * @throws UnusablePeersException when the flags contradict each other
   */
  List<ConfiguredPeer> all(List<String> flags) {
    return peers(parsed(flags));
  }

  /** The flags without any peer. */
  List<String> withoutAll(List<String> flags) {
    Set<Integer> all = new TreeSet<>();
    for (int i = 0; i < all(flags).size(); i++) {
      all.add(i);
    }
    List<String> result = new ArrayList<>(flags);
    LISTS.forEach(name -> remove(result, name, all, true));
    return List.copyOf(result);
  }

  private List<String> appended(
      List<String> flags, List<ConfiguredPeer> peers, List<ConfiguredPeer> added) {
    new PasswordFlags(parsed(flags)).requireRoom(added);
    List<String> result = new ArrayList<>(flags);
    append(result, IPS, added.stream().map(ConfiguredPeer::ip).toList(), List.of());
    append(result, ASNS, added.stream().map(ConfiguredPeer::asn).toList(), List.of());
    RouterFlags parsed = parsed(flags);
    boolean ports = !parsed.list(PORTS).isEmpty();
    if (ports || added.stream().anyMatch(p -> !p.port().equals(BGP_PORT))) {
      List<String> former = ports ? List.of() : peers.stream().map(_ -> BGP_PORT).toList();
      append(result, PORTS, added.stream().map(ConfiguredPeer::port).toList(), former);
    }
    if (!parsed.list(PASSWORDS).isEmpty()) {
      append(result, PASSWORDS, added.stream().map(ConfiguredPeer::password).toList(), List.of());
    }
    return List.copyOf(result);
  }

  /** Appends to the last occurrence of the flag, or writes the flag if there is none. */
  private void append(List<String> flags, String name, List<String> values, List<String> former) {
    List<String> all = new ArrayList<>(former);
    all.addAll(values);
    String joined = String.join(",", all);
    Optional<Occurrence> last =
        parsed(flags).last(name).filter(o -> o.at() >= before.size() && !o.value().isEmpty());
    if (last.isEmpty()) {
      flags.add(name + "=" + joined);
      return;
    }
    int at = last.get().at() - before.size() + (last.get().apart() ? 1 : 0);
    flags.set(at, flags.get(at) + "," + joined);
  }

  /**
   * The flags without these reflectors as peers.
   *
   * @throws UnusablePeersException when the present flags contradict each other
   */
  List<String> without(List<String> flags, Collection<Reflector> reflectors) {
    RouterFlags parsed = parsed(flags);
    List<ConfiguredPeer> peers = peers(parsed);
    Set<Integer> unwanted = new TreeSet<>();
    for (int i = 0; i < peers.size(); i++) {
      ConfiguredPeer peer = peers.get(i);
      if (reflectors.stream().anyMatch(peer::is)) {
        unwanted.add(i);
      }
    }
    if (unwanted.isEmpty()) {
      return List.copyOf(flags);
    }
    new PasswordFlags(parsed).requireToRemove();
    List<ConfiguredPeer> left = new ArrayList<>();
    for (int i = 0; i < peers.size(); i++) {
      if (!unwanted.contains(i)) {
        left.add(peers.get(i));
      }
    }
    boolean ports = left.stream().anyMatch(p -> !p.port().equals(BGP_PORT));
    boolean passwords = left.stream().anyMatch(p -> !p.password().isEmpty());
    List<String> result = new ArrayList<>(flags);
    remove(result, IPS, unwanted, false);
    remove(result, ASNS, unwanted, false);
    remove(result, PORTS, unwanted, !ports);
    remove(result, PASSWORDS, unwanted, !passwords);
    return withFile(result);
  }

  /**
   * @param whole whether nothing of the flag is needed any more
   */
  private void remove(List<String> flags, String name, Set<Integer> unwanted, boolean whole) {
    List<Occurrence> occurrences = parsed(flags).of(name);
    List<List<String>> kept = new ArrayList<>();
    int element = 0;
    for (Occurrence occurrence : occurrences) {
      List<String> values = new ArrayList<>();
      for (String value : RouterFlags.elements(occurrence.value())) {
        if (!whole && !unwanted.contains(element)) {
          values.add(value);
        }
        element++;
      }
      kept.add(values);
    }
    for (int i = occurrences.size() - 1; i >= 0; i--) {
      rewrite(flags, occurrences.get(i), kept.get(i));
    }
  }

  private void rewrite(List<String> flags, Occurrence occurrence, List<String> values) {
    if (values.size() == RouterFlags.elements(occurrence.value()).size()) {
      return;
    }
    int at = occurrence.at() - before.size();
    if (at < 0) {
      throw new UnusablePeersException(
          occurrence.name() + " of the reflector stands in command, and Podspan changes args only");
    }
    if (values.isEmpty()) {
      flags.remove(at);
      if (occurrence.apart()) {
        flags.remove(at);
      }
      return;
    }
    String joined = String.join(",", values);
    flags.set(
        occurrence.apart() ? at + 1 : at,
        occurrence.apart() ? joined : occurrence.name() + "=" + joined);
  }

  private List<ConfiguredPeer> peers(RouterFlags flags) {
    for (String name : LISTS) {
      if (flags.isUnreadable(name)) {
        throw new UnusablePeersException(
            name + " holds a variable whose value Podspan does not know");
      }
    }
    List<String> ips = flags.list(IPS);
    List<String> asns = flags.list(ASNS);
    List<String> ports = flags.list(PORTS);
    List<String> passwords = flags.list(PASSWORDS);
    if (asns.size() != ips.size()
        || (!ports.isEmpty() && ports.size() != ips.size())
        || (!passwords.isEmpty() && passwords.size() != ips.size())) {
      throw new UnusablePeersException(
          "the --peer-router-* flags name "
              + ips.size()
              + " addresses, "
              + asns.size()
              + " AS numbers, "
              + ports.size()
              + " ports and "
              + passwords.size()
              + " passwords; the numbers must be equal");
    }
    String inFile = new PasswordFlags(flags).ofPeersWithout();
    List<ConfiguredPeer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      String ip = ips.get(i).replaceAll("[\"'`]", "");
      ConfiguredPeer peer =
          new ConfiguredPeer(
              ip,
              asns.get(i),
              ports.isEmpty() ? BGP_PORT : ports.get(i),
              passwords.isEmpty() ? inFile : passwords.get(i));
      peers.add(peer.withKey(keyFiles.getOrDefault(ip, "")));
    }
    return peers;
  }
}
