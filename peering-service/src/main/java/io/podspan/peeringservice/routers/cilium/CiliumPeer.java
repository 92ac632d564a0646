package io.podspan.peeringservice.routers.cilium;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import org.jspecify.annotations.Nullable;

/**
 * A reflector that the nodes peer with. It is part of a stored document: add components, do not
 * rename them.
 *
 * @param name of the peer, and of its CiliumBGPPeerConfig
 * @param interconnect the one that it is for
 * @param secret the Secret that has the password; null for none
 * @param key the same, if it is one of ours; null also in documents of former versions
 */
record CiliumPeer(
    String name,
    String interconnect,
    String address,
    int port,
    long asn,
    @Nullable String secret,
    @Nullable KeySecret key) {
  static final String CONFIG = "CiliumBGPPeerConfig ";

  static CiliumPeer of(Aim aim, Reflector reflector, @Nullable KeySecret key) {
    return new CiliumPeer(
        "podspan-" + aim.interconnect() + "-" + reflector.name(),
        aim.interconnect(),
        reflector.address(),
        reflector.port(),
        reflector.asn(),
        key == null ? null : key.name(),
        key);
  }

  /** The same with another name. */
  CiliumPeer named(String other) {
    return new CiliumPeer(other, interconnect, address, port, asn, secret, key);
  }

  /** The same of this interconnect. */
  CiliumPeer ownedBy(String other) {
    return new CiliumPeer(name, other, address, port, asn, secret, key);
  }

  /** The same with this Secret, which is none of ours. */
  CiliumPeer with(@Nullable String other) {
    return new CiliumPeer(name, interconnect, address, port, asn, other, null);
  }

  /** The family of its session, and of the routes in it. */
  String family() {
    return IpAddress.of(address).family() == IpFamily.IPV6 ? "ipv6" : "ipv4";
  }

  /** For people. */
  String shown() {
    return "CiliumBGPClusterConfig "
        + ClusterConfig.OURS
        + ": peer "
        + name
        + ": peerAddress "
        + address
        + ", peerASN "
        + asn;
  }

  /** For people. */
  String shownConfig() {
    return CONFIG
        + name
        + ": peerPort "
        + port
        + ", family "
        + family()
        + " unicast, gracefulRestart"
        + (secret == null ? "" : ", authSecretRef " + secret);
  }
}
