package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $(NAME)} in the command line of a container, as Kubernetes replaces it. Pure. */
final class Variables {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([A-Za-z0-9_.-]+)\\)");

  private Variables() {}

  /**
   * @param whole whether every variable in the text is known
   */
  record Expanded(String text, boolean whole) {}

  /** The variables whose values stand in the container itself. */
  static Map<String, String> of(Container container) {
    Map<String, String> variables = new HashMap<>();
    for (EnvVar variable :
        Objects.requireNonNullElse(container.getEnv(), java.util.List.<EnvVar>of())) {
      if (variable.getValueFrom() != null) {
        variables.remove(variable.getName());
        continue;
      }
      Expanded value =
          expanded(Objects.requireNonNullElse(variable.getValue(), ""), Map.copyOf(variables));
      if (value.whole()) {
        variables.put(variable.getName(), value.text());
      }
    }
    return variables;
  }

  static Expanded expanded(String text, Map<String, String> variables) {
    StringBuilder result = new StringBuilder();
    boolean whole = true;
    Matcher reference = REFERENCE.matcher(text);
    while (reference.find()) {
      String name = reference.group(1);
      String value = name == null ? "$" : variables.get(name);
      whole &= value != null;
      reference.appendReplacement(
          result, Matcher.quoteReplacement(value == null ? reference.group() : value));
    }
    reference.appendTail(result);
    return new Expanded(result.toString(), whole);
  }
}
