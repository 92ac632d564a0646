package io.podspan.bgpreflector.speaker.config;

import io.podspan.addresses.IpAddress;
import io.podspan.bgpreflector.fsm.RestartOffer;
import java.util.Set;

/**
 * Graceful restart (RFC 4724, RFC 8538).
 *
 * @param restartSeconds until we are back after a restart, as the peers are told; 0 turns graceful
 *     restart off, for both roles
 * @param deferralSeconds how long after a restart End-of-RIB waits for peers
 * @param expected the peers that had a session before the restart; none when this is no restart
 */
public record RestartConfig(int restartSeconds, int deferralSeconds, Set<IpAddress> expected) {
  public static final RestartConfig DEFAULT = new RestartConfig(120, 30, Set.of());

  public RestartConfig {
    expected = Set.copyOf(expected);
  }

  public boolean isOn() {
    return restartSeconds > 0;
  }

  /** Whether we have restarted, and peers may still have our routes. */
  public boolean isRestart() {
    return isOn() && deferralSeconds > 0 && !expected.isEmpty();
  }

  public RestartOffer offer(boolean restarting) {
    return new RestartOffer(restartSeconds, restarting);
  }
}
