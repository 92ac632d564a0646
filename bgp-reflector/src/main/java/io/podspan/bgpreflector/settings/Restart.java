package io.podspan.bgpreflector.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Graceful restart (RFC 4724, RFC 8538).
 *
 * @param enabled whether it is offered to all peers
 * @param restartSeconds until the reflector is back after a restart, as the peers are told
 * @param deferralSeconds how long after a restart End-of-RIB waits for peers that have not
 *     announced everything yet
 * @param stateFile remembers which peers have a session, so that a start knows whether it is a
 *     restart; every start is a first one where absent
 */
public record Restart(
    boolean enabled, int restartSeconds, int deferralSeconds, Optional<Path> stateFile) {
  /** The longest restart time that fits into the capability (RFC 4724, section 3). */
  public static final int MAX_SECONDS = 4095;

  public static final Restart DEFAULT = new Restart(true, 120, 30, Optional.empty());
}
