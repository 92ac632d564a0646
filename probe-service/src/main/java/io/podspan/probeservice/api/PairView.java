package io.podspan.probeservice.api;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.ReasonText;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is known of a pair of clusters. */
@Schema(description = "What the probes say of one pair of clusters, in one direction")
public record PairView(
    @Schema(description = "The cluster whose pods ping", examples = "paris") String from,
    @Schema(description = "The cluster whose pods are pinged", examples = "tokyo") String to,
    @Schema(description = "UNKNOWN when nothing could be measured, or not for too long")
        Reachability state,
    @Schema(description = "The state in words: what fails, or that all answer") String why,
    @Schema(description = "What to do about it; empty when there is nothing to do") String nextStep,
    @Schema(description = "The reason as a value with a code; null when never measured")
        @Nullable PairReason cause,
    @Schema(description = "When it came into this state; null when never measured")
        @Nullable Instant since,
    @Schema(description = "Rounds until now") long round,
    @Schema(description = "End of the last round") @Nullable Instant measuredAt,
    @Schema(description = "Until when the last round holds; null when never measured")
        @Nullable Instant expiresAt,
    @Schema(description = "How long the last round took, in milliseconds") long tookMillis,
    @Schema(description = "Pairs of pods measured") int pairs,
    @Schema(description = "How many of them answered") int reachable,
    @Schema(description = "Share of echo requests without a reply, 0 to 1; null when none was sent")
        @Nullable Double loss,
    @Schema(description = "Shortest round trip in microseconds; null when none answered")
        @Nullable Long rttMinMicros,
    @Nullable Long rttAverageMicros,
    @Nullable Long rttMaxMicros) {

  /**
   * What the last round said, however old it is.
   *
   * @param fresh how long a round holds
   */
  static PairView of(PairState known, Duration fresh) {
    Verdict last = known.last();
    ReasonText text = ReasonText.of(last.cause());
    @Nullable RoundTrip rtt = last.roundTrip();
    return new PairView(
        known.clusters().from(),
        known.clusters().to(),
        last.state(),
        text.seen(),
        text.toDo(),
        last.cause(),
        known.since(),
        known.round(),
        known.measuredAt(),
        known.measuredAt().plus(fresh),
        known.tookMillis(),
        last.pairs(),
        last.reachable(),
        loss(last),
        rtt == null ? null : rtt.minMicros(),
        rtt == null ? null : rtt.averageMicros(),
        rtt == null ? null : rtt.maxMicros());
  }

  /**
   * As {@link #of(PairState, Duration)}, unless the last round is too long ago to say anything of
   * now.
   *
   * @param fresh how long a round holds
   */
  static PairView of(PairState known, Instant now, Duration fresh) {
    return known.isFresh(now, fresh)
        ? of(known, fresh)
        : expired(of(known, fresh), Duration.between(known.measuredAt(), now));
  }

  private static PairView expired(PairView last, Duration age) {
    return new PairView(
        last.from,
        last.to,
        Reachability.UNKNOWN,
        "not measured for " + age.toSeconds() + " s; the last round said " + last.state,
        "See whether probe-service runs and is ready, and who has the cluster: GET /q/health/ready.",
        null,
        last.since,
        last.round,
        last.measuredAt,
        last.expiresAt,
        last.tookMillis,
        0,
        0,
        null,
        null,
        null,
        null);
  }

  /** A joined pair of which no round has ended yet. */
  static PairView unmeasured(ClusterPair pair) {
    return new PairView(
        pair.from(),
        pair.to(),
        Reachability.UNKNOWN,
        "not measured yet",
        "",
        null,
        null,
        0,
        null,
        null,
        0,
        0,
        0,
        null,
        null,
        null,
        null);
  }

  static @Nullable Double loss(Verdict verdict) {
    return verdict.sent() == 0 ? null : 1.0 - (double) verdict.received() / verdict.sent();
  }
}
