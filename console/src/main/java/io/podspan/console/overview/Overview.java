package io.podspan.console.overview;

import io.podspan.console.journal.Freshness;
import io.podspan.console.journal.Projection;
import io.podspan.events.world.World;
import java.util.List;

/**
 * The state after one event of the journal.
 *
 * @param sequence that event; a stream that begins after it has all later events
 * @param journal whether the journal has all that Kafka has
 * @param matrix a cell for each direction between two clusters
 */
public record Overview(
    long sequence,
    Freshness journal,
    List<ClusterView> clusters,
    List<ReflectorView> reflectors,
    List<InterconnectView> interconnects,
    List<SessionView> sessions,
    List<ReachabilityView> matrix,
    List<RolloutView> rollouts) {

  public static Overview of(Projection projection, Freshness journal) {
    World world = projection.world();
    List<SessionView> sessions = SessionView.all(projection, world);
    List<ClusterView> clusters = ClusterView.all(projection, world);
    List<ReachabilityView> matrix = ReachabilityView.all(projection, world);
    return new Overview(
        projection.sequence(),
        journal,
        clusters,
        ReflectorView.all(projection, world),
        InterconnectView.all(projection),
        sessions,
        matrix,
        RolloutView.all(projection));
  }

  /** The same overview with a newer word on the journal. */
  public Overview with(Freshness newer) {
    return new Overview(
        sequence, newer, clusters, reflectors, interconnects, sessions, matrix, rollouts);
  }
}
