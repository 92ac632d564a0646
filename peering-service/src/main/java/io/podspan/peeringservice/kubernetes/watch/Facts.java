package io.podspan.peeringservice.kubernetes.watch;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.RouterAnnotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of an object a reading uses. Two objects with equal facts read the same. Pure. */
final class Facts {
  private static final List<String> POD_COUNTS =
      List.of("observedGeneration", "currentNumberScheduled", "desiredNumberScheduled");

  private Facts() {}

  static List<Object> of(GenericKubernetesResource object) {
    List<Object> facts = new ArrayList<>();
    facts.add(String.valueOf(object.getMetadata().getDeletionTimestamp()));
    facts.addAll(
        switch (object.getKind()) {
          case "Node" -> node(object);
          case "DaemonSet" -> daemonSet(object);
          case null, default -> List.of(map(object, "spec"), labels(object));
        });
    return List.copyOf(facts);
  }

  private static List<Object> node(GenericKubernetesResource object) {
    Map<?, ?> spec = map(object, "spec");
    Map<?, ?> status = map(object, "status");
    return List.of(
        text(spec.get("podCIDR")),
        text(spec.get("podCIDRs")),
        text(status.get("addresses")),
        ready(status.get("conditions")),
        text(spec.get("taints")),
        labels(object),
        RouterAnnotations.of(object.getMetadata()));
  }

  private static String ready(@Nullable Object conditions) {
    if (conditions instanceof List<?> list) {
      for (Object condition : list) {
        if (condition instanceof Map<?, ?> c && "Ready".equals(c.get("type"))) {
          return text(c.get("status"));
        }
      }
    }
    return "";
  }

  /**
   * Its status counts its pods: a router pod that comes or goes shows there. How many of them are
   * renewed and Ready changes with each step of a rollout, and no reading uses it.
   */
  private static List<Object> daemonSet(GenericKubernetesResource object) {
    Map<?, ?> status = map(object, "status");
    List<Object> facts = new ArrayList<>();
    facts.add(text(object.getMetadata().getGeneration()));
    POD_COUNTS.forEach(count -> facts.add(text(status.get(count))));
    return facts;
  }

  private static Map<?, ?> map(GenericKubernetesResource object, String field) {
    return object.getAdditionalProperties().get(field) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static Map<String, String> labels(GenericKubernetesResource object) {
    return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
