package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** What the cluster serves, for clients that use API discovery. */
final class Discovery {
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
  private static final String AUTHORIZATION = "authorization.k8s.io";

  private final Collection<ResourceType> served;

  Discovery(Collection<ResourceType> served) {
    this.served = List.copyOf(served);
  }

  Optional<ObjectNode> answer(String path) {
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return switch (trimmed) {
      case "/version" -> Optional.of(version());
      case "/api" -> Optional.of(coreVersions());
      case "/apis" -> Optional.of(groups());
      case "/apis/" + AUTHORIZATION + "/v1" -> Optional.of(authorization());
      default -> resources(trimmed);
    };
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "33")
        .put("gitVersion", "v1.33.4")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    return versions;
  }

  private ObjectNode groups() {
    var versions = new TreeMap<String, String>();
    versions.put(AUTHORIZATION, "v1");
    served.stream()
        .filter(type -> !type.group().isEmpty())
        .forEach(type -> versions.put(type.group(), type.version()));
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    versions.forEach(
        (group, version) -> {
          ObjectNode preferred =
              Json.object().put("groupVersion", group + "/" + version).put("version", version);
          ObjectNode node = groups.addObject().put("name", group);
          node.putArray("versions").add(preferred);
          node.set("preferredVersion", preferred.deepCopy());
        });
    return list;
  }

  private Optional<ObjectNode> resources(String path) {
    List<ResourceType> types = served.stream().filter(t -> t.root().equals(path)).toList();
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode list = resourceList(types.getFirst().apiVersion());
    ArrayNode resources = list.withArray("/resources");
    for (ResourceType type : types) {
      ObjectNode resource = add(resources, type.plural(), type, VERBS);
      resource.set("shortNames", Json.strings(type.shortNames()));
      if (type.statusSubresource()) {
        add(resources, type.plural() + "/status", type, List.of("get", "patch", "update"));
      }
      if (type.equals(ResourceType.POD)) {
        add(resources, "pods/exec", type, List.of("create", "get"));
        add(resources, "pods/log", type, List.of("get"));
      }
    }
    return Optional.of(list);
  }

  private static ObjectNode authorization() {
    ObjectNode list = resourceList(AUTHORIZATION + "/v1");
    ArrayNode resources = list.withArray("/resources");
    for (String kind : List.of("SelfSubjectAccessReview", "SelfSubjectRulesReview")) {
      resources
          .addObject()
          .put("name", AccessReview.pluralOf(kind))
          .put("singularName", "")
          .put("namespaced", false)
          .put("kind", kind)
          .putArray("verbs")
          .add("create");
    }
    return list;
  }

  private static ObjectNode resourceList(String groupVersion) {
    return Json.object()
        .put("kind", "APIResourceList")
        .put("apiVersion", "v1")
        .put("groupVersion", groupVersion);
  }

  private static ObjectNode add(
      ArrayNode resources, String name, ResourceType type, List<String> verbs) {
    ObjectNode resource =
        resources
            .addObject()
            .put("name", name)
            .put("singularName", type.kind().toLowerCase(Locale.ROOT))
            .put("namespaced", type.namespaced())
            .put("kind", type.kind());
    resource.set("verbs", Json.strings(verbs));
    return resource;
  }
}
