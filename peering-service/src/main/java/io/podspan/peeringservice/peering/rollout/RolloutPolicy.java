package io.podspan.peeringservice.peering.rollout;

import java.time.Duration;

/**
 * How patient a rollout is.
 *
 * @param gateTimeout how long a node's sessions may take after its restart
 * @param routerGateTimeout how long, once the reflectors say that the sessions are up, the word of
 *     the node's own router is waited for; without it the rollout goes on
 * @param restartTimeout how long a new router pod may take to be Ready
 * @param checkTimeout how long a node may be not Ready, or without a router pod, before its turn
 * @param apiTimeout how long an API server may be unreachable
 * @param leaveTimeout how long, in a leave, the end of a session is waited for
 * @param clockTolerance how much the clocks of the services may differ
 * @param rollbackOnFailure whether a failed join is taken back
 */
public record RolloutPolicy(
    Duration gateTimeout,
    Duration routerGateTimeout,
    Duration restartTimeout,
    Duration checkTimeout,
    Duration apiTimeout,
    Duration leaveTimeout,
    Duration clockTolerance,
    boolean rollbackOnFailure) {

  /** When a rollout that waits for reflectors says so. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How often the change is worked out anew after somebody else changed the routers. */
  static final int ATTEMPTS = 5;
}
