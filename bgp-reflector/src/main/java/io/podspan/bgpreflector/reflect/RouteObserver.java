package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;

/** Who wants to hear of routes: a port. Called by the shard loop; must not block. */
public interface RouteObserver {

  /**
   * A peer announced what is not taken; told once until the prefix is withdrawn or taken.
   *
   * @param prefix packed
   */
  void onRejected(RouteSource source, long prefix, int nextHop, Rejection reason);

  void onPrefixLimit(RouteSource source, int limit);

  void onBestChanges(List<BestChange> changes);
}
