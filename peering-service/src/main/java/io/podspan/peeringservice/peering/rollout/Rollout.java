package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One change of one cluster's router configuration.
 *
 * @param revision the interconnect's revision that it rolls out
 * @param reflectors the reflectors whose peerings come or go; in a change, those that are wanted
 * @param turnover what becomes of former reflectors
 * @param policy how it goes
 * @param change what it changes, null until that is worked out
 * @param steps its nodes in their order
 * @param failure why it stopped, null while nothing failed; with one, it goes backwards
 * @param startedAt when the reflectors were ready, null before
 * @param strategy in which order and at which times its nodes are changed
 * @param steering what operators asked for, and what holds it up
 * @param waves what of the strategy is worked out for its nodes
 * @param waits what it waits for, at most one for each node and one for the cluster
 * @param onlyLate whether it is for nodes that came after their cluster had joined, and for no
 *     other
 */
public record Rollout(
    String id,
    String interconnect,
    long revision,
    String cluster,
    Direction direction,
    List<Reflector> reflectors,
    Turnover turnover,
    RolloutPolicy policy,
    RolloutState state,
    @Nullable RouterChange change,
    List<NodeStep> steps,
    @Nullable Failure failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    Strategy strategy,
    Steering steering,
    Waves waves,
    List<Wait> waits,
    boolean onlyLate) {
  /** Documents of former versions have none of what came later. */
  public Rollout {
    reflectors = List.copyOf(reflectors);
    turnover = turnover == null ? Turnover.NONE : turnover;
    steps = List.copyOf(steps);
    strategy = strategy == null ? Strategy.DEFAULT : strategy;
    steering = steering == null ? Steering.NONE : steering;
    waves = waves == null ? Waves.NONE : waves;
    waits = waits == null ? List.of() : List.copyOf(waits);
  }

  /** One without former reflectors, that nothing steers. */
  public Rollout(
      String id,
      String interconnect,
      long revision,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      RolloutPolicy policy,
      RolloutState state,
      @Nullable RouterChange change,
      List<NodeStep> steps,
      @Nullable Failure failure,
      Instant createdAt,
      @Nullable Instant startedAt) {
    this(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        Turnover.NONE,
        policy,
        state,
        change,
        steps,
        failure,
        createdAt,
        startedAt,
        Strategy.DEFAULT,
        Steering.NONE,
        Waves.NONE,
        List.of(),
        false);
  }

  /**
   * A join or a change waits for the reflectors first. A leave does not, because they keep their
   * peers.
   */
  public static Rollout created(
      String id,
      String interconnect,
      long revision,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      RolloutPolicy policy,
      @Nullable RouterChange change,
      List<Node> nodes,
      Instant now) {
    RolloutState first = first(direction, now);
    List<NodeStep> steps = nodes.stream().map(NodeStep::pending).toList();
    return new Rollout(
        id,
        interconnect,
        revision,
        cluster,
        direction,
        reflectors,
        policy,
        first,
        change,
        steps,
        null,
        now,
        null);
  }

  /** The first state of a rollout whose turn it is. */
  static RolloutState first(Direction direction, Instant now) {
    return switch (direction) {
      case JOIN, CHANGE -> new RolloutState.AwaitingReflectors(now, false);
      case LEAVE -> new RolloutState.Preparing(now, 1);
    };
  }

  /** A new one by this strategy. */
  public Rollout by(Strategy chosen, Instant now) {
    return copy(
        draft -> {
          draft.strategy = chosen;
          if (chosen.parallelClusters() != null) {
            draft.state = new RolloutState.AwaitingTurn(now);
          }
        });
  }

  /** The newest rollout of a cluster. */
  public static Optional<Rollout> last(List<Rollout> newestFirst, String cluster) {
    return newestFirst.stream().filter(r -> r.cluster().equals(cluster)).findFirst();
  }

  /** The same without those for nodes that came later: they say nothing of the others. */
  public static Optional<Rollout> lastOfAllNodes(List<Rollout> newestFirst, String cluster) {
    return last(newestFirst.stream().filter(r -> !r.onlyLate()).toList(), cluster);
  }

  /** Whether it takes back what it did. */
  public boolean backwards() {
    return failure != null;
  }

  /** Whether it has ended before its aim, except that an update strategy may wait still. */
  public boolean stopped() {
    return state instanceof RolloutState.Failed
        || state instanceof RolloutState.RolledBack
        || (backwards() && held() != null);
  }

  /** Whether it has reached its aim, except that an update strategy may wait still. */
  public boolean reached() {
    return state instanceof RolloutState.Completed || (!backwards() && held() != null);
  }

  /** Why the update strategy cannot be restored yet; null if nothing is outstanding. */
  public @Nullable String held() {
    return state instanceof RolloutState.Restoring restoring ? restoring.held() : null;
  }

  /** Whether it changes something still. What is only held does not. */
  public boolean busy() {
    return !state.ended() && held() == null;
  }

  /** Whether it is between its first write to the cluster and its end. One of a cluster may be. */
  public boolean underWay() {
    return busy() && !unwritten();
  }

  /** Whether nothing was changed by it yet. */
  public boolean canBeCalledOff() {
    return direction != Direction.LEAVE
        && (goesOnAt() instanceof RolloutState.AwaitingReflectors
            || goesOnAt() instanceof RolloutState.AwaitingTurn
            || (unwritten() && (isPaused() || waitsForItsTurn())));
  }

  private boolean waitsForItsTurn() {
    return waits.stream().anyMatch(wait -> wait.isOf(null) && wait.gate() == Wait.Gate.TURN);
  }

  private boolean isPaused() {
    return state instanceof RolloutState.Paused;
  }

  /** Where it is, or where it goes on after its pause. */
  private RolloutState goesOnAt() {
    return state instanceof RolloutState.Paused(_, RolloutState then) ? then : state;
  }

  /** Whether it has written nothing to the cluster. */
  boolean unwritten() {
    return switch (goesOnAt()) {
      case RolloutState.AwaitingTurn _, RolloutState.AwaitingReflectors _ -> true;
      case RolloutState.Preparing(_, int attempt) -> attempt == 1 && !anyTouched();
      case RolloutState.Applying _,
          RolloutState.Rolling _,
          RolloutState.Paused _,
          RolloutState.Restoring _,
          RolloutState.Completed _,
          RolloutState.Failed _,
          RolloutState.RolledBack _ ->
          false;
    };
  }

  /** Whether the router of any node may run the changed configuration. */
  boolean anyTouched() {
    return steps.stream().anyMatch(NodeStep::touched);
  }

  /** The reflectors that the cluster peers with for this interconnect once it is rolled out. */
  public List<Reflector> peersAfter() {
    return direction == Direction.LEAVE
        ? List.of()
        : Stream.concat(reflectors.stream(), turnover.kept().stream()).distinct().toList();
  }

  /** The same, for nodes that came after their cluster had joined. */
  public Rollout forLateNodes() {
    return copy(draft -> draft.onlyLate = true);
  }

  /** Whether it has ended, and is for late nodes that the other one does not have. */
  public boolean isOfOtherLateNodesThan(Rollout other) {
    return onlyLate
        && state.ended()
        && steps.stream()
            .noneMatch(s -> other.steps.stream().anyMatch(o -> o.node().equals(s.node())));
  }

  /** The same, with this to become of former reflectors. */
  public Rollout turningOver(Turnover wanted) {
    return copy(draft -> draft.turnover = wanted);
  }

  /** Ended before it began. */
  public Rollout calledOff(String reason, Instant now) {
    Failure failure = new Failure(null, reason, "Declare the interconnect again if it is wanted.");
    return failing(failure).in(new RolloutState.RolledBack(now));
  }

  PauseReason requiredPause() {
    PauseReason pause = steering.pause();
    if (pause == null) {
      throw new IllegalStateException("rollout " + id + " in " + state + " without a reason");
    }
    return pause;
  }

  RouterChange requiredChange() {
    if (change == null) {
      throw new IllegalStateException("rollout " + id + " in " + state + " without a change");
    }
    return change;
  }

  /** The change in the direction in which the rollout goes. */
  RouterChange directedChange() {
    return backwards() ? requiredChange().takenBack() : requiredChange();
  }

  /** The nodes under way, none unless it is rolling. */
  List<NodeTurn> turns() {
    return state instanceof RolloutState.Rolling rolling ? rolling.turns() : List.of();
  }

  NodeTurn turn(String node) {
    return turns().stream()
        .filter(t -> t.node().equals(node))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("node " + node + " is not under way"));
  }

  /** The nodes whose steps are there now. */
  public List<String> nodes(NodeStep.Status status) {
    return steps.stream().filter(s -> s.status() == status).map(NodeStep::node).toList();
  }

  NodeStep step(String node) {
    return steps.get(number(node) - 1);
  }

  /** The place of this node in the order, from 1. */
  int number(String node) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).node().equals(node)) {
        return i + 1;
      }
    }
    throw new IllegalStateException("rollout " + id + " has no node " + node);
  }

  Rollout in(RolloutState next) {
    return copy(draft -> draft.state = next);
  }

  /** The same with this node, which is under way, there. */
  Rollout at(NodeTurn turn) {
    return in(
        new RolloutState.Rolling(
            turns().stream().map(t -> t.node().equals(turn.node()) ? turn : t).toList()));
  }

  Rollout with(NodeStep changed) {
    List<NodeStep> all = new ArrayList<>(steps);
    all.replaceAll(s -> s.node().equals(changed.node()) ? changed : s);
    return copy(draft -> draft.steps = all);
  }

  /**
   * The nodes that take part and had no turn, because they were not there: those that came while
   * the others had theirs, and once it is held, those that are back, also as another node of that
   * name.
   */
  List<Node> late(List<Node> takingPart) {
    return takingPart.stream().filter(node -> isLate(node.name())).toList();
  }

  private boolean isLate(String node) {
    Optional<NodeStep> known = steps.stream().filter(s -> s.node().equals(node)).findFirst();
    boolean takesNewOnes =
        !backwards() && !onlyLate && (direction != Direction.LEAVE || held() != null);
    return known
        .map(
            step ->
                switch (step.status()) {
                  case LEFT_OUT, GONE -> held() != null;
                  case PENDING, RESTARTING, GATING, VERIFIED, FAILED, ROLLED_BACK -> false;
                })
        .orElse(takesNewOnes);
  }

  /** The same with this node, which has no step, or one in which it was left out or gone. */
  Rollout withLate(NodeStep step) {
    List<NodeStep> all = new ArrayList<>(steps);
    all.removeIf(s -> s.node().equals(step.node()));
    all.add(step);
    return copy(draft -> draft.steps = all);
  }

  Rollout changing(RouterChange worked) {
    return copy(draft -> draft.change = worked);
  }

  Rollout startedAt(Instant now) {
    return copy(draft -> draft.startedAt = now);
  }

  Rollout failing(Failure why) {
    return copy(draft -> draft.failure = why);
  }

  /** The same, which begins no further node. */
  public Rollout paused(PauseReason reason) {
    return with(steering.paused(reason));
  }

  /** The same, which nothing holds up. */
  Rollout going() {
    return steering.pause() == null ? this : with(steering.goingOn());
  }

  Rollout ordered(Steering.Order order) {
    return with(steering.ordered(order));
  }

  private Rollout with(Steering changed) {
    return copy(draft -> draft.steering = changed);
  }

  Rollout with(Waves changed) {
    return copy(draft -> draft.waves = changed);
  }

  /** The same, as if it had come where it is a moment ago: somebody else has to act first. */
  Rollout patient(@Nullable String node, Instant now) {
    Instant since = node == null ? state.since() : turn(node).since();
    if (since.plus(RolloutPolicy.HANDS).isAfter(now)) {
      return this;
    }
    if (node != null) {
      return at(turn(node).begun(now));
    }
    if (state instanceof RolloutState.Preparing(_, int attempt)) {
      return in(new RolloutState.Preparing(now, attempt));
    }
    return state instanceof RolloutState.Applying(_, int attempt)
        ? in(new RolloutState.Applying(now, attempt))
        : this;
  }

  /** The same, waiting for this at its node, or at the cluster. */
  Rollout waiting(Wait wait) {
    Wait former = waits.stream().filter(w -> w.isOf(wait.node())).findFirst().orElse(null);
    List<Wait> all = new ArrayList<>(waits);
    all.removeIf(w -> w.isOf(wait.node()));
    all.add(wait.after(former));
    return with(all);
  }

  /** The same, in which only nodes under way wait, and this one does not. */
  Rollout notWaiting(@Nullable String node) {
    List<Wait> left =
        waits.stream()
            .filter(w -> !w.isOf(node))
            .filter(w -> turns().stream().anyMatch(turn -> w.isOf(turn.node())))
            .toList();
    return left.equals(waits) ? this : with(left);
  }

  private Rollout with(List<Wait> nextWaits) {
    return copy(draft -> draft.waits = nextWaits);
  }

  /**
   * Whether it has done as much as the other one, so that only what gates of nodes wait for, and
   * since when, is another thing. What somebody has to do is more than that.
   */
  boolean differsOnlyInGates(Rollout other) {
    return waits.stream().allMatch(Wait::isOfGate) && withoutGates().equals(other.withoutGates());
  }

  private Rollout withoutGates() {
    return copy(
        draft -> {
          draft.waits = List.of();
          if (state instanceof RolloutState.Rolling(List<NodeTurn> turns)) {
            draft.state =
                new RolloutState.Rolling(turns.stream().map(NodeTurn::withoutGates).toList());
          }
        });
  }

  /** The same, in which what somebody else wrote to the routers' objects counts as ours. */
  public Rollout acceptingWhatIsThere() {
    return with(waves.written(null));
  }

  private Rollout copy(Consumer<RolloutDraft> alteration) {
    RolloutDraft draft = new RolloutDraft(this);
    alteration.accept(draft);
    return draft.rollout();
  }
}
