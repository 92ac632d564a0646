package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Taint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which nodes get a router pod, by the rules of Kubernetes for DaemonSets: node selector, required
 * node affinity, taints and tolerations. Pure.
 *
 * @param selector labels that a node must have
 * @param terms required node affinity: one of them must hold; empty if there is none
 * @param tolerations with those that the DaemonSet controller adds itself
 */
public record Placement(
    Map<String, String> selector, List<Term> terms, List<Toleration> tolerations) {
  /** Every node gets one, whatever its taints. */
  public static final Placement EVERYWHERE =
      new Placement(Map.of(), List.of(), List.of(new Toleration("", "Exists", "", "")));

  private static final List<String> OS = List.of("kubernetes.io/os", "beta.kubernetes.io/os");

  public Placement {
    selector = Map.copyOf(selector);
    terms = List.copyOf(terms);
    tolerations = List.copyOf(tolerations);
  }

  /** One alternative: all of it must hold. One without requirements holds never. */
  public record Term(List<Requirement> labels, List<Requirement> fields) {
    public Term {
      labels = List.copyOf(labels);
      fields = List.copyOf(fields);
    }

    boolean holds(NodeReading node) {
      return !(labels.isEmpty() && fields.isEmpty())
          && labels.stream().allMatch(r -> r.holds(node.labels().get(r.key())))
          && fields.stream().allMatch(r -> r.key().equals("metadata.name") && r.holds(node.name()));
    }
  }

  /**
   * @param operator In, NotIn, Exists, DoesNotExist, Gt or Lt
   */
  public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
      values = List.copyOf(values);
    }

    boolean holds(@org.jspecify.annotations.Nullable String value) {
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        case "Gt" -> value != null && compared(value) > 0;
        case "Lt" -> value != null && compared(value) < 0;
        default -> false;
      };
    }

    private int compared(String value) {
      try {
        return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
      } catch (RuntimeException e) {
        // Not numbers: the requirement does not hold.
        return 0;
      }
    }
  }

  /**
   * @param key empty for every key
   * @param operator Exists, or Equal, which is meant too if it is empty
   * @param effect empty for every effect
   */
  public record Toleration(String key, String operator, String value, String effect) {
    boolean tolerates(Taint taint) {
      return (effect.isEmpty() || effect.equals(taint.effect()))
          && (key.isEmpty() || key.equals(taint.key()))
          && (operator.equals("Exists") || (!key.isEmpty() && value.equals(taint.value())));
    }
  }

  private static boolean isVirtual(NodeReading node) {
    return "virtual-kubelet".equals(node.labels().get("type"))
        || "fargate".equals(node.labels().get("eks.amazonaws.com/compute-type"))
        || node.taints().stream().anyMatch(t -> t.key().startsWith("virtual-kubelet.io/"));
  }

  /** Why a node gets no router pod, a clause for people; empty if it gets one. */
  public Optional<String> objection(NodeReading node) {
    if (OS.stream().anyMatch(label -> "windows".equals(node.labels().get(label)))) {
      return Optional.of("it runs Windows");
    }
    if (isVirtual(node)) {
      return Optional.of("it is a virtual node, which runs no router");
    }
    for (Map.Entry<String, String> wanted : selector.entrySet()) {
      if (!wanted.getValue().equals(node.labels().get(wanted.getKey()))) {
        return Optional.of(
            "the router's node selector wants the label "
                + wanted.getKey()
                + "="
                + wanted.getValue());
      }
    }
    if (!terms.isEmpty() && terms.stream().noneMatch(t -> t.holds(node))) {
      return Optional.of("the router's node affinity leaves it out");
    }
    return node.taints().stream()
        .filter(t -> t.effect().equals("NoSchedule") || t.effect().equals("NoExecute"))
        .filter(t -> tolerations.stream().noneMatch(toleration -> toleration.tolerates(t)))
        .findFirst()
        .map(t -> "the router does not tolerate its taint " + t.key() + ":" + t.effect());
  }
}
