package io.podspan.cli.grant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.Variable;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the names of routers' DaemonSets into the shipped manifests: into the resourceNames of
 * roles, and into the variable {@code routers} of policies.
 */
final class RouterNames {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final String VARIABLE = "routers";

  private final Set<String> more;

  /**
   * @param more names besides those that the manifests have
   * @throws IllegalArgumentException when one of them cannot be a DaemonSet's name
   */
  RouterNames(Set<String> more) {
    this.more = new TreeSet<>(more);
    for (String name : more) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "'" + name + "' cannot be the name of a DaemonSet: correct --router-daemonset");
      }
    }
  }

  void addTo(List<HasMetadata> objects) {
    if (more.isEmpty()) {
      return;
    }
    for (HasMetadata object : objects) {
      switch (object) {
        case Role role -> role.getRules().forEach(this::addTo);
        case ValidatingAdmissionPolicy policy when policy.getSpec().getVariables() != null ->
            policy.getSpec().getVariables().stream()
                .filter(variable -> VARIABLE.equals(variable.getName()))
                .forEach(this::addTo);
        default -> {}
      }
    }
  }

  private void addTo(PolicyRule rule) {
    if (rule.getResources().contains("daemonsets") && !rule.getResourceNames().isEmpty()) {
      List<String> names = new ArrayList<>(rule.getResourceNames());
      more.stream().filter(name -> !names.contains(name)).forEach(names::add);
      rule.setResourceNames(names);
    }
  }

  /** A list of quoted names, in CEL. */
  private void addTo(Variable variable) {
    String list = variable.getExpression();
    String added =
        more.stream()
            .map(name -> "'" + name + "'")
            .filter(name -> !list.contains(name))
            .map(name -> ", " + name)
            .collect(Collectors.joining());
    variable.setExpression(list.substring(0, list.lastIndexOf(']')) + added + "]");
  }
}
