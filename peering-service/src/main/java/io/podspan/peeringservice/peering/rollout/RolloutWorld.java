package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.router.Planning;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a rollout has to know of everything else. Port. */
public interface RolloutWorld {
  /** The cluster as it is registered now. */
  Cluster cluster(String name);

  /** What the peerings of the rollout's cluster are to be. */
  Planning.Aim aim(Rollout rollout);

  /** Those of the rollout's reflectors that have not taken over its revision. */
  List<String> reflectorsBehind(Rollout rollout);

  /** What reflectors said of these addresses. */
  List<PeerSession> sessions(Collection<String> addresses);

  /** What the router of this node was last seen to say. */
  Optional<RouterSessions> routerSessions(String cluster, String node);
}
