package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spec of objects for which the client has no classes. */
public final class Spec {
  private Spec() {}

  /** A field of the object's spec, null if it is not set. */
  public static @Nullable Object field(GenericKubernetesResource object, String name) {
    Object spec = object.getAdditionalProperties().get("spec");
    return spec instanceof Map<?, ?> fields ? fields.get(name) : null;
  }

  /** The same as text, empty if it is not set. */
  public static String text(GenericKubernetesResource object, String name) {
    Object value = field(object, name);
    return value == null ? "" : value.toString();
  }
}
