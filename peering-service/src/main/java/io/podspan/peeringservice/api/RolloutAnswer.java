package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rollout with its steps. */
@Schema(description = "One change of one cluster's router configuration")
public record RolloutAnswer(
    String id,
    String interconnect,
    String cluster,
    @Schema(description = "JOIN or LEAVE") String direction,
    @Schema(description = "Where it is", examples = "GATING") String state,
    Instant since,
    @Nullable String driver,
    @Schema(description = "The exact diff") List<String> changes,
    List<StepAnswer> steps,
    @Nullable FailureAnswer failure,
    Instant createdAt,
    @Nullable Instant startedAt) {

  /** One node. */
  public record StepAnswer(
      String node,
      String address,
      @Schema(description = "PENDING, RESTARTING, GATING, VERIFIED, FAILED or ROLLED_BACK")
          String status,
      List<String> gates,
      @Nullable Instant startedAt,
      @Nullable Long tookMillis) {
    static StepAnswer of(NodeStep step) {
      return new StepAnswer(
          step.node(),
          step.address(),
          step.status().name(),
          step.gates(),
          step.startedAt(),
          step.tookMillis());
    }
  }

  /** Why it stopped, and where. */
  public record FailureAnswer(@Nullable String node, String reason, String nextStep) {
    static @Nullable FailureAnswer of(@Nullable Failure failure) {
      return failure == null
          ? null
          : new FailureAnswer(failure.node(), failure.reason(), failure.nextStep());
    }
  }

  /** One page. */
  @Schema(description = "One page, newest first")
  public record Page(List<RolloutAnswer> items, long total, int offset, int limit) {}

  static RolloutAnswer of(Rollout rollout) {
    RouterChange change = rollout.change();
    return new RolloutAnswer(
        rollout.id(),
        rollout.interconnect(),
        rollout.cluster(),
        rollout.direction().name(),
        rollout.state().text(),
        rollout.state().since(),
        change == null ? null : change.driver(),
        change == null ? List.of() : change.diff(),
        rollout.steps().stream().map(StepAnswer::of).toList(),
        FailureAnswer.of(rollout.failure()),
        rollout.createdAt(),
        rollout.startedAt());
  }
}
