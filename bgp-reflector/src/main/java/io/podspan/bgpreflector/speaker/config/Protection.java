package io.podspan.bgpreflector.speaker.config;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What protects a peer's connections below BGP.
 *
 * @param password of TCP MD5 (RFC 2385): segments without its signature never arrive
 * @param formerPassword that the peer may have in its place, while passwords are changed. The
 *     kernel knows one for an address, so new connections are tried with both in turn
 * @param ttlSecurityHops how many routers away the peer is at most, 1 for a neighbour (GTSM, RFC
 *     5082); 0 for any
 */
public record Protection(
    Optional<Secret> password, Optional<Secret> formerPassword, int ttlSecurityHops) {
  public static final Protection NONE = new Protection(Optional.empty(), 0);

  private static final int MAX_TTL = 255;

  public Protection {
    if (ttlSecurityHops < 0 || ttlSecurityHops > 254) {
      throw new IllegalArgumentException(
          "TTL security takes 1 to 254 hops, or 0 for none, not " + ttlSecurityHops);
    }
  }

  /** With one password, or none. */
  public Protection(Optional<Secret> password, int ttlSecurityHops) {
    this(password, Optional.empty(), ttlSecurityHops);
  }

  /** Whether a connection under this one may go on as it is under the other. */
  public boolean sharesPassword(Protection other) {
    return passwords().anyMatch(one -> other.passwords().anyMatch(one::equals))
        || (password.isEmpty() && other.password.isEmpty());
  }

  private Stream<Secret> passwords() {
    return Stream.concat(password.stream(), formerPassword.stream());
  }

  public boolean limitsTtl() {
    return ttlSecurityHops > 0;
  }

  /** What is received with less is dropped (RFC 5082, section 3); 0 when everything is taken. */
  public int minTtl() {
    return limitsTtl() ? MAX_TTL - ttlSecurityHops + 1 : 0;
  }
}
