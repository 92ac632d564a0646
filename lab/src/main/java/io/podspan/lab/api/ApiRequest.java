package io.podspan.lab.api;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The verb of a request and the objects it is about.
 *
 * @param namespace empty: all namespaces, or an object of the cluster
 * @param name empty: the whole collection
 * @param subresource empty, or {@code status}, {@code exec}, {@code log}
 */
record ApiRequest(
    String method,
    ResourceType type,
    String namespace,
    String name,
    String subresource,
    MultiMap query) {

  /** Reads a path; empty when it belongs to no resource that is served. */
  static Optional<ApiRequest> parse(
      String method, String path, MultiMap query, Collection<ResourceType> served) {
    return served.stream()
        .filter(type -> path.startsWith(type.root() + "/"))
        .flatMap(type -> parse(method, path, query, type).stream())
        .findFirst();
  }

  private static Optional<ApiRequest> parse(
      String method, String path, MultiMap query, ResourceType type) {
    var parts = new ArrayList<>(List.of(path.substring(type.root().length() + 1).split("/")));
    String namespace = "";
    if (type.namespaced() && parts.size() >= 3 && parts.getFirst().equals("namespaces")) {
      namespace = parts.get(1);
      parts.subList(0, 2).clear();
    }
    if (!parts.getFirst().equals(type.plural()) || parts.size() > 3) {
      return Optional.empty();
    }
    // /namespaces/x/pods is about pods; the type Namespace must not take it.
    if (type.equals(ResourceType.NAMESPACE)
        && parts.size() == 3
        && !parts.get(2).equals("status")
        && !parts.get(2).equals("finalize")) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiRequest(
            method,
            type,
            namespace,
            parts.size() > 1 ? parts.get(1) : "",
            parts.size() > 2 ? parts.get(2) : "",
            query));
  }

  /** The verb as rights name it. */
  String verb() {
    return switch (method) {
      case "GET" -> isWatch() ? "watch" : name.isEmpty() ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> method.toLowerCase(Locale.ROOT);
    };
  }

  String resource() {
    return subresource.isEmpty() ? type.plural() : type.plural() + "/" + subresource;
  }

  ObjectKey key() {
    return ObjectKey.of(type, namespace, name);
  }

  boolean isWatch() {
    return method.equals("GET") && isTrue("watch");
  }

  boolean isTrue(String parameter) {
    String value = query.get(parameter);
    return value != null && (value.equals("true") || value.equals("1"));
  }

  /** How long a watch lasts; 0 when its client does not say. */
  long timeoutSeconds() {
    String text = query.get("timeoutSeconds");
    return text != null && text.matches("[1-9]\\d{0,5}") ? Long.parseLong(text) : 0;
  }

  boolean isDryRun() {
    return query.getAll("dryRun").contains("All");
  }

  /** A watch of one object by its path selects it by name. */
  Selector selector() {
    String fields = query.get("fieldSelector");
    if (!name.isEmpty()) {
      fields = "metadata.name=" + name;
    }
    return Selector.of(query.get("labelSelector"), fields);
  }
}
