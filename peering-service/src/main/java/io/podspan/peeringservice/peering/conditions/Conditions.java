package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of an interconnect, worked out from what is known. Pure.
 *
 * <p>This is the one place that does so: the answers over REST and {@code
 * InterconnectConditionsChanged} carry its result. Only what belongs to the interconnect counts. A
 * status is FALSE when something is known to be wrong, and UNKNOWN when that could not be found
 * out.
 */
public final class Conditions {
  private Conditions() {}

  /**
   * The conditions now.
   *
   * @param before the former ones; while a status is the same, its time stays
   */
  public static List<Condition> of(ConditionInputs inputs, List<Condition> before, Instant now) {
    List<Condition> all = new ArrayList<>();
    all.add(planned(inputs, now));
    all.add(ConfiguredCondition.of(inputs, now));
    all.add(PeeredCondition.of(inputs, now));
    all.add(RoutesCondition.of(inputs, now));
    all.add(ReachableCondition.of(inputs, now));
    Condition source = SourceCondition.of(inputs, now);
    List<Condition> counting = new ArrayList<>(all);
    if (inputs.interconnect().preserveSource()) {
      counting.add(source);
    }
    all.add(source);
    all.add(ready(inputs, counting, now));
    all.add(DriftCondition.of(inputs, now));
    all.replaceAll(condition -> keepTime(condition, before));
    return List.copyOf(all);
  }

  /**
   * The conditions at the moment when rollouts of these clusters begin, until they are worked out
   * again: nobody takes those of the former revision for those of this one.
   *
   * @param before the former ones; empty where none were worked out yet
   */
  public static List<Condition> rollingOut(
      List<Condition> before, List<String> clusters, Instant now) {
    Condition configured = ConfiguredCondition.rollingOut(clusters, now);
    return before.stream()
        .map(
            condition ->
                switch (condition.type()) {
                  case CONFIGURED -> keepTime(configured, before);
                  case READY ->
                      keepTime(
                          Condition.no(Type.READY, "NotConfigured", configured.message(), now),
                          before);
                  case PLANNED, PEERED, ROUTES_INSTALLED, REACHABLE, SOURCE_PRESERVED, DRIFTED ->
                      condition;
                })
        .toList();
  }

  private static Condition planned(ConditionInputs inputs, Instant now) {
    String message = "Preflight passed; " + inputs.clusters().size() + " clusters have a plan.";
    return Condition.yes(Type.PLANNED, "PreflightPassed", message, now);
  }

  private static Condition ready(ConditionInputs inputs, List<Condition> others, Instant now) {
    if (inputs.interconnect().withdrawing()) {
      return Condition.no(Type.READY, "Withdrawing", "The interconnect is being withdrawn.", now);
    }
    return first(others, Status.FALSE)
        .map(c -> Condition.no(Type.READY, "Not" + c.type().text(), c.message(), now))
        .or(() -> first(others, Status.UNKNOWN).map(c -> readyUnknown(c, now)))
        .orElseGet(() -> Condition.yes(Type.READY, "AllTrue", joined(inputs), now));
  }

  /** Nodes that are left out do not make it untrue, and are named. */
  private static String joined(ConditionInputs inputs) {
    List<String> out =
        inputs.clusters().stream()
            .flatMap(c -> c.nodes().stream().filter(n -> !n.takesPart()).map(n -> why(c, n)))
            .toList();
    return out.isEmpty()
        ? "The clusters are joined."
        : "The clusters are joined, without these nodes: " + ConditionInputs.some(out) + ".";
  }

  private static String why(Cluster cluster, Node node) {
    String why = String.valueOf(node.leftOut());
    String clause = why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
    return cluster.name() + "/" + node.name() + " (" + clause + ")";
  }

  private static Condition readyUnknown(Condition cause, Instant now) {
    String reason = cause.type().text() + "Unknown";
    return new Condition(Type.READY, Status.UNKNOWN, reason, cause.message(), now);
  }

  private static Optional<Condition> first(List<Condition> conditions, Status status) {
    return conditions.stream().filter(c -> c.status() == status).findFirst();
  }

  private static Condition keepTime(Condition condition, List<Condition> before) {
    return before.stream()
        .filter(b -> b.type() == condition.type() && b.status() == condition.status())
        .findFirst()
        .map(b -> condition.since(b.since()))
        .orElse(condition);
  }
}
