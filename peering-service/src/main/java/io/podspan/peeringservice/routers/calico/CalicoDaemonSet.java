package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A DaemonSet that runs calico/node.
 *
 * @param container the container that does
 */
record CalicoDaemonSet(DaemonSet object, Container container) {
  private static final String NAME = "calico-node";
  private static final String BACKEND = "CALICO_NETWORKING_BACKEND";

  /** Whether BIRD runs in its pods. */
  sealed interface Backend {
    /** BIRD speaks BGP. */
    record Bird() implements Backend {}

    /**
     * @param value of the variable, {@code vxlan}
     */
    record Other(String value) implements Backend {}

    /**
     * @param why a clause for people
     */
    record Unreadable(String why) implements Backend {}
  }

  /** By what its containers run; empty if none of them is calico/node for Linux. */
  static Optional<CalicoDaemonSet> find(DaemonSet object) {
    return object.getSpec().getTemplate().getSpec().getContainers().stream()
        .filter(c -> isCalicoNode(c) && !isForWindows(object, c))
        .findFirst()
        .map(c -> new CalicoDaemonSet(object, c));
  }

  private static boolean isCalicoNode(Container container) {
    String image = Objects.requireNonNullElse(container.getImage(), "");
    String program = DaemonSets.program(image);
    return container.getName().equals(NAME)
        || program.endsWith(NAME)
        || (program.equals("node") && image.contains("calico/"));
  }

  private static boolean isForWindows(DaemonSet set, Container container) {
    var selector = set.getSpec().getTemplate().getSpec().getNodeSelector();
    return (selector != null && "windows".equals(selector.get("kubernetes.io/os")))
        || Objects.requireNonNullElse(container.getImage(), "").contains("windows");
  }

  /**
   * Which backend the container's environment names, as Kubernetes makes it: single variables go
   * before whole ConfigMaps. Without the variable calico/node runs BIRD.
   *
   * @param configMaps a ConfigMap of the namespace by name; empty if it does not exist or cannot be
   *     read
   */
  Backend backend(Function<String, Optional<ConfigMap>> configMaps) {
    List<EnvVar> variables = Objects.requireNonNullElse(container.getEnv(), List.<EnvVar>of());
    for (EnvVar variable : variables.reversed()) {
      if (variable.getName().equals(BACKEND)) {
        return ofVariable(variable, configMaps);
      }
    }
    List<EnvFromSource> sources =
        Objects.requireNonNullElse(container.getEnvFrom(), List.<EnvFromSource>of());
    boolean unread = false;
    for (EnvFromSource source : sources.reversed()) {
      Optional<ConfigMap> map = configMap(source, configMaps);
      String key = key(source);
      if (key == null) {
        continue;
      }
      if (map.isEmpty()) {
        unread = true;
      } else if (map.get().getData() != null && map.get().getData().containsKey(key)) {
        return unread ? unreadable("an environment source") : named(map.get().getData().get(key));
      }
    }
    return unread ? unreadable("an environment source") : new Backend.Bird();
  }

  private static Optional<ConfigMap> configMap(
      EnvFromSource source, Function<String, Optional<ConfigMap>> configMaps) {
    return source.getConfigMapRef() == null
        ? Optional.empty()
        : configMaps.apply(source.getConfigMapRef().getName());
  }

  /** The key that would become the variable; null if none can with this prefix. */
  private static @Nullable String key(EnvFromSource source) {
    String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
    return BACKEND.startsWith(prefix) ? BACKEND.substring(prefix.length()) : null;
  }

  private static Backend ofVariable(
      EnvVar variable, Function<String, Optional<ConfigMap>> configMaps) {
    if (variable.getValueFrom() == null) {
      String value = Objects.requireNonNullElse(variable.getValue(), "");
      return value.contains("$(") ? unreadable("another variable") : named(value);
    }
    var reference = variable.getValueFrom().getConfigMapKeyRef();
    if (reference == null) {
      return unreadable("a source that is no ConfigMap");
    }
    return configMaps
        .apply(reference.getName())
        .map(map -> map.getData() == null ? null : map.getData().get(reference.getKey()))
        .map(CalicoDaemonSet::named)
        .orElseGet(() -> unreadable("the ConfigMap " + reference.getName()));
  }

  private static Backend unreadable(String where) {
    return new Backend.Unreadable(BACKEND + " comes from " + where + ", which could not be read");
  }

  /** As the start script of calico/node takes the value. */
  private static Backend named(String value) {
    return switch (value.strip()) {
      case "none", "vxlan", "gobgp" -> new Backend.Other(value.strip());
      default -> new Backend.Bird();
    };
  }

  String shown() {
    return DaemonSets.shown(object);
  }

  /** The service account of its pods. */
  String account() {
    return Objects.requireNonNullElse(
        object.getSpec().getTemplate().getSpec().getServiceAccountName(), "default");
  }

  String namespace() {
    return object.getMetadata().getNamespace();
  }
}
