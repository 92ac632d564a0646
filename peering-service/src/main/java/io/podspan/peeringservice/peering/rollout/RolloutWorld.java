package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning;
import java.util.List;

/** What a rollout has to know of everything else. Port. */
public interface RolloutWorld {
  /**
   * What there is to be seen for this rollout from now on.
   *
   * @throws IllegalStateException where its cluster is not registered
   */
  Sight sight(Rollout rollout);

  /** What the peerings of the rollout's cluster are to be. */
  Planning.Aim aim(Rollout rollout);

  /** Whether a later rollout changes the same cluster for the same interconnect. */
  boolean isOutdated(Rollout rollout);

  /**
   * The clusters that come before this rollout's in its interconnect and that have not reached its
   * aim yet.
   */
  List<String> ahead(Rollout rollout);

  /**
   * Other rollouts that change the routers of this rollout's cluster now, for people: {@code
   * rollout 7f3a of asia}.
   */
  List<String> underWay(Rollout rollout);

  /** Those of the rollout's reflectors that have not taken over its revision. */
  List<String> reflectorsBehind(Rollout rollout);

  /** What no kernel of the rollout's cluster is to route to when it has taken its peerings away. */
  LeftRoutes leftRoutes(Rollout rollout);
}
