package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.Changeover;
import io.podspan.peeringservice.peering.change.ClusterStep;
import io.podspan.peeringservice.peering.change.ClusterStep.Change;
import io.podspan.peeringservice.peering.change.ClusterStep.Join;
import io.podspan.peeringservice.peering.change.ClusterStep.Leave;
import io.podspan.peeringservice.peering.change.ClusterStep.Stay;
import io.podspan.peeringservice.peering.change.SharedReflectors;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.Turnover;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the rollouts of an interconnect. All belongs to the caller's transaction. */
final class NewRollouts {
  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Announcer announcer;
  private final RolloutPolicy policy;

  NewRollouts(IntentStore store, RolloutStore rollouts, Announcer announcer, RolloutPolicy policy) {
    this.store = store;
    this.rollouts = rollouts;
    this.announcer = announcer;
    this.policy = policy;
  }

  /** Joins each cluster by the plan that preflight made of it. */
  List<Rollout> join(Interconnect interconnect, List<ClusterPlan> plans, Instant now) {
    return plans.stream()
        .map(
            plan ->
                start(
                    interconnect,
                    plan.cluster(),
                    new Join(interconnect.reflectors(), Turnover.NONE),
                    plan,
                    now))
        .toList();
  }

  /**
   * Takes this step. A step for a cluster that stays makes its routers know of other clusters.
   *
   * @param plan what preflight made of the cluster; null when that is worked out at the start
   */
  Rollout start(
      Interconnect interconnect,
      String cluster,
      ClusterStep step,
      @Nullable ClusterPlan plan,
      Instant now) {
    return switch (step) {
      case Join(var reflectors, var turnover) ->
          add(interconnect, cluster, Direction.JOIN, reflectors, turnover, plan, now);
      case Change(var reflectors, var turnover) ->
          add(interconnect, cluster, Direction.CHANGE, reflectors, turnover, plan, now);
      case Stay(var reflectors, var turnover) ->
          add(interconnect, cluster, Direction.CHANGE, reflectors, turnover, plan, now);
      case Leave(var former) ->
          add(
              interconnect,
              cluster,
              Direction.LEAVE,
              unneeded(interconnect, cluster, former, List.of()),
              Turnover.NONE,
              null,
              now);
    };
  }

  /** The next step of these clusters; what changes in each is worked out when it starts. */
  List<Rollout> again(Interconnect interconnect, List<String> clusters, Instant now) {
    Map<String, ClusterStep> steps =
        Changeover.of(interconnect, rollouts.of(interconnect.name())).steps();
    return clusters.stream()
        .flatMap(
            cluster ->
                Stream.ofNullable(steps.get(cluster))
                    .map(step -> start(interconnect, cluster, step, null, now)))
        .toList();
  }

  /**
   * What was rolled out to this cluster, where that is all that is wanted of it and the last
   * rollout of all of its nodes has completed; empty otherwise.
   */
  Optional<Stay> stay(Interconnect interconnect, String cluster) {
    List<Rollout> all = rollouts.of(interconnect.name());
    return Rollout.lastOfAllNodes(all, cluster)
        .filter(last -> last.state() instanceof RolloutState.Completed)
        .map(_ -> Changeover.of(interconnect, all).steps().get(cluster))
        .filter(Stay.class::isInstance)
        .map(Stay.class::cast);
  }

  /**
   * Writes again what rollouts wrote to a cluster that stays as it is. It waits for no other
   * cluster: nothing is new in them.
   */
  Rollout heal(Interconnect interconnect, String cluster, Stay step, Instant now) {
    return start(
        interconnect.rollingOutBy(interconnect.rollout().inAllClusters()),
        cluster,
        step,
        null,
        now);
  }

  /** Gives these nodes, which came later, what the others have. It waits for no other cluster. */
  List<Rollout> late(
      Interconnect interconnect, String cluster, Stay step, List<String> names, Instant now) {
    List<Node> late = nodes(cluster).stream().filter(n -> names.contains(n.name())).toList();
    if (late.isEmpty()) {
      return List.of();
    }
    Rollout rollout =
        created(interconnect, cluster, Direction.CHANGE, step.reflectors(), null, late, now)
            .turningOver(step.turnover())
            .forLateNodes()
            .by(interconnect.rollout().inAllClusters(), now);
    rollouts.add(rollout);
    return List.of(rollout);
  }

  /** Takes back the peerings of these clusters that no other interconnect needs. */
  List<Rollout> leave(Interconnect interconnect, List<String> clusters, Instant now) {
    return clusters.stream()
        .map(name -> start(interconnect, name, new Leave(interconnect.peers()), null, now))
        .toList();
  }

  private Rollout add(
      Interconnect interconnect,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      Turnover turnover,
      @Nullable ClusterPlan plan,
      Instant now) {
    List<Reflector> givenUp = unneeded(interconnect, cluster, turnover.givenUp(), reflectors);
    Rollout rollout =
        created(
                interconnect,
                cluster,
                direction,
                reflectors,
                plan == null ? null : plan.change(),
                plan == null ? nodes(cluster) : plan.nodes(),
                now)
            .turningOver(new Turnover(turnover.kept(), givenUp))
            .by(interconnect.rollout(), now);
    rollouts.add(rollout);
    if (plan != null) {
      announcer.told(rollout, List.of(new RolloutFact.Planned(plan.cautions())));
    }
    return rollout;
  }

  private Rollout created(
      Interconnect interconnect,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      @Nullable RouterChange change,
      List<Node> nodes,
      Instant now) {
    return Rollout.created(
        UUID.randomUUID().toString(),
        interconnect.name(),
        interconnect.revision(),
        cluster,
        direction,
        reflectors,
        policy,
        change,
        nodes,
        now);
  }

  /** Ends one that has not begun. */
  void callOff(Rollout rollout, String reason, Instant now) {
    Rollout off = rollout.calledOff(reason, now);
    rollouts.replace(rollout, off);
    announcer.told(off, List.of(new RolloutFact.RolledBack(reason, List.of())));
  }

  /** A node that is left out holds no other up. */
  private List<Node> nodes(String cluster) {
    return store.cluster(cluster).orElseThrow().cluster().takingPart();
  }

  /**
   * Those of these reflectors that no other interconnect of this cluster goes through.
   *
   * @param wanted what it has in their place; empty in a leave
   */
  List<Reflector> unneeded(
      Interconnect interconnect, String cluster, List<Reflector> former, List<Reflector> wanted) {
    return SharedReflectors.of(store.interconnects(), interconnect.name(), cluster)
        .unneeded(former, wanted);
  }
}
