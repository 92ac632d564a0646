package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks and fills in objects before they are stored, as far as controllers rely on it. */
final class Admission {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Set<String> STRATEGIES = Set.of("RollingUpdate", "OnDelete");

  private Admission() {}

  static ObjectNode admitNew(ResourceType type, String namespace, ObjectNode object) {
    if (type.equals(ResourceType.POD)) {
      throw new ApiException(
          403, "Forbidden", "pods is forbidden: this cluster runs only the pods of its plan");
    }
    String kind = object.path("kind").asText(type.kind());
    String apiVersion = object.path("apiVersion").asText(type.apiVersion());
    if (!kind.equals(type.kind()) || !apiVersion.equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the object is %s %s, but %s %s was expected"
              .formatted(apiVersion, kind, type.apiVersion(), type.kind()));
    }
    ObjectNode admitted = object.deepCopy();
    admitted.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    ObjectNode metadata = admitted.withObject("/metadata");
    String name = metadata.path("name").asText("");
    if (name.isEmpty() && metadata.has("generateName")) {
      name = metadata.path("generateName").asText() + Suffix.random();
    }
    if (!NAME.matcher(name).matches()) {
      throw ApiException.invalid(type, name, "metadata.name: must be a lowercase RFC 1123 name");
    }
    metadata.put("name", name);
    if (type.namespaced()) {
      metadata.put("namespace", namespaceOf(namespace, metadata.path("namespace").asText("")));
    }
    metadata.remove("resourceVersion");
    return type.equals(ResourceType.DAEMON_SET) ? daemonSet(admitted) : admitted;
  }

  static ObjectNode admitChange(ResourceType type, ObjectNode before, ObjectNode after) {
    if (!type.equals(ResourceType.DAEMON_SET)) {
      return after;
    }
    if (!before.at("/spec/selector").equals(after.at("/spec/selector"))) {
      throw ApiException.invalid(
          type, after.at("/metadata/name").asText(), "spec.selector: field is immutable");
    }
    return daemonSet(after);
  }

  private static String namespaceOf(String inPath, String inObject) {
    if (inPath.isEmpty() || (!inObject.isEmpty() && !inObject.equals(inPath))) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    return inPath;
  }

  private static ObjectNode daemonSet(ObjectNode daemonSet) {
    String name = daemonSet.at("/metadata/name").asText();
    ObjectNode strategy = daemonSet.withObject("/spec/updateStrategy");
    String type = strategy.path("type").asText("RollingUpdate");
    if (!STRATEGIES.contains(type)) {
      throw ApiException.invalid(
          ResourceType.DAEMON_SET,
          name,
          "spec.updateStrategy.type: Unsupported value: \"%s\"".formatted(type));
    }
    strategy.put("type", type);
    if (type.equals("RollingUpdate") && !strategy.has("rollingUpdate")) {
      strategy.putObject("rollingUpdate").put("maxSurge", 0).put("maxUnavailable", 1);
    }
    if (daemonSet.at("/spec/template/spec/containers").isEmpty()) {
      throw ApiException.invalid(
          ResourceType.DAEMON_SET, name, "spec.template.spec.containers: Required value");
    }
    return daemonSet;
  }
}
