package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;

/** What a reflector passes on. The key is the cluster that the routes come from. */
public sealed interface RibEvent extends Event {

  /**
   * A batch of changes of the best paths that come from one cluster.
   *
   * @param reflector which reflector
   * @param cluster where the routes come from
   * @param announced prefixes with a best path, new or replaced
   * @param withdrawn prefixes without one now
   * @param total prefixes of this cluster with a best path after the batch
   */
  record RoutesReflected(
      String reflector,
      String cluster,
      List<RouteEntry> announced,
      List<String> withdrawn,
      int total)
      implements RibEvent {
    /** In bytes: 5,000 of the longest. Whoever has more tells of them in several events. */
    private static final int MOST_ANNOUNCED = 600 << 10;

    private static final int MOST_WITHDRAWN = 250 << 10;

    public RoutesReflected {
      Require.text(reflector, "reflector");
      Require.text(cluster, "cluster");
      announced = RouteEntry.all(MOST_ANNOUNCED, announced, "announced");
      withdrawn = Require.allNames(MOST_WITHDRAWN, withdrawn, "withdrawn");
    }

    @Override
    public String subject() {
      return cluster;
    }
  }
}
