package io.podspan.routecollector.feed;

import java.util.Optional;

/** Port: how each node is watched. */
public interface FeedStates {
  /** Empty when this instance does not watch the node. */
  Optional<FeedState> of(String cluster, String node);
}
