package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of one cluster's router configuration.
 *
 * @param revision the interconnect's revision that it rolls out
 * @param reflectors the reflectors whose peerings come or go
 * @param change what it changes, null until that is worked out
 * @param steps its nodes in their order
 * @param failure why it stopped, null while nothing failed; with one, it goes backwards
 * @param startedAt when the reflectors were ready, null before
 */
public record Rollout(
    String id,
    String interconnect,
    long revision,
    String cluster,
    Direction direction,
    List<Reflector> reflectors,
    RolloutState state,
    @Nullable RouterChange change,
    List<NodeStep> steps,
    @Nullable Failure failure,
    Instant createdAt,
    @Nullable Instant startedAt) {
  public Rollout {
    reflectors = List.copyOf(reflectors);
    steps = List.copyOf(steps);
  }

  /**
   * A join waits for the reflectors first; a leave does not, for they keep their peers till then.
   */
  public static Rollout created(
      String id,
      String interconnect,
      long revision,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      @Nullable RouterChange change,
      List<Node> nodes,
      Instant now) {
    RolloutState first =
        switch (direction) {
          case JOIN -> new RolloutState.AwaitingReflectors(now, false);
          case LEAVE -> new RolloutState.Preparing(now, 1);
        };
    List<NodeStep> steps = nodes.stream().map(NodeStep::pending).toList();
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        first,
        change,
        steps,
        null,
        now,
        null);
  }

  /** Whether it takes back what it did. */
  public boolean backwards() {
    return failure != null;
  }

  /** Whether it has ended before its aim. */
  public boolean stopped() {
    return state instanceof RolloutState.Failed || state instanceof RolloutState.RolledBack;
  }

  /** Whether nothing was changed by it yet. */
  public boolean canBeCalledOff() {
    return direction == Direction.JOIN && state instanceof RolloutState.AwaitingReflectors;
  }

  /** Ended before it began. */
  public Rollout calledOff(String reason, Instant now) {
    Failure failure = new Failure(null, reason, "Declare the interconnect again if it is wanted.");
    return failing(failure).in(new RolloutState.RolledBack(now));
  }

  RouterChange requiredChange() {
    if (change == null) {
      throw new IllegalStateException("rollout " + id + " in " + state + " without a change");
    }
    return change;
  }

  NodeStep step(int index) {
    return steps.get(index);
  }

  Rollout in(RolloutState next) {
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        next,
        change,
        steps,
        failure,
        createdAt,
        startedAt);
  }

  Rollout with(NodeStep changed) {
    List<NodeStep> all = new ArrayList<>(steps);
    all.replaceAll(s -> s.node().equals(changed.node()) ? changed : s);
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        state,
        change,
        all,
        failure,
        createdAt,
        startedAt);
  }

  Rollout changing(RouterChange worked) {
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        state,
        worked,
        steps,
        failure,
        createdAt,
        startedAt);
  }

  Rollout startedAt(Instant now) {
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        state,
        change,
        steps,
        failure,
        createdAt,
        now);
  }

  Rollout failing(Failure why) {
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        state,
        change,
        steps,
        why,
        createdAt,
        startedAt);
  }
}
