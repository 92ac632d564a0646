package io.podspan.peeringservice.peering;

import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a reflector.
 *
 * @param address in canonical form
 * @param runsHere whether it is a bgp-reflector of this Podspan; another one reports nothing
 * @param keyFile the name of a file in the credentials folder, never the key; null without one
 */
public record ReflectorSaid(
    String name, String address, int port, long asn, boolean runsHere, @Nullable String keyFile) {

  /** As interconnects have it. */
  public Reflector reflector() {
    return new Reflector(name, address, port, asn, keyFile);
  }
}
