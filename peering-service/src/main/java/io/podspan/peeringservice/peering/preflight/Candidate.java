package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.RegistrationDecision;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is to be joined, as it is now.
 *
 * @param known as it was registered
 * @param look what its API says now
 * @param rolling whether a rollout of it is under way
 * @param step what is to be done in it; null when it joins with the interconnect
 */
public record Candidate(
    KnownCluster known, Look look, boolean rolling, @Nullable ClusterStep step) {
  /** One that joins with the interconnect. */
  public Candidate(KnownCluster known, Look look, boolean rolling) {
    this(known, look, rolling, null);
  }

  /** What its API said, or why it said nothing. */
  public sealed interface Look {}

  /** Everything was read. */
  public record Seen(ClusterReading reading, RouterReading router, List<ClusterFault> missingRights)
      implements Look {}

  /** The API could not be used. */
  public record Unseen(ClusterFault fault) implements Look {}

  public String name() {
    return known.name();
  }

  /** The cluster as it is now; as it was registered if it cannot be read or is not usable. */
  public Cluster cluster() {
    return fresh().orElse(known).cluster();
  }

  /** The registration with what was just read; empty if the cluster is not usable. */
  public Optional<KnownCluster> fresh() {
    return switch (look) {
      case Seen(ClusterReading reading, _, _) ->
          switch (RegistrationDecision.again(known.said(), reading)) {
            case RegistrationDecision.Accepted(
                    Cluster cluster,
                    var origins,
                    var leftOut,
                    var cautions) ->
                Optional.of(
                    new KnownCluster(
                        known.said(),
                        cluster,
                        origins,
                        known.registeredAt(),
                        known.readAt(),
                        leftOut,
                        cautions,
                        known.uid() == null ? reading.uid() : known.uid()));
            case RegistrationDecision.Refused _ -> Optional.empty();
          };
      case Unseen _ -> Optional.empty();
    };
  }
}
