package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A label selector as objects have it: {@code matchLabels} and {@code matchExpressions}. */
public final class LabelSelector {
  private LabelSelector() {}

  /** An absent or empty one matches everything. */
  public static boolean matches(JsonNode selector, JsonNode labels) {
    for (Map.Entry<String, JsonNode> wanted : selector.path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!holds(expression, labels.path(expression.path("key").asText()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(JsonNode expression, JsonNode label) {
    List<String> values = new ArrayList<>();
    expression.path("values").forEach(value -> values.add(value.asText()));
    boolean there = label.isTextual();
    return switch (expression.path("operator").asText()) {
      case "In" -> there && values.contains(label.asText());
      case "NotIn" -> !there || !values.contains(label.asText());
      case "Exists" -> there;
      case "DoesNotExist" -> !there;
      default -> false;
    };
  }
}
