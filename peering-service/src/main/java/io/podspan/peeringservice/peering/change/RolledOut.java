package io.podspan.peeringservice.peering.change;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The peerings that a cluster has because of one interconnect, as its rollouts tell. Pure.
 *
 * @param everywhere the reflectors that all nodes which take part peer with
 * @param somewhere those that any node may peer with
 */
public record RolledOut(Set<Reflector> everywhere, Set<Reflector> somewhere) {
  static final RolledOut NOTHING = new RolledOut(Set.of(), Set.of());

  /**
   * @param newestFirst all rollouts of the interconnect
   */
  public static RolledOut of(List<Rollout> newestFirst, String cluster) {
    RolledOut now = NOTHING;
    for (Rollout rollout : newestFirst.reversed()) {
      if (rollout.cluster().equals(cluster)) {
        now = now.after(rollout);
      }
    }
    return now;
  }

  /**
   * The nodes of a cluster that have what its rollouts wrote: each as the newest one says that it
   * was in.
   *
   * @param newestFirst all rollouts of the interconnect
   */
  public static Set<String> nodes(List<Rollout> newestFirst, String cluster) {
    return nodes(newestFirst, cluster, (_, step) -> step.status() == NodeStep.Status.VERIFIED);
  }

  /**
   * The nodes of a cluster that came later, were away or gone when their turn came, and had none
   * since.
   *
   * @param newestFirst all rollouts of the interconnect
   */
  public static Set<String> leftOut(List<Rollout> newestFirst, String cluster) {
    return nodes(
        newestFirst,
        cluster,
        (rollout, step) ->
            rollout.onlyLate()
                && (step.status() == NodeStep.Status.LEFT_OUT
                    || step.status() == NodeStep.Status.GONE));
  }

  private static Set<String> nodes(
      List<Rollout> newestFirst, String cluster, BiPredicate<Rollout, NodeStep> wanted) {
    Map<String, Boolean> newest = new LinkedHashMap<>();
    newestFirst.stream()
        .filter(rollout -> rollout.cluster().equals(cluster))
        .takeWhile(rollout -> rollout.direction() != Direction.LEAVE)
        .forEach(
            rollout ->
                rollout
                    .steps()
                    .forEach(step -> newest.putIfAbsent(step.node(), wanted.test(rollout, step))));
    newest.values().removeIf(is -> !is);
    return newest.keySet();
  }

  /**
   * Whether a cluster is where a rollout of this direction brings it, so that another cluster may
   * begin. What was changed in it since it joined is no matter.
   *
   * @param newestFirst all rollouts of the interconnect
   */
  public static boolean hasReached(List<Rollout> newestFirst, String cluster, Direction direction) {
    return Rollout.lastOfAllNodes(newestFirst, cluster)
        .filter(Rollout::reached)
        .filter(last -> isLeave(last.direction()) == isLeave(direction))
        .isPresent();
  }

  private static boolean isLeave(Direction direction) {
    return direction == Direction.LEAVE;
  }

  private RolledOut after(Rollout rollout) {
    Set<Reflector> aim = new LinkedHashSet<>(rollout.peersAfter());
    return switch (rollout.state()) {
      case RolloutState.Completed _ -> new RolledOut(aim, aim);
      case RolloutState.RolledBack _,
          RolloutState.AwaitingTurn _,
          RolloutState.AwaitingReflectors _ ->
          this;
      case RolloutState.Preparing _,
          RolloutState.Applying _,
          RolloutState.Rolling _,
          RolloutState.Paused _,
          RolloutState.Restoring _,
          RolloutState.Failed _ ->
          underWay(rollout, aim);
    };
  }

  /** A node that is away has what it had. */
  private RolledOut underWay(Rollout rollout, Set<Reflector> aim) {
    Set<Reflector> all = new LinkedHashSet<>(somewhere);
    all.addAll(aim);
    if (rollout.reached() && rollout.direction() != Direction.LEAVE) {
      return new RolledOut(aim, all);
    }
    Set<Reflector> both = new LinkedHashSet<>(everywhere);
    both.retainAll(aim);
    return new RolledOut(both, all);
  }
}
