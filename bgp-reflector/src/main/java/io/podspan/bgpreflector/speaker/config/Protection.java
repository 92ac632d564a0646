package io.podspan.bgpreflector.speaker.config;

import java.util.Optional;

/**
 * What protects a peer's connections below BGP.
 *
 * @param password of TCP MD5 (RFC 2385): segments without its signature never arrive
 * @param ttlSecurityHops how many routers away the peer is at most, 1 for a neighbour (GTSM, RFC
 *     5082); 0 for any
 */
public record Protection(Optional<Secret> password, int ttlSecurityHops) {
  public static final Protection NONE = new Protection(Optional.empty(), 0);

  private static final int MAX_TTL = 255;

  public Protection {
    if (ttlSecurityHops < 0 || ttlSecurityHops > 254) {
      throw new IllegalArgumentException(
          "TTL security takes 1 to 254 hops, or 0 for none, not " + ttlSecurityHops);
    }
  }

  public boolean limitsTtl() {
    return ttlSecurityHops > 0;
  }

  /** What is received with less is dropped (RFC 5082, section 3); 0 when everything is taken. */
  public int minTtl() {
    return limitsTtl() ? MAX_TTL - ttlSecurityHops + 1 : 0;
  }
}
