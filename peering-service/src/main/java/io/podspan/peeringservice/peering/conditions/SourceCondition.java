package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether pods see the addresses of the other clusters' pods, as the probes measured it. What could
 * not be measured is UNKNOWN.
 */
final class SourceCondition {
  private static final String COULD_BE_HAD =
      " Pod addresses could be kept: declare the interconnect with podSourceAddress: preserve, or"
          + " set it with PATCH /api/v1/interconnects/{name}.";
  private static final String ASKED_FOR =
      " podSourceAddress: preserve is asked for; the rules on the nodes are set again and again.";

  private final ConditionInputs inputs;
  private final List<String> replaced = new ArrayList<>();
  private final List<String> unmeasured = new ArrayList<>();
  private final List<String> untried = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  private SourceCondition(ConditionInputs inputs) {
    this.inputs = inputs;
  }

  static Condition of(ConditionInputs inputs, Instant now) {
    SourceCondition condition = new SourceCondition(inputs);
    for (Cluster from : inputs.clusters()) {
      condition.trouble(from);
      for (Cluster to : inputs.clusters()) {
        if (!from.name().equals(to.name())) {
          String pair = from.name() + "/" + to.name();
          condition.count(pair, inputs.observed().sources().get(pair));
        }
      }
    }
    return condition.condition(now);
  }

  private void trouble(Cluster cluster) {
    String trouble = inputs.observed().sourceTroubles().getOrDefault(cluster.name(), "");
    if (!trouble.isEmpty()) {
      troubles.add(cluster.name() + ": " + trouble);
    }
  }

  private void count(String pair, @Nullable SourceSeen seen) {
    if (seen == null) {
      untried.add(pair);
      return;
    }
    switch (seen.state()) {
      case PRESERVED -> {}
      case REPLACED -> replaced.add(pair + ": " + seen.why());
      case UNKNOWN -> unmeasured.add(pair + ": " + seen.why());
    }
  }

  private Condition condition(Instant now) {
    if (!replaced.isEmpty()) {
      String text = sentence(replaced) + next() + trouble();
      return Condition.no(Type.SOURCE_PRESERVED, "AddressesReplaced", text, now);
    }
    if (!unmeasured.isEmpty()) {
      return unknown("NotMeasured", sentence(unmeasured) + trouble(), now);
    }
    if (!untried.isEmpty()) {
      return unknown("NotMeasuredYet", "Not measured yet: " + sentence(untried) + trouble(), now);
    }
    return Condition.yes(
        Type.SOURCE_PRESERVED,
        "AddressesArrive",
        "Pods see the addresses of the other clusters' pods." + trouble(),
        now);
  }

  private String next() {
    if (inputs.interconnect().withdrawing()) {
      return "";
    }
    return inputs.interconnect().preserveSource() ? ASKED_FOR : COULD_BE_HAD;
  }

  private String trouble() {
    return troubles.isEmpty() ? "" : " " + sentence(troubles);
  }

  private static String sentence(List<String> all) {
    String text = ConditionInputs.some(all);
    return text.endsWith(".") ? text : text + ".";
  }

  private static Condition unknown(String reason, String message, Instant now) {
    return new Condition(Type.SOURCE_PRESERVED, Status.UNKNOWN, reason, message, now);
  }
}
