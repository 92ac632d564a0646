package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A router's pod with what is read of it: where it runs, from which template, with which flags and
 * variables. There is one for each node, and a whole one has ten times as much.
 */
final class ThinPod {
  private ThinPod() {}

  /** The same object, without the rest. */
  static Pod of(Pod pod) {
    pod.getMetadata().setManagedFields(null);
    pod.getMetadata().setAnnotations(null);
    if (pod.getSpec() != null) {
      pod.getSpec().setVolumes(null);
      pod.getSpec().setTolerations(null);
      pod.getSpec().setInitContainers(null);
      containers(pod).forEach(ThinPod::strip);
    }
    return pod;
  }

  private static void strip(Container container) {
    container.setVolumeMounts(null);
    container.setLivenessProbe(null);
    container.setReadinessProbe(null);
    container.setStartupProbe(null);
    container.setResources(null);
    container.setSecurityContext(null);
    container.setLifecycle(null);
  }

  /** What is kept, for the bound of a list. */
  static long characters(Pod pod) {
    long characters = pod.getMetadata().getName().length();
    Map<String, String> labels = pod.getMetadata().getLabels();
    if (labels != null) {
      characters += texts(labels.keySet()) + texts(labels.values());
    }
    for (Container container : containers(pod)) {
      characters += texts(container.getArgs()) + texts(container.getCommand());
      List<EnvVar> variables = container.getEnv();
      if (variables != null) {
        characters += texts(variables.stream().map(EnvVar::getValue).toList());
      }
    }
    return characters;
  }

  private static List<Container> containers(Pod pod) {
    return pod.getSpec() == null || pod.getSpec().getContainers() == null
        ? List.of()
        : pod.getSpec().getContainers();
  }

  private static long texts(Iterable<String> texts) {
    long characters = 0;
    if (texts != null) {
      for (String text : texts) {
        characters += Objects.requireNonNullElse(text, "").length();
      }
    }
    return characters;
  }
}
