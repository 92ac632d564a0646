package io.podspan.events;

import io.podspan.events.check.Require;

/**
 * A reflector that an interconnect goes through.
 *
 * @param name the name that the running bgp-reflector is configured with
 * @param address where the nodes reach it
 * @param port its BGP port
 * @param asn its AS number
 */
public record ReflectorState(String name, String address, int port, long asn) {
  public ReflectorState {
    Require.text(name, "reflector.name");
    Require.text(address, "reflector.address");
    Require.port(port, "reflector.port");
    Require.asn(asn, "reflector.asn");
  }
}
