package io.podspan.probeservice.api;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.Why;
import io.podspan.probeservice.measure.ProbePod;
import io.podspan.probeservice.paths.PathAnswer;
import io.podspan.probeservice.paths.PathResult;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What was measured between two ends. */
@Schema(description = "What was measured between two ends, in one direction")
public record MeasurementView(
    EndView from,
    EndView to,
    @Schema(description = "The pod that measured, as namespace/name; null where none could")
        @Nullable String measuredIn,
    @Schema(description = "The address that was measured to; null where there is none")
        @Nullable String target,
    @Schema(description = "When it ended") Instant at,
    @Schema(description = "One of each kind that was asked for") List<KindView> measurements) {
  public MeasurementView {
    measurements = List.copyOf(measurements);
  }

  /** One kind. */
  @Schema(description = "What one kind of measurement says")
  public record KindView(
      @Schema(description = "icmp, tcp, http, dns, mtu or source", examples = "icmp") String kind,
      @Schema(description = "NOT_MEASURED says nothing of the network") PathResult.State state,
      @Schema(description = "Null when it reached its target and there is nothing to say")
          @Nullable ReasonView reason,
      @Schema(description = "Echo requests; null for other kinds") @Nullable Integer sent,
      @Schema(description = "Replies; null for other kinds") @Nullable Integer received,
      @Nullable RttView rttMicros,
      @Schema(description = "Octets of the largest IP packet that passed") @Nullable Integer mtu,
      @Schema(description = "The source address that the target saw") @Nullable String source,
      @Schema(description = "More for people") @Nullable String detail) {

    static KindView of(PathResult result) {
      Why why = result.why();
      PathResult.Counts counts = result.counts();
      PathResult.Rtt rtt = counts == null ? null : counts.rtt();
      IpAddress source = result.source();
      return new KindView(
          result.kind().text(),
          result.state(),
          why == null ? null : new ReasonView(why.code(), why.text(), why.toDo()),
          counts == null ? null : counts.sent(),
          counts == null ? null : counts.received(),
          rtt == null ? null : new RttView(rtt.min(), rtt.median(), rtt.max()),
          result.mtu(),
          source == null ? null : source.toString(),
          result.detail());
    }
  }

  /** Why. */
  @Schema(description = "Why it is so, and what to do")
  public record ReasonView(
      @Schema(examples = "exec-forbidden") String code,
      @Schema(description = "A clause for people") String text,
      @Schema(description = "A sentence; empty when there is nothing to do") String toDo) {}

  /** Round trips. */
  @Schema(description = "Round trips in microseconds; null when none answered")
  public record RttView(long min, long median, long max) {}

  static MeasurementView of(PathAnswer answer, Instant at) {
    ProbePod pod = answer.runsIn();
    IpAddress target = answer.target();
    return new MeasurementView(
        EndView.of(answer.from()),
        EndView.of(answer.to()),
        pod == null ? null : pod.path(),
        target == null ? null : target.toString(),
        at,
        answer.results().stream().map(KindView::of).toList());
  }
}
