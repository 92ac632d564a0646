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

/** A cluster that is to be joined, as it is now. Immutable. */
public final class Candidate {
  private final KnownCluster known;
  private final Look look;
  private final boolean rolling;
  private final @Nullable ClusterStep step;

  /** Worked out once: dozens of checks ask for it, for each pair of clusters. */
  private final @Nullable KnownCluster fresh;

  /** One that joins with the interconnect. */
  public Candidate(KnownCluster known, Look look, boolean rolling) {
    this(known, look, rolling, null);
  }

  /**
   * @param known as it was registered
   * @param look what its API says now
   * @param rolling whether a rollout of it is under way
   * @param step what is to be done in it; null when it joins with the interconnect
   */
  public Candidate(KnownCluster known, Look look, boolean rolling, @Nullable ClusterStep step) {
    this(known, look, rolling, step, fresh(known, look));
  }

  private Candidate(
      KnownCluster known,
      Look look,
      boolean rolling,
      @Nullable ClusterStep step,
      @Nullable KnownCluster fresh) {
    this.known = known;
    this.look = look;
    this.rolling = rolling;
    this.step = step;
    this.fresh = fresh;
  }

  /** The same cluster with another step. */
  public Candidate with(boolean rollingNow, @Nullable ClusterStep other) {
    return new Candidate(known, look, rollingNow, other, fresh);
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

  /** As it was registered. */
  public KnownCluster known() {
    return known;
  }

  /** What its API says now. */
  public Look look() {
    return look;
  }

  /** Whether a rollout of it is under way. */
  public boolean rolling() {
    return rolling;
  }

  /** What is to be done in it; null when it joins with the interconnect. */
  public @Nullable ClusterStep step() {
    return step;
  }

  /** The cluster as it is now; as it was registered if it cannot be read or is not usable. */
  public Cluster cluster() {
    return fresh().orElse(known).cluster();
  }

  /** The registration with what was just read; empty if the cluster is not usable. */
  public Optional<KnownCluster> fresh() {
    return Optional.ofNullable(fresh);
  }

  private static @Nullable KnownCluster fresh(KnownCluster known, Look look) {
    return switch (look) {
      case Seen(ClusterReading reading, _, _) ->
          switch (RegistrationDecision.again(known.said(), reading)) {
            case RegistrationDecision.Accepted(
                    Cluster cluster,
                    var origins,
                    var leftOut,
                    var cautions) ->
                new KnownCluster(
                    known.said(),
                    cluster,
                    origins,
                    known.registeredAt(),
                    known.readAt(),
                    leftOut,
                    cautions,
                    known.uid() == null ? reading.uid() : known.uid());
            case RegistrationDecision.Refused _ -> null;
          };
      case Unseen _ -> null;
    };
  }
}
