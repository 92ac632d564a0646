package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rollout that is about to be another one in some respects. It lives for one copy. */
final class RolloutDraft {
  private final Rollout former;
  Turnover turnover;
  RolloutState state;
  @Nullable RouterChange change;
  List<NodeStep> steps;
  @Nullable Failure failure;
  @Nullable Instant startedAt;
  Strategy strategy;
  Steering steering;
  Waves waves;
  List<Wait> waits;
  boolean onlyLate;

  RolloutDraft(Rollout former) {
    this.former = former;
    turnover = former.turnover();
    state = former.state();
    change = former.change();
    steps = former.steps();
    failure = former.failure();
    startedAt = former.startedAt();
    strategy = former.strategy();
    steering = former.steering();
    waves = former.waves();
    waits = former.waits();
    onlyLate = former.onlyLate();
  }

  Rollout rollout() {
    return new Rollout(
        former.id(),
        former.interconnect(),
        former.revision(),
        former.cluster(),
        former.direction(),
        former.reflectors(),
        turnover,
        former.policy(),
        state,
        change,
        steps,
        failure,
        former.createdAt(),
        startedAt,
        strategy,
        steering,
        waves,
        waits,
        onlyLate);
  }
}
