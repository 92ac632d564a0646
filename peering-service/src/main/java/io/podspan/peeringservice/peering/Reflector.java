package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * A reflector that every node of an interconnect peers with.
 *
 * @param address in canonical form
 * @param keyFile the name of the file with the key of its sessions (TCP MD5), never the key; null
 *     without one, also in documents of former versions
 */
public record Reflector(String name, String address, int port, long asn, @Nullable String keyFile) {
  public static final int BGP_PORT = 179;

  /** One without a key. */
  public Reflector(String name, String address, int port, long asn) {
    this(name, address, port, asn, null);
  }

  /** Whether the other one is this one, as far as an interconnect says; it says no key. */
  public boolean isSame(Reflector other) {
    return name.equals(other.name)
        && address.equals(other.address)
        && port == other.port
        && asn == other.asn;
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
