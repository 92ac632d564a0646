package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.AttributeRules;
import io.podspan.bgpreflector.settings.Endpoint;
import io.podspan.bgpreflector.settings.PeerSettings;
import io.podspan.bgpreflector.settings.PrefixLimitSettings;
import io.podspan.bgpreflector.settings.RangeSettings;
import io.podspan.bgpreflector.settings.RouteFilter;
import io.podspan.bgpreflector.settings.SessionSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may connect: defaults, peers, ranges. */
final class PeersReader {
  private static final int MAX_RANGE = 1_000_000;
  private static final int DEFAULT_RANGE = 10_000;

  private final Faults faults;
  private final Values values;
  private final SessionReader sessions;
  private final Section root;
  private final Map<IpAddress, Place> placesOfPeers = new HashMap<>();

  /**
   * @param folder where relative names of files begin
   */
  PeersReader(Faults faults, Values values, Path folder, Section root) {
    this.faults = faults;
    this.values = values;
    this.sessions = new SessionReader(faults, values, folder);
    this.root = root;
  }

  void requireSomebody() {
    if (!root.has("peers") && !root.has("ranges")) {
      faults.add(root.place(), "nobody may connect", "add peers or ranges, or --allow PREFIX");
    }
  }

  SessionSettings defaults(long asn) {
    SessionSettings base =
        new SessionSettings(
            asn,
            true,
            Optional.empty(),
            0,
            values.families(root, EnumSet.allOf(AddressFamily.class)),
            RouteFilter.ANY,
            PrefixLimitSettings.DEFAULT,
            AttributeRules.PASS);
    Section defaults = root.section("defaults").orElse(null);
    if (defaults == null) {
      return base;
    }
    SessionSettings read = sessions.read(defaults, base);
    defaults.end();
    return read;
  }

  List<PeerSettings> peers(SessionSettings base, List<Endpoint> own) {
    List<PeerSettings> peers = new ArrayList<>();
    for (Section section : root.sections("peers")) {
      Optional<IpAddress> address = required(section, "address").flatMap(values::address);
      address.ifPresent(known -> checkPeer(known, section.placeOf("address"), own));
      String name = section.scalar("name").map(Tree.Scalar::text).orElse("");
      boolean dial = values.truth(section, "dial", false);
      int port = (int) values.number(section, "port", 1, 65535, Endpoint.BGP_PORT);
      SessionSettings session = sessions.read(section, base);
      section.end();
      address.ifPresent(known -> peers.add(new PeerSettings(known, name, dial, port, session)));
    }
    return peers;
  }

  private Optional<Tree.Scalar> required(Section section, String key) {
    if (!section.has(key)) {
      faults.add(section.place(), "'" + key + "' is missing in this entry", "add '" + key + ":'");
    }
    return section.scalar(key);
  }

  private void checkPeer(IpAddress address, Place place, List<Endpoint> own) {
    checkFirst(address, place, placesOfPeers);
    if (!isUnicast(address)) {
      faults.add(
          place,
          address + " is not the address of one peer",
          "write the address that the peer connects from, or a range under 'ranges'");
    }
    if (own.stream().anyMatch(endpoint -> endpoint.address().equals(address))) {
      faults.add(place, address + " is the reflector's own address", "remove this peer");
    }
  }

  private static boolean isUnicast(IpAddress address) {
    InetAddress known = address.toInetAddress();
    boolean broadcast = !address.ipv6() && address.ipv4Bits() == -1;
    return !known.isAnyLocalAddress() && !known.isMulticastAddress() && !broadcast;
  }

  private <T> void checkFirst(T key, Place place, Map<T, Place> seen) {
    Place before = seen.putIfAbsent(key, place);
    if (before != null) {
      faults.add(place, key + " is here a second time, after line " + before.line(), "keep one");
    }
  }

  List<RangeSettings> ranges(SessionSettings base) {
    List<RangeSettings> ranges = new ArrayList<>();
    Map<Prefix, Place> seen = new HashMap<>();
    for (Section section : root.sections("ranges")) {
      Optional<Prefix> range = required(section, "range").flatMap(values::prefix);
      range.ifPresent(known -> checkFirst(known, section.placeOf("range"), seen));
      int limit = (int) values.number(section, "limit", 1, MAX_RANGE, DEFAULT_RANGE);
      SessionSettings session = sessions.read(section, base);
      section.end();
      range.ifPresent(known -> ranges.add(new RangeSettings(known, limit, session)));
    }
    return ranges;
  }

  /** The kernel asks for the key of a range also where a peer inside it has none. */
  void checkKeys(List<PeerSettings> peers, List<RangeSettings> ranges) {
    for (PeerSettings peer : peers) {
      for (RangeSettings range : ranges) {
        if (peer.session().key().isEmpty()
            && range.session().key().isPresent()
            && range.range().contains(peer.address())) {
          faults.add(
              placesOfPeers.getOrDefault(peer.address(), root.place()),
              peer.address() + " has no password, but lies in " + range.range() + " that has one",
              "give it one too");
        }
      }
    }
  }
}
