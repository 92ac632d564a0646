package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Reflector;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A peer as kube-router's configuration names it.
 *
 * @param password as it stands there; empty for none
 * @param keyFile the key file that its password of ours comes from; {@code secret:NAME} for one in
 *     a Secret of the cluster's operator; empty for none
 */
record ConfiguredPeer(String ip, String asn, String port, String password, String keyFile) {
  static final String BGP_PORT = Integer.toString(Reflector.BGP_PORT);

  ConfiguredPeer(String ip, String asn, String port, String password) {
    this(ip, asn, port, password, "");
  }

  static ConfiguredPeer of(Reflector reflector) {
    return new ConfiguredPeer(
        reflector.address(),
        Long.toString(reflector.asn()),
        Integer.toString(reflector.port()),
        "",
        keyOf(reflector));
  }

  private static String keyOf(Reflector reflector) {
    return reflector.authSecretRef() != null
        ? PeerPasswords.OF_OPERATOR + reflector.authSecretRef()
        : Objects.requireNonNullElse(reflector.keyFile(), "");
  }

  boolean isAt(Reflector reflector) {
    Optional<IpAddress> own = IpAddress.parse(ip);
    return own.isPresent() && own.equals(IpAddress.parse(reflector.address()));
  }

  boolean is(Reflector reflector) {
    return isAt(reflector) && port.equals(Integer.toString(reflector.port()));
  }

  boolean hasPassword() {
    return !password.isEmpty() || !keyFile.isEmpty();
  }

  /** The same with this key file, if it has no password of somebody else's. */
  ConfiguredPeer withKey(String file) {
    return password.isEmpty() ? new ConfiguredPeer(ip, asn, port, password, file) : this;
  }

  /**
   * Those of the reflectors that are not among the peers.
   *
   * @param where {@code the flags}
   * @throws UnusablePeersException when a reflector's address is there with another AS number or
   *     port, with a password that it has not, or without the one that it has. A password that
   *     somebody else gave to the peer is taken as the right one
   */
  static List<Reflector> missing(
      List<ConfiguredPeer> peers, Collection<Reflector> reflectors, String where) {
    return reflectors.stream()
        .filter(
            reflector -> {
              Optional<ConfiguredPeer> present =
                  peers.stream().filter(peer -> peer.isAt(reflector)).findFirst();
              present.ifPresent(peer -> peer.check(reflector, where));
              return present.isEmpty();
            })
        .toList();
  }

  private void check(Reflector reflector, String where) {
    String already = where + " already name " + reflector.address() + " with ";
    if (!asn.equals(Long.toString(reflector.asn()))) {
      throw new UnusablePeersException(
          already + "the AS number " + asn + ", not " + reflector.asn());
    }
    if (!is(reflector)) {
      throw new UnusablePeersException(
          already
              + "the port "
              + port
              + ", not "
              + reflector.port()
              + ", and kube-router has one session per address");
    }
    String wanted = keyOf(reflector);
    if (wanted.isEmpty() && hasPassword()) {
      throw new UnusablePeersException(already + "a password");
    }
    if (!wanted.isEmpty() && !hasPassword()) {
      throw new UnusablePeersException(
          where
              + " already name "
              + reflector.address()
              + " without a password, and the reflector wants one");
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return ip + " AS " + asn + " port " + port;
  }
}
