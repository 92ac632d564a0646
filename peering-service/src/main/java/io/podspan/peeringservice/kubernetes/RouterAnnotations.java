package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The annotations of a node that routers read. Other programs write large ones. Pure. */
public final class RouterAnnotations {
  private static final List<String> PREFIXES = List.of("kube-router.io/", "projectcalico.org/");

  private RouterAnnotations() {}

  /** Only those, by name. */
  public static Map<String, String> of(ObjectMeta object) {
    Map<String, String> ours = new TreeMap<>();
    Map<String, String> all = object.getAnnotations();
    if (all != null) {
      all.forEach(
          (key, value) -> {
            if (value != null && PREFIXES.stream().anyMatch(key::startsWith)) {
              ours.put(key, value);
            }
          });
    }
    return ours;
  }

  /** How many there are in names and values. */
  public static long characters(Map<String, String> texts) {
    return texts.entrySet().stream()
        .mapToLong(text -> text.getKey().length() + text.getValue().length())
        .sum();
  }
}
