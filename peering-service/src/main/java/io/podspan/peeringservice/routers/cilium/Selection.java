package io.podspan.peeringservice.routers.cilium;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a CiliumBGPClusterConfig is for: its {@code nodeSelector}, a label selector of
 * Kubernetes. Without one it is for all of them. Pure.
 */
record Selection(Map<?, ?> selector) {
  static final String HOSTNAME = "kubernetes.io/hostname";
  static final Selection ALL = new Selection(Map.of());

  static Selection of(@Nullable Object nodeSelector) {
    return new Selection(Fields.map(nodeSelector));
  }

  /** Those with these hostnames; at least one. */
  static Selection hostnames(Collection<String> hostnames) {
    return new Selection(
        Map.of(
            "matchExpressions",
            List.of(
                Map.of(
                    "key",
                    HOSTNAME,
                    "operator",
                    "In",
                    "values",
                    List.copyOf(new TreeSet<>(hostnames))))));
  }

  boolean isAll() {
    return Fields.map(selector.get("matchLabels")).isEmpty() && expressions().isEmpty();
  }

  boolean selects(Map<String, String> labels) {
    return Fields.map(selector.get("matchLabels")).entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && expressions().stream().allMatch(expression -> holds(expression, labels));
  }

  private List<Map<?, ?>> expressions() {
    List<Map<?, ?>> expressions = new ArrayList<>();
    Fields.list(selector.get("matchExpressions"))
        .forEach(expression -> expressions.add(Fields.map(expression)));
    return expressions;
  }

  private static List<String> values(Map<?, ?> expression) {
    return Fields.list(expression.get("values")).stream().map(Fields::text).toList();
  }

  private static boolean holds(Map<?, ?> expression, Map<String, String> labels) {
    String value = labels.get(Fields.text(expression.get("key")));
    return switch (Fields.text(expression.get("operator"))) {
      case "In" -> value != null && values(expression).contains(value);
      case "NotIn" -> value == null || !values(expression).contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      // An operator that is not known may select anything.
      default -> true;
    };
  }
}
