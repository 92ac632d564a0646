package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import java.util.Set;

/**
 * The configuration of one peer that the state machine needs.
 *
 * @param localAsn our AS
 * @param localRouterId our BGP identifier
 * @param peerAsn the AS that the peer must have
 * @param families offered; the peer must have one of them
 * @param holdTime offered, in seconds; 0 or at least 3
 * @param openWait seconds to wait for the peer's OPEN, the "large value" of section 8.2.2
 * @param dial whether we connect as well, rather than only wait
 * @param connectRetry seconds between attempts to connect
 * @param restart how graceful restart is offered
 */
public record SessionPolicy(
    long localAsn,
    int localRouterId,
    long peerAsn,
    Set<AddressFamily> families,
    int holdTime,
    int openWait,
    boolean dial,
    int connectRetry,
    RestartOffer restart) {
  /** What RFC 4271 suggests for {@code openWait}. */
  public static final int LARGE_OPEN_WAIT = 240;

  public SessionPolicy {
    families = Set.copyOf(families);
    if (holdTime < 0 || holdTime == 1 || holdTime == 2 || holdTime > 65535) {
      throw new IllegalArgumentException("hold time " + holdTime + " is neither 0 nor 3 to 65535");
    }
  }

  /** Without graceful restart. */
  public SessionPolicy(
      long localAsn,
      int localRouterId,
      long peerAsn,
      Set<AddressFamily> families,
      int holdTime,
      int openWait,
      boolean dial,
      int connectRetry) {
    this(
        localAsn,
        localRouterId,
        peerAsn,
        families,
        holdTime,
        openWait,
        dial,
        connectRetry,
        RestartOffer.NONE);
  }

  /** What we offer. */
  public Capabilities capabilities() {
    return Capabilities.ours(localAsn, families)
        .with(CapabilityType.GRACEFUL_RESTART, restart.capability(families));
  }

  public boolean internal() {
    return localAsn == peerAsn;
  }
}
