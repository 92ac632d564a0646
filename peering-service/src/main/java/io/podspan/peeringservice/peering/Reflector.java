package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;

/**
 * A reflector that every node of an interconnect peers with.
 *
 * @param address in canonical form
 */
public record Reflector(String name, String address, int port, long asn) {
  public static final int BGP_PORT = 179;

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
