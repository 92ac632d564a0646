package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reflector that every node of an interconnect peers with.
 *
 * @param address in canonical form
 * @param keyFile the name of the file with the key of its sessions (TCP MD5), never the key; null
 *     without one, also in documents of former versions
 * @param authSecretRef the name of a Secret with that key which the operator of each cluster keeps
 *     there, and which its routers read in place of one of Podspan's; null without one, also in
 *     documents of former versions
 */
public record Reflector(
    String name,
    String address,
    int port,
    long asn,
    @Nullable String keyFile,
    @Nullable String authSecretRef) {
  public static final int BGP_PORT = 179;

  /** The names of the Secrets that Podspan writes begin so, and those of no others. */
  public static final String OUR_SECRETS = "podspan-bgp-";

  /** One with a key that Podspan writes. */
  public Reflector(String name, String address, int port, long asn, @Nullable String keyFile) {
    this(name, address, port, asn, keyFile, null);
  }

  /** One without a key. */
  public Reflector(String name, String address, int port, long asn) {
    this(name, address, port, asn, null, null);
  }

  /** Whether its sessions have a key. */
  public boolean keyed() {
    return keyFile != null || authSecretRef != null;
  }

  /** The file that Podspan writes Secrets of; empty where it writes none. */
  public Optional<String> keyToWrite() {
    return authSecretRef == null ? Optional.ofNullable(keyFile) : Optional.empty();
  }

  /** Whether the other one is this one, as far as an interconnect says; it says no key. */
  public boolean isSame(Reflector other) {
    return name.equals(other.name)
        && address.equals(other.address)
        && port == other.port
        && asn == other.asn;
  }

  /** Whether routers have the same key of this one as of the other one. */
  public boolean hasKeyOf(Reflector other) {
    return isSame(other)
        && Objects.equals(authSecretRef, other.authSecretRef)
        && keyToWrite().equals(other.keyToWrite());
  }

  /** The address, followed by the port if it is not BGP's own. */
  public String endpoint() {
    if (port == BGP_PORT) {
      return address;
    }
    return family() == IpFamily.IPV6 ? "[" + address + "]:" + port : address + ":" + port;
  }

  public IpFamily family() {
    return IpAddress.of(address).family();
  }
}
