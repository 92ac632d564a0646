package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
    return plans.stream().map(plan -> joinByPlan(interconnect, plan, now)).toList();
  }

  private Rollout joinByPlan(Interconnect interconnect, ClusterPlan plan, Instant now) {
    Rollout rollout =
        add(
            interconnect,
            plan.cluster(),
            Direction.JOIN,
            interconnect.reflectors(),
            plan.change(),
            plan.nodes(),
            now);
    announcer.told(rollout, List.of(new RolloutFact.Planned(plan.cautions())));
    return rollout;
  }

  /** Joins these clusters; what changes in each is worked out when its rollout starts. */
  List<Rollout> joinAgain(Interconnect interconnect, List<String> clusters, Instant now) {
    return clusters.stream()
        .map(
            name ->
                add(
                    interconnect,
                    name,
                    Direction.JOIN,
                    interconnect.reflectors(),
                    null,
                    nodes(name),
                    now))
        .toList();
  }

  /** Takes back the peerings of these clusters that no other interconnect needs. */
  List<Rollout> leave(Interconnect interconnect, List<String> clusters, Instant now) {
    return clusters.stream()
        .map(
            name ->
                add(
                    interconnect,
                    name,
                    Direction.LEAVE,
                    unwanted(interconnect, name),
                    null,
                    nodes(name),
                    now))
        .toList();
  }

  private Rollout add(
      Interconnect interconnect,
      String cluster,
      Direction direction,
      List<Reflector> reflectors,
      @Nullable RouterChange change,
      List<Node> nodes,
      Instant now) {
    Rollout rollout =
        Rollout.created(
                UUID.randomUUID().toString(),
                interconnect.name(),
                interconnect.revision(),
                cluster,
                direction,
                reflectors,
                policy,
                change,
                nodes,
                now)
            .by(interconnect.rollout(), now);
    rollouts.add(rollout);
    return rollout;
  }

  /** A node that is left out holds no other up. */
  private List<Node> nodes(String cluster) {
    return store.cluster(cluster).orElseThrow().cluster().takingPart();
  }

  private List<Reflector> unwanted(Interconnect interconnect, String cluster) {
    Set<Reflector> needed = new HashSet<>();
    store.interconnects().stream()
        .filter(i -> !i.name().equals(interconnect.name()) && !i.withdrawing())
        .filter(i -> i.clusters().contains(cluster))
        .forEach(i -> needed.addAll(i.reflectors()));
    return interconnect.reflectors().stream().filter(r -> !needed.contains(r)).toList();
  }
}
