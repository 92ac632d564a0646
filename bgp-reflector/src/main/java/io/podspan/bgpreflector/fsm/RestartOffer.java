package io.podspan.bgpreflector.fsm;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import java.util.Optional;
import java.util.Set;

/**
 * How we offer graceful restart (RFC 4724). The forwarding state is always preserved: a reflector
 * forwards no packets, so that its restart harms no route that its peers have.
 *
 * @param seconds until we are back after a restart, 0 when it is not offered
 * @param restarting whether we have restarted and do not know all routes yet (the R bit)
 */
public record RestartOffer(int seconds, boolean restarting) {
  public static final RestartOffer NONE = new RestartOffer(0, false);

  public RestartOffer {
    if (seconds < 0 || seconds > GracefulRestart.MAX_SECONDS) {
      throw new IllegalArgumentException(
          "a restart time of " + seconds + " s is not in 0.." + GracefulRestart.MAX_SECONDS);
    }
  }

  Optional<GracefulRestart> capability(Set<AddressFamily> families) {
    return seconds == 0
        ? Optional.empty()
        : Optional.of(new GracefulRestart(restarting, true, seconds, families, families));
  }
}
