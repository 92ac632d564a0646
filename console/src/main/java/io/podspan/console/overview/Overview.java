package io.podspan.console.overview;

import io.podspan.console.journal.Standing;
import io.podspan.events.world.World;
import java.util.List;

/**
 * Everything as it is after one event of the journal.
 *
 * @param sequence that event; a stream that is read after it tells all that follows
 * @param matrix a cell for each direction between two clusters
 */
public record Overview(
    long sequence,
    List<ClusterView> clusters,
    List<ReflectorView> reflectors,
    List<InterconnectView> interconnects,
    List<SessionView> sessions,
    List<ReachabilityView> matrix,
    List<RolloutView> rollouts) {

  public static Overview of(Standing standing) {
    World world = standing.world();
    List<SessionView> sessions = SessionView.all(standing, world);
    List<ClusterView> clusters = ClusterView.all(standing, world);
    List<ReachabilityView> matrix = ReachabilityView.all(standing, world);
    Evidence evidence = new Evidence(standing, clusters, sessions, matrix);
    return new Overview(
        standing.sequence(),
        clusters,
        ReflectorView.all(standing, world),
        InterconnectView.all(world, evidence),
        sessions,
        matrix,
        RolloutView.all(standing));
  }
}
