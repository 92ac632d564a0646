package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.PauseReason;
import io.podspan.peeringservice.peering.rollout.Progress;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.Steering;
import io.podspan.peeringservice.peering.rollout.Wait;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rollout with its steps. */
@Schema(description = "One change of one cluster's router configuration")
public record RolloutAnswer(
    String id,
    String interconnect,
    String cluster,
    @Schema(description = "JOIN, CHANGE or LEAVE") String direction,
    @Schema(description = "Where it is", examples = "GATING") String state,
    Instant since,
    @Nullable String driver,
    @Schema(description = "The exact diff") List<String> changes,
    List<StepAnswer> steps,
    @Nullable FailureAnswer failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Schema(description = "Why no further node begins; absent while nothing holds it up")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable PauseAnswer pause,
    @Schema(description = "What it waits for; empty while it waits for nothing")
        List<WaitAnswer> waits,
    @Schema(description = "How many of its nodes are done", examples = "40") int percent,
    @Schema(description = "By what its nodes took so far; null when nobody knows")
        @Nullable Instant estimatedEnd,
    @Schema(description = "The strategy that it was created with; absent for the usual one")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable StrategyBody strategy,
    @Schema(description = "What operators asked for, the last of them")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<OrderAnswer> orders) {

  /** Why no further node begins. */
  public record PauseAnswer(
      @Schema(description = "Asked, Decision, AfterCanary or OutsideWindow") String kind,
      String reason,
      String nextStep,
      Instant since,
      @Schema(description = "When it ends by itself, or null") @Nullable Instant until,
      @Schema(description = "What was seen") @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<String> evidence) {
    static @Nullable PauseAnswer of(@Nullable PauseReason pause) {
      return pause == null
          ? null
          : new PauseAnswer(
              pause.getClass().getSimpleName(),
              pause.text(),
              pause.nextStep(),
              pause.since(),
              pause.until(),
              pause instanceof PauseReason.Decision(_, Failure failure)
                  ? failure.evidence()
                  : List.of());
    }
  }

  /** What it waits for. */
  public record WaitAnswer(
      @Schema(description = "Where, or null") @Nullable String node,
      @Schema(description = "TURN, REFLECTORS, API, NODE, POD, SESSIONS, ROUTES or PROBES")
          String gate,
      @Schema(description = "What is not as it should be yet") String what,
      Instant since,
      @Schema(description = "When it gives up, or null") @Nullable Instant until,
      @Schema(description = "With BY_HAND: what somebody has to run now")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<String> commands) {
    static WaitAnswer of(Wait wait) {
      return new WaitAnswer(
          wait.node(),
          wait.gate().name(),
          wait.what(),
          wait.since(),
          wait.until(),
          wait.commands());
    }
  }

  /** What an operator asked for. */
  public record OrderAnswer(
      @Schema(description = "pause, resume, abort, rollback or retry") String verb,
      @Schema(description = "The caller's name, null when nobody is known") @Nullable String by,
      Instant at) {
    static OrderAnswer of(Steering.Order order) {
      return new OrderAnswer(order.verb().name().toLowerCase(Locale.ROOT), order.by(), order.at());
    }
  }

  /** One node. */
  public record StepAnswer(
      String node,
      String address,
      @Schema(
              description =
                  "PENDING, LEFT_OUT, GONE, RESTARTING, GATING, VERIFIED, FAILED or ROLLED_BACK")
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
  public record FailureAnswer(
      @Nullable String node,
      @Schema(description = "The gate that did not pass; absent when it was none")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String gate,
      String reason,
      String nextStep,
      @Schema(description = "What was seen, where the reason does not say it all")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<String> evidence) {
    static @Nullable FailureAnswer of(@Nullable Failure failure) {
      return failure == null
          ? null
          : new FailureAnswer(
              failure.node(),
              failure.gate() == null ? null : failure.gate().name(),
              failure.reason(),
              failure.nextStep(),
              failure.evidence());
    }
  }

  static RolloutAnswer of(Rollout rollout, Instant now) {
    Progress progress = Progress.of(rollout, now);
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
        rollout.startedAt(),
        PauseAnswer.of(rollout.steering().pause()),
        rollout.waits().stream().map(WaitAnswer::of).toList(),
        progress.percent(),
        progress.estimatedEnd(),
        StrategyAnswer.of(rollout.strategy()),
        rollout.steering().orders().stream().map(OrderAnswer::of).toList());
  }
}
