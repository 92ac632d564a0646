package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether pods of every cluster of the interconnect reach pods of every other. */
final class ReachableCondition {
  private final List<String> failing = new ArrayList<>();
  private final List<String> unmeasured = new ArrayList<>();
  private final List<String> untried = new ArrayList<>();

  /** Clusters whose routers announce only. */
  private final List<String> advertisers;

  /** Whether a pair without one of them does not answer. */
  private boolean routedFail;

  private ReachableCondition(List<String> advertisers) {
    this.advertisers = advertisers;
  }

  static Condition of(ConditionInputs inputs, Instant now) {
    ReachableCondition reachable = new ReachableCondition(inputs.advertisers());
    for (Cluster from : inputs.clusters()) {
      for (Cluster to : inputs.clusters()) {
        if (!from.name().equals(to.name())) {
          String pair = from.name() + "/" + to.name();
          boolean routed = !from.advertiseOnly() && !to.advertiseOnly();
          reachable.count(pair, routed, inputs.observed().pairs().get(pair));
        }
      }
    }
    return reachable.condition(now);
  }

  /**
   * @param routed whether the routers of both install routes to each other
   */
  private void count(String pair, boolean routed, @Nullable PairReach reach) {
    if (reach == null) {
      untried.add(pair);
      return;
    }
    switch (reach.state()) {
      case REACHABLE -> {}
      case UNKNOWN -> unmeasured.add(pair + ": " + reach.why());
      case PARTIAL, UNREACHABLE -> {
        failing.add(pair + ": " + reach.why());
        routedFail |= routed;
      }
    }
  }

  private Condition condition(Instant now) {
    if (!failing.isEmpty() && !routedFail) {
      return Condition.no(
          Type.REACHABLE,
          ConditionInputs.ADVERTISE_ONLY,
          "The routers of "
              + String.join(", ", advertisers)
              + " only announce: their nodes have no routes to the other clusters, and answers find"
              + " back only where the network has a way by other means. "
              + sentence(failing),
          now);
    }
    if (!failing.isEmpty()) {
      return Condition.no(Type.REACHABLE, "PodsUnreachable", sentence(failing), now);
    }
    if (!unmeasured.isEmpty()) {
      return unknown("NotMeasured", sentence(unmeasured), now);
    }
    if (!untried.isEmpty()) {
      return unknown("NotProbedYet", "Not probed yet: " + sentence(untried), now);
    }
    return Condition.yes(Type.REACHABLE, "AllReachable", "Pods of all pairs answer.", now);
  }

  private static String sentence(List<String> all) {
    String text = ConditionInputs.some(all);
    return text.endsWith(".") ? text : text + ".";
  }

  private static Condition unknown(String reason, String message, Instant now) {
    return new Condition(Type.REACHABLE, Status.UNKNOWN, reason, message, now);
  }
}
