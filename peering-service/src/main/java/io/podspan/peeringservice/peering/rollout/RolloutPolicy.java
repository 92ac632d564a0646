package io.podspan.peeringservice.peering.rollout;

import java.time.Duration;

/**
 * How a rollout goes: how many nodes at a time, and how long it waits for what. Each rollout keeps
 * the one that it was created with.
 *
 * @param maxInFlight how many nodes may be under way at once
 * @param gateTimeout how long a node's sessions may take after its restart
 * @param routeTimeout how long its routes may take once its sessions are up
 * @param probeTimeout how long pods may take to answer once the routes are there
 * @param routerGateTimeout how long the rollout waits for the node's own router to agree, once the
 *     reflectors report the sessions as up; after that it goes on without
 * @param restartTimeout how long a new router pod may take to become Ready
 * @param checkTimeout how long a node may be not Ready, or without a router pod, before its turn
 * @param apiTimeout how long an API server may be unreachable
 * @param leaveTimeout how long a leave waits for the end of a session
 * @param unreadRoutes what to do about a node whose routes the collector cannot read
 * @param rollbackOnFailure whether a failed join is taken back
 */
public record RolloutPolicy(
    int maxInFlight,
    Duration gateTimeout,
    Duration routeTimeout,
    Duration probeTimeout,
    Duration routerGateTimeout,
    Duration restartTimeout,
    Duration checkTimeout,
    Duration apiTimeout,
    Duration leaveTimeout,
    UnreadRoutes unreadRoutes,
    boolean rollbackOnFailure) {

  /** What to do about a node whose routes are not known. Nothing passes without being told. */
  public enum UnreadRoutes {
    /** After the gates' time the rollout stops, as if routes were missing. */
    STOP,
    /** The node passes on its sessions and on what it announces; the gate says what it skipped. */
    GO_ON
  }

  /** How long a node is waited for that cannot be read, when the rollout goes on without. */
  static final Duration UNREAD_PATIENCE = Duration.ofSeconds(15);

  /** How often limits begin anew while somebody changes the routers by hand. */
  static final Duration HANDS = Duration.ofSeconds(10);

  /**
   * After this time it is told again that a node is under way when its gates begin: somebody
   * changed it by hand, and whoever looks at nodes under way may not look at this one any more.
   */
  static final Duration FORGOTTEN = Duration.ofMinutes(1);

  /** What a rollout does unless its policy says more. */
  public static final int ONE_AT_A_TIME = 1;

  /** After this time, a rollout that waits for reflectors reports it. */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  /** How often the change is worked out again after another client changed the routers. */
  static final int ATTEMPTS = 5;

  public RolloutPolicy {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight is " + maxInFlight + ", must be 1 or more");
    }
  }
}
