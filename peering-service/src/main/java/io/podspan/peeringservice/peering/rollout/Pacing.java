package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.strategy.Strategy.AfterCanary;
import io.podspan.peeringservice.peering.strategy.Strategy.Batch;
import io.podspan.peeringservice.peering.strategy.Strategy.Canary;
import io.podspan.peeringservice.peering.strategy.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many nodes may begin now, and what holds them up. Pure. On the way back neither canaries,
 * windows nor batches count: one after the other, and at once.
 */
final class Pacing {
  private final Rollout rollout;
  private final List<NodeStep> waiting;
  private final List<NodeTurn> underWay;

  /**
   * @param waiting the nodes that have not begun, in their order, at least one
   * @param underWay those that have
   */
  Pacing(Rollout rollout, List<NodeStep> waiting, List<NodeTurn> underWay) {
    this.rollout = rollout;
    this.waiting = waiting;
    this.underWay = underWay;
  }

  /** Canaries first, the others in their order. */
  static Rollout planned(Rollout rollout, Observed.Prepared prepared) {
    Waves waves = rollout.waves();
    List<String> canaries =
        rollout.anyTouched() ? waves.canaries() : canaries(rollout, prepared.labelled());
    return rollout.with(
        new Waves(canaries, waves.canaryPassed(), prepared.mostUnavailable(), waves.written()));
  }

  private static List<String> canaries(Rollout rollout, List<String> labelled) {
    List<String> nodes = rollout.steps().stream().map(NodeStep::node).toList();
    return switch (rollout.strategy().canary()) {
      case Canary.Nobody _ -> List.of();
      case Canary.Named named ->
          nodes.stream().filter(node -> named.names(rollout.cluster(), node)).toList();
      case Canary.Labelled _ -> nodes.stream().filter(labelled::contains).toList();
      case Canary.First(int count) -> nodes.stream().limit(count).toList();
    };
  }

  /** Why none may begin; empty when some may. */
  Optional<PauseReason> pause(Instant now) {
    PauseReason asked = rollout.steering().pause();
    if (asked != null) {
      return Optional.of(asked);
    }
    if (rollout.backwards()) {
      return Optional.empty();
    }
    return afterCanary(now).or(() -> outsideWindow(rollout, now));
  }

  static Optional<PauseReason> outsideWindow(Rollout rollout, Instant now) {
    return Window.nextOpening(rollout.strategy().windows(), now)
        .map(opening -> new PauseReason.OutsideWindow(now, opening));
  }

  private Optional<PauseReason> afterCanary(Instant now) {
    Waves waves = rollout.waves();
    if (waves.canaries().isEmpty()
        || waves.canaryPassed()
        || canaryWaits()
        || !underWay.isEmpty()) {
      return Optional.empty();
    }
    return switch (rollout.strategy().afterCanary()) {
      case AfterCanary.GoOn _ -> Optional.empty();
      case AfterCanary.Ask _ -> Optional.of(new PauseReason.AfterCanary(now, null));
      case AfterCanary.WaitFor(var time) ->
          Optional.of(new PauseReason.AfterCanary(now, now.plus(time)));
    };
  }

  private boolean canaryWaits() {
    return waiting.stream().anyMatch(this::isCanary);
  }

  private boolean isCanary(NodeStep step) {
    return rollout.waves().canaries().contains(step.node());
  }

  private boolean canaryIsUnderWay() {
    return underWay.stream().anyMatch(turn -> rollout.waves().canaries().contains(turn.node()));
  }

  /** Those that begin now. */
  List<NodeStep> next() {
    if (rollout.backwards()) {
      return first(waiting, atOnce(rollout));
    }
    if (canaryWaits()) {
      return first(waiting.stream().filter(this::isCanary).toList(), 1);
    }
    boolean othersHaveToEnd = canaryIsUnderWay() || (isBarrier() && !underWay.isEmpty());
    return othersHaveToEnd ? List.of() : first(waiting, atOnce(rollout));
  }

  private boolean isBarrier() {
    return !(rollout.strategy().batch() instanceof Batch.ByPolicy);
  }

  /** How many nodes may be under way, the canary's aside. */
  static int atOnce(Rollout rollout) {
    int wanted = rollout.backwards() ? rollout.policy().maxInFlight() : batch(rollout);
    @Nullable Integer most = rollout.waves().mostUnavailable();
    return Math.max(1, most == null ? wanted : Math.min(wanted, most));
  }

  private static int batch(Rollout rollout) {
    return switch (rollout.strategy().batch()) {
      case Batch.ByPolicy _ -> rollout.policy().maxInFlight();
      case Batch.Count(int count) -> count;
      case Batch.Percent(int percent) -> Math.ceilDiv(rollout.steps().size() * percent, 100);
    };
  }

  private List<NodeStep> first(List<NodeStep> steps, int atOnce) {
    int room = Math.clamp((long) atOnce - underWay.size(), 0, steps.size());
    return List.copyOf(steps.subList(0, room));
  }
}
