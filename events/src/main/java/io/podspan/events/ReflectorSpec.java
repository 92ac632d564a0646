package io.podspan.events;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * A reflector as operators declare it. Interconnects carry its address, port and AS number too
 * ({@link ReflectorState}), so that who reads an interconnect needs no other record.
 *
 * @param name the name that the running bgp-reflector is configured with
 * @param address where the nodes reach it
 * @param port its BGP port
 * @param asn its AS number
 * @param runsHere whether it is a bgp-reflector of this Podspan; another one reports nothing
 * @param keyFile the name of the file in the credentials folder that holds the TCP MD5 key of its
 *     sessions, never the key; null when it has none
 * @param keyRef the name of a Secret of each cluster's operator with that key, which routers read
 *     in place of one of Podspan's; null, also in records of earlier versions, when it has none
 * @param formerKeyFile the name of the file with the key that nodes may have still, while theirs
 *     are changed one after the other; null, also in records of earlier versions, when all have the
 *     other one
 */
public record ReflectorSpec(
    String name,
    String address,
    int port,
    long asn,
    boolean runsHere,
    @Nullable String keyFile,
    @Nullable String keyRef,
    @Nullable String formerKeyFile) {
  public ReflectorSpec {
    Require.text(name, "reflector.name");
    Require.text(address, "reflector.address");
    Require.port(port, "reflector.port");
    Require.asn(asn, "reflector.asn");
    Require.optionalText(keyFile, "reflector.keyFile");
    Require.optionalText(keyRef, "reflector.keyRef");
    Require.optionalText(formerKeyFile, "reflector.formerKeyFile");
  }

  /** One whose routers read no Secret of somebody else's. */
  public ReflectorSpec(
      String name, String address, int port, long asn, boolean runsHere, @Nullable String keyFile) {
    this(name, address, port, asn, runsHere, keyFile, null, null);
  }
}
