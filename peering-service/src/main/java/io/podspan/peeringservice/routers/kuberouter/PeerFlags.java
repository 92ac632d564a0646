package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The peers in kube-router's flags: parallel comma-separated lists of addresses, AS numbers, ports
 * and passwords, written as {@code --flag=value} or as {@code --flag value}. Adding a peer and
 * removing it again gives the same flags. All other flags keep their value and their place.
 */
final class PeerFlags {
  private static final String IPS = "--peer-router-ips";
  private static final String ASNS = "--peer-router-asns";
  private static final String PORTS = "--peer-router-ports";
  private static final String PASSWORDS = "--peer-router-passwords";
  private static final String PASSWORDS_FILE = "--peer-router-passwords-file";
  private static final List<String> LISTS = List.of(IPS, ASNS, PORTS, PASSWORDS);

  private PeerFlags() {}

  /** The present flags cannot be changed. The message says why. */
  static final class UnusableFlagsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFlagsException(String message) {
      super(message);
    }
  }

  private record Peer(String ip, String asn, String port, String password) {
    boolean is(Reflector reflector) {
      return ip.equals(reflector.address()) && port.equals(Integer.toString(reflector.port()));
    }
  }

  /** The value of a flag, in either spelling. If it is repeated, the last one counts. */
  static Optional<String> value(List<String> flags, String name) {
    Optional<String> value = Optional.empty();
    for (int i = 0; i < flags.size(); i++) {
      if (flags.get(i).startsWith(name + "=")) {
        value = Optional.of(flags.get(i).substring(name.length() + 1));
      } else if (flags.get(i).equals(name) && i + 1 < flags.size()) {
        value = Optional.of(flags.get(i + 1));
      }
    }
    return value;
  }

  /**
   * The flags with these reflectors as additional peers.
   *
   * @throws UnusableFlagsException when the present flags contradict each other, or name a
   *     reflector's address with another AS number
   */
  static List<String> with(List<String> flags, Collection<Reflector> reflectors) {
    List<Peer> peers = new ArrayList<>(peers(flags));
    List<Peer> before = List.copyOf(peers);
    for (Reflector reflector : reflectors) {
      Optional<Peer> present = peers.stream().filter(p -> p.is(reflector)).findFirst();
      if (present.isEmpty()) {
        peers.add(added(reflector));
      } else if (!present.get().asn().equals(Long.toString(reflector.asn()))) {
        throw new UnusableFlagsException(
            "the flags already name "
                + reflector.address()
                + " with the AS number "
                + present.get().asn()
                + ", not "
                + reflector.asn());
      }
    }
    return peers.equals(before) ? List.copyOf(flags) : written(flags, peers);
  }

  private static Peer added(Reflector reflector) {
    return new Peer(
        reflector.address(),
        Long.toString(reflector.asn()),
        Integer.toString(reflector.port()),
        "");
  }

  /**
   * The flags without these reflectors as peers.
   *
   * @throws UnusableFlagsException when the present flags contradict each other
   */
  static List<String> without(List<String> flags, Collection<Reflector> reflectors) {
    List<Peer> before = peers(flags);
    List<Peer> peers = before.stream().filter(p -> reflectors.stream().noneMatch(p::is)).toList();
    return peers.equals(before) ? List.copyOf(flags) : written(flags, peers);
  }

  private static List<Peer> peers(List<String> flags) {
    List<String> ips = list(flags, IPS);
    List<String> asns = list(flags, ASNS);
    List<String> ports = list(flags, PORTS);
    List<String> passwords = list(flags, PASSWORDS);
    if (asns.size() != ips.size()
        || (!ports.isEmpty() && ports.size() != ips.size())
        || (!passwords.isEmpty() && passwords.size() != ips.size())) {
      throw new UnusableFlagsException(
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
    if (!ips.isEmpty() && value(flags, PASSWORDS_FILE).isPresent()) {
      throw new UnusableFlagsException(
          PASSWORDS_FILE + " is set for the present peers, and Podspan cannot add to that file");
    }
    List<Peer> peers = new ArrayList<>();
    for (int i = 0; i < ips.size(); i++) {
      String port = ports.isEmpty() ? Integer.toString(Reflector.BGP_PORT) : ports.get(i);
      peers.add(
          new Peer(ips.get(i), asns.get(i), port, passwords.isEmpty() ? "" : passwords.get(i)));
    }
    return peers;
  }

  private static List<String> list(List<String> flags, String name) {
    return value(flags, name)
        .filter(v -> !v.isEmpty())
        .map(v -> Arrays.stream(v.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }

  private static List<String> written(List<String> flags, List<Peer> peers) {
    List<String> result = new ArrayList<>(flags);
    boolean ports = peers.stream().anyMatch(p -> !p.port().equals("179"));
    boolean passwords = peers.stream().anyMatch(p -> !p.password().isEmpty());
    set(result, IPS, joined(peers.stream().map(Peer::ip).toList()));
    set(result, ASNS, joined(peers.stream().map(Peer::asn).toList()));
    set(result, PORTS, ports ? joined(peers.stream().map(Peer::port).toList()) : "");
    set(result, PASSWORDS, passwords ? joined(peers.stream().map(Peer::password).toList()) : "");
    return List.copyOf(result);
  }

  private static String joined(List<String> values) {
    return String.join(",", values);
  }

  /** Sets a flag in its place and spelling. Appends it if it is new, removes it if it is empty. */
  private static void set(List<String> flags, String name, String value) {
    int at = indexOf(flags, name);
    if (at < 0) {
      if (!value.isEmpty()) {
        flags.add(name + "=" + value);
      }
      return;
    }
    boolean apart = flags.get(at).equals(name);
    if (value.isEmpty()) {
      flags.remove(at);
      if (apart && at < flags.size()) {
        flags.remove(at);
      }
    } else if (apart) {
      flags.set(at + 1, value);
    } else {
      flags.set(at, name + "=" + value);
    }
  }

  private static int indexOf(List<String> flags, String name) {
    int last = -1;
    for (int i = 0; i < flags.size(); i++) {
      if (flags.get(i).startsWith(name + "=")
          || (flags.get(i).equals(name) && i + 1 < flags.size())) {
        last = i;
      }
    }
    return last;
  }

  /** The flags for people: one line each, passwords hidden. */
  static List<String> shown(List<String> flags) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < flags.size(); i++) {
      String flag = flags.get(i);
      if (LISTS.contains(flag) && i + 1 < flags.size()) {
        shown.add(masked(flag + " " + flags.get(++i)));
      } else {
        shown.add(masked(flag));
      }
    }
    return shown;
  }

  private static String masked(String line) {
    if (!line.startsWith(PASSWORDS + "=") && !line.startsWith(PASSWORDS + " ")) {
      return line;
    }
    int start = PASSWORDS.length() + 1;
    return line.substring(0, start)
        + Arrays.stream(line.substring(start).split(",", -1))
            .map(p -> p.isEmpty() ? "" : "***")
            .collect(Collectors.joining(","));
  }
}
