package io.podspan.lab.router;

import io.podspan.addresses.Ipv4Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * kube-router's arguments for BGP, with its defaults and its checks. Unknown flags are ignored.
 *
 * @param routerId empty: the node's address
 * @param holdSeconds proposed hold time
 */
public record KubeRouterFlags(
    long clusterAsn,
    String routerId,
    int bgpPort,
    long holdSeconds,
    boolean fullMesh,
    boolean advertisePodCidr,
    GracefulRestart gracefulRestart,
    List<PeerRouter> peers) {

  /**
   * An external peer.
   *
   * @param password for TCP MD5 (RFC 2385); empty for none
   */
  public record PeerRouter(String address, long asn, int port, String password) {
    @Override
    public String toString() {
      return "PeerRouter[%s AS%d port %d]".formatted(address, asn, port);
    }
  }

  /** Graceful restart (RFC 4724), as the flags set it. */
  public record GracefulRestart(boolean enabled, long seconds, long deferralSeconds) {}

  static final int BGP_PORT = 179;
  private static final long DEFAULT_ASN = 64512;
  private static final int HIGHEST_PORT = 65535;
  private static final String IPS = "kube-router.io/peer.ips";
  private static final String ASNS = "kube-router.io/peer.asns";

  public KubeRouterFlags {
    peers = List.copyOf(peers);
  }

  /**
   * Reads the command and arguments of a container that has no files.
   *
   * @throws InvalidFlagsException where kube-router would exit
   */
  public static KubeRouterFlags parse(List<String> arguments) {
    return parse(arguments, path -> Optional.empty());
  }

  /**
   * Reads a container's command and arguments.
   *
   * @param files what is in a file of the container; empty if it is not there
   * @throws InvalidFlagsException where kube-router would exit
   */
  public static KubeRouterFlags parse(
      List<String> arguments, Function<String, Optional<String>> files) {
    FlagReader flags = FlagReader.read(arguments);
    String routerId = flags.text("router-id", "");
    if (!routerId.isEmpty()) {
      address("router-id", routerId);
    }
    return new KubeRouterFlags(
        asn(
            "cluster-asn",
            flags.text("cluster-asn", "0").equals("0")
                ? Long.toString(DEFAULT_ASN)
                : flags.text("cluster-asn", "")),
        routerId,
        (int) flags.number("bgp-port", BGP_PORT, 1, HIGHEST_PORT),
        holdTime(flags.seconds("bgp-holdtime", 90)),
        flags.isOn("enable-ibgp", true) && flags.isOn("nodes-full-mesh", true),
        flags.isOn("advertise-pod-cidr", true),
        new GracefulRestart(
            flags.isOn("bgp-graceful-restart", false),
            flags.seconds("bgp-graceful-restart-time", 90),
            flags.seconds("bgp-graceful-restart-deferral-time", 360)),
        peers(flags, files));
  }

  /**
   * With the peers in the annotations of its node, if its flags name none.
   *
   * @throws InvalidFlagsException where kube-router would exit
   */
  public KubeRouterFlags orPeersOf(Map<String, String> annotations) {
    boolean named = annotations.containsKey(IPS) && annotations.containsKey(ASNS);
    return !peers.isEmpty() || !named
        ? this
        : new KubeRouterFlags(
            clusterAsn,
            routerId,
            bgpPort,
            holdSeconds,
            fullMesh,
            advertisePodCidr,
            gracefulRestart,
            peers(
                elements(annotations, IPS),
                elements(annotations, ASNS),
                elements(annotations, "kube-router.io/peer.ports"),
                elements(annotations, "kube-router.io/peer.passwords")));
  }

  private static List<String> elements(Map<String, String> annotations, String key) {
    String text = annotations.get(key);
    return text == null ? List.of() : List.of(text.split(",", -1));
  }

  private static List<PeerRouter> peers(
      FlagReader flags, Function<String, Optional<String>> files) {
    return peers(
        flags.list("peer-router-ips"),
        flags.list("peer-router-asns"),
        flags.list("peer-router-ports"),
        passwords(flags, files));
  }

  /** kube-router prefers those in flags to those in a file. */
  private static List<String> passwords(
      FlagReader flags, Function<String, Optional<String>> files) {
    List<String> inFlags = flags.list("peer-router-passwords");
    String path = flags.text("peer-router-passwords-file", "");
    if (!inFlags.isEmpty() || path.isEmpty()) {
      return inFlags;
    }
    String content =
        files
            .apply(path)
            .orElseThrow(
                () ->
                    new InvalidFlagsException(
                        "error loading Peer Passwords File : open %s: no such file or directory"
                            .formatted(path)));
    return List.of(content.split(",", -1));
  }

  private static List<PeerRouter> peers(
      List<String> addresses, List<String> asns, List<String> ports, List<String> passwords) {
    requireEqual(addresses, asns, "ASN numbers");
    if (!ports.isEmpty()) {
      requireEqual(addresses, ports, "ports");
    }
    if (!passwords.isEmpty()) {
      requireEqual(addresses, passwords, "passwords");
    }
    var peers = new ArrayList<PeerRouter>();
    for (int i = 0; i < addresses.size(); i++) {
      peers.add(
          new PeerRouter(
              address("peer-router-ips", addresses.get(i).trim()),
              asn("peer-router-asns", asns.get(i).trim()),
              ports.isEmpty()
                  ? BGP_PORT
                  : (int)
                      FlagReader.number("peer-router-ports", ports.get(i).trim(), 1, HIGHEST_PORT),
              passwords.isEmpty() ? "" : password(passwords.get(i).trim())));
    }
    return peers;
  }

  private static void requireEqual(List<String> addresses, List<String> others, String what) {
    if (addresses.size() != others.size()) {
      throw new InvalidFlagsException(
          "invalid peer router config: %d IPs, but %d %s"
              .formatted(addresses.size(), others.size(), what));
    }
  }

  private static String address(String flag, String value) {
    try {
      return Ipv4Address.of(value).toString();
    } catch (IllegalArgumentException e) {
      throw new InvalidFlagsException("could not parse --%s: %s".formatted(flag, e.getMessage()));
    }
  }

  /** Accepts only the numbers for private use (RFC 6996). */
  private static long asn(String flag, String value) {
    long asn = FlagReader.number(flag, value, 1, 4294967294L);
    if ((asn < 64512 || asn > 65535) && asn < 4200000000L) {
      throw new InvalidFlagsException("invalid ASN number \"%d\" in --%s".formatted(asn, flag));
    }
    return asn;
  }

  private static long holdTime(long seconds) {
    if (seconds < 3 || seconds > 65535) {
      throw new InvalidFlagsException(
          "this is an incorrect BGP holdtime range, holdtime must be in the range 3s to 18h12m16s");
    }
    return seconds;
  }

  private static String password(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidFlagsException("could not parse --peer-router-passwords as base64");
    }
  }
}
