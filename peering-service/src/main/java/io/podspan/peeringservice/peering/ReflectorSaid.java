package io.podspan.peeringservice.peering;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a reflector.
 *
 * @param address in canonical form
 * @param runsHere whether it is a bgp-reflector of this Podspan; another one reports nothing
 * @param keyFile the name of a file in the credentials folder, never the key; null without one
 * @param authSecretRef the name of a Secret that every cluster's operator keeps there; null without
 * @param formerKeyFile the file with the key that nodes may have still, while theirs are changed;
 *     null without
 */
public record ReflectorSaid(
    String name,
    String address,
    int port,
    long asn,
    boolean runsHere,
    @Nullable String keyFile,
    @Nullable String authSecretRef,
    @Nullable String formerKeyFile) {
  /** One whose routers read no Secret of somebody else's. */
  public ReflectorSaid(
      String name, String address, int port, long asn, boolean runsHere, @Nullable String keyFile) {
    this(name, address, port, asn, runsHere, keyFile, null, null);
  }

  /** Without a key that nodes may have still. */
  public ReflectorSaid(
      String name,
      String address,
      int port,
      long asn,
      boolean runsHere,
      @Nullable String keyFile,
      @Nullable String authSecretRef) {
    this(name, address, port, asn, runsHere, keyFile, authSecretRef, null);
  }

  /** Whether nodes that have this key have sessions with it. */
  public boolean takes(Reflector had) {
    boolean either =
        Objects.equals(keyFile, had.keyFile())
            || (formerKeyFile != null && formerKeyFile.equals(had.keyFile()));
    return reflector().isSame(had) && either && Objects.equals(authSecretRef, had.authSecretRef());
  }

  /** As interconnects have it. */
  public Reflector reflector() {
    return new Reflector(name, address, port, asn, keyFile, authSecretRef);
  }
}
