package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Secrets, and the files of them that a pod's first container has as volumes. */
final class SecretVolumes {
  private final ObjectStore store;

  SecretVolumes(ObjectStore store) {
    this.store = store;
  }

  /** What is in a Secret of the system's namespace under this key. */
  Optional<String> value(String secret, String key) {
    return value(ClusterObjects.SYSTEM, secret, key);
  }

  private Optional<String> value(String namespace, String secret, String key) {
    return store
        .find(ObjectKey.of(ResourceType.SECRET, namespace, secret))
        .flatMap(found -> value(found, key));
  }

  private static Optional<String> value(ObjectNode secret, String key) {
    if (secret.path("stringData").has(key)) {
      return Optional.of(secret.path("stringData").path(key).asText());
    }
    JsonNode encoded = secret.path("data").path(key);
    try {
      return encoded.isTextual()
          ? Optional.of(
              new String(Base64.getDecoder().decode(encoded.asText()), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A Secret that the pod needs and that is not there; its containers do not start before. */
  Optional<String> missing(ObjectNode pod) {
    for (JsonNode volume : pod.at("/spec/volumes")) {
      String secret = volume.at("/secret/secretName").asText("");
      if (!secret.isEmpty()
          && !volume.at("/secret/optional").asBoolean()
          && store.find(ObjectKey.of(ResourceType.SECRET, namespace(pod), secret)).isEmpty()) {
        return Optional.of(secret);
      }
    }
    return Optional.empty();
  }

  /** The file at this path of the pod's container, if it comes from a Secret. */
  Optional<String> file(ObjectNode pod, String path) {
    for (JsonNode mount : pod.at("/spec/containers/0/volumeMounts")) {
      String folder = mount.path("mountPath").asText() + "/";
      if (path.startsWith(folder)) {
        return secretOf(pod, mount.path("name").asText())
            .flatMap(s -> value(namespace(pod), s, path.substring(folder.length())));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> secretOf(ObjectNode pod, String volumeName) {
    for (JsonNode volume : pod.at("/spec/volumes")) {
      if (volume.path("name").asText().equals(volumeName)) {
        return Optional.of(volume.at("/secret/secretName").asText(""));
      }
    }
    return Optional.empty();
  }

  private static String namespace(ObjectNode pod) {
    return pod.at("/metadata/namespace").asText();
  }
}
