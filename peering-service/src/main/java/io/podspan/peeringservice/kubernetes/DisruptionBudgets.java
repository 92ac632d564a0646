package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The PodDisruptionBudgets of a namespace. */
public final class DisruptionBudgets {
  private final ClusterCalls calls;

  public DisruptionBudgets(ClusterCalls calls) {
    this.calls = calls;
  }

  /**
   * A budget.
   *
   * @param allowed how many of its pods may go now
   */
  public record Budget(String name, LabelSelector selector, int allowed) {}

  /** Those that count pods with these labels; unknown if they may not be read. */
  public Answer<List<Budget>> of(Access access, String namespace, Map<String, String> labels) {
    String resource = "poddisruptionbudgets.policy in " + namespace;
    try {
      List<Budget> all =
          calls.ask(
              access,
              "list",
              resource,
              client ->
                  ObjectList.read(
                      client.policy().v1().podDisruptionBudget().inNamespace(namespace),
                      DisruptionBudgets::budget,
                      budget -> budget.name().length()));
      return new Known<>(
          all.stream().filter(budget -> matches(budget.selector(), labels)).toList(), resource);
    } catch (ClusterFaultException e) {
      if (e.fault() instanceof ClusterFault.Forbidden
          || e.fault() instanceof ClusterFault.Rejected) {
        return new Unknown<>(e.fault().detail());
      }
      throw e;
    }
  }

  private static Budget budget(PodDisruptionBudget object) {
    LabelSelector selector =
        object.getSpec() == null || object.getSpec().getSelector() == null
            ? new LabelSelector()
            : object.getSpec().getSelector();
    Integer allowed =
        object.getStatus() == null ? null : object.getStatus().getDisruptionsAllowed();
    return new Budget(
        object.getMetadata().getName(), selector, Objects.requireNonNullElse(allowed, 0));
  }

  /** As policy/v1 has it: an empty selector matches every pod of the namespace. */
  static boolean matches(LabelSelector selector, Map<String, String> labels) {
    Map<String, String> wanted =
        Objects.requireNonNullElse(selector.getMatchLabels(), Map.<String, String>of());
    List<LabelSelectorRequirement> requirements =
        Objects.requireNonNullElse(
            selector.getMatchExpressions(), List.<LabelSelectorRequirement>of());
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(labels.get(e.getKey())))
        && requirements.stream().allMatch(r -> holds(r, labels));
  }

  private static boolean holds(LabelSelectorRequirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.getKey());
    List<String> values = Objects.requireNonNullElse(requirement.getValues(), List.<String>of());
    return switch (Objects.requireNonNullElse(requirement.getOperator(), "")) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
