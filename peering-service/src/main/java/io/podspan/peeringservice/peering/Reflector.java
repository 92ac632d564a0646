package io.podspan.peeringservice.peering;

/** A reflector that every node of an interconnect peers with. */
public record Reflector(String name, String address, int port, long asn) {
  public static final int BGP_PORT = 179;

  /** The address, with the port where it is not BGP's own. */
  public String endpoint() {
    return port == BGP_PORT ? address : address + ":" + port;
  }
}
