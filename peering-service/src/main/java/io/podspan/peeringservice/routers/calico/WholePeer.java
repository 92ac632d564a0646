package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * All of a BGPPeer of ours as it was read. Such a peer is deleted and made anew, and this is kept
 * before: what somebody else wrote in it is not lost where only the first half is done. It is part
 * of a stored document: add components, do not rename them.
 */
record WholePeer(
    Map<String, Object> spec, Map<String, String> labels, Map<String, String> annotations) {
  WholePeer {
    spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  static WholePeer of(GenericKubernetesResource object) {
    Map<String, Object> spec = new LinkedHashMap<>();
    if (object.getAdditionalProperties().get("spec") instanceof Map<?, ?> fields) {
      fields.forEach((field, value) -> spec.put(field.toString(), value));
    }
    return new WholePeer(
        spec,
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of()),
        Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of()));
  }
}
