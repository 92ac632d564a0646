package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;

/** What each verb does to the store. Stateless. */
final class ResourceHandler {
  private static final int DEFAULT_GRACE_SECONDS = 30;

  private final ObjectStore store;

  /** What goes back to the client. */
  record Answer(int code, ObjectNode body) {}

  ResourceHandler(ObjectStore store) {
    this.store = store;
  }

  /**
   * @param contentType of the body, which tells kinds of patches apart
   * @throws ApiException as a real API server would refuse
   */
  Answer handle(ApiRequest request, String contentType, String body) {
    return switch (request.verb()) {
      case "get" -> new Answer(200, store.get(request.key()));
      case "list" -> new Answer(200, list(request));
      case "create" -> new Answer(201, create(request, tree(body)));
      case "update" -> new Answer(200, replace(request, tree(body)));
      case "patch" -> new Answer(200, patch(request, contentType, body));
      case "delete" -> new Answer(200, delete(request, body));
      case "deletecollection" -> new Answer(200, deleteAll(request));
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private ObjectNode list(ApiRequest request) {
    ListPage page =
        ListPage.of(
            store.list(request.type(), request.namespace(), request.selector()), request.query());
    ObjectNode list = Json.object();
    ObjectNode metadata =
        list.put("kind", request.type().kind() + "List")
            .put("apiVersion", request.type().apiVersion())
            .putObject("metadata")
            .put("resourceVersion", Long.toString(page.version()));
    if (!page.next().isEmpty()) {
      metadata.put("continue", page.next());
    }
    ArrayNode items = list.putArray("items");
    page.items().forEach(item -> items.add(asItem(request.type(), item)));
    return list;
  }

  /** The list says already of which kind its items are; custom ones repeat it. */
  private static ObjectNode asItem(ResourceType type, ObjectNode object) {
    if (type.isCustom()) {
      return object;
    }
    ObjectNode item = object.deepCopy();
    item.remove(List.of("kind", "apiVersion"));
    return item;
  }

  private ObjectNode create(ApiRequest request, ObjectNode object) {
    if (!request.name().isEmpty()) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode complete = Admission.admitNew(request.type(), request.namespace(), object);
    String name = complete.path("metadata").path("name").asText();
    String namespace = complete.path("metadata").path("namespace").asText("");
    if (request.type().namespaced()) {
      store.get(ObjectKey.of(ResourceType.NAMESPACE, "", namespace));
    }
    return store.create(
        ObjectKey.of(request.type(), namespace, name), complete, request.isDryRun());
  }

  private ObjectNode replace(ApiRequest request, ObjectNode object) {
    if (request.type().isCustom() && object.at("/metadata/resourceVersion").asText("").isEmpty()) {
      throw ApiException.invalid(
          request.type(),
          request.name(),
          "metadata.resourceVersion: Invalid value: 0: must be specified for an update");
    }
    return change(request, _ -> object.deepCopy());
  }

  private ObjectNode patch(ApiRequest request, String contentType, String body) {
    JsonNode patch = Json.parse(body);
    return change(
        request, before -> Patch.apply(Patch.Kind.of(contentType, request.type()), before, patch));
  }

  /** Only the status path changes the status, and it changes nothing else. */
  private ObjectNode change(ApiRequest request, UnaryOperator<ObjectNode> edit) {
    boolean statusOnly = request.subresource().equals("status");
    return store.update(
        request.key(),
        before -> {
          ObjectNode after = edit.apply(before.deepCopy());
          if (statusOnly) {
            ObjectNode result = before.deepCopy();
            result.withObject("/metadata").setAll(versionOf(after));
            return withStatusOf(result, after);
          }
          if (request.type().statusSubresource()) {
            withStatusOf(after, before);
          }
          return Admission.admitChange(request.type(), before, after);
        },
        request.isDryRun());
  }

  private static ObjectNode versionOf(ObjectNode object) {
    ObjectNode version = Json.object();
    JsonNode given = object.path("metadata").path("resourceVersion");
    if (given.isTextual()) {
      version.set("resourceVersion", given);
    }
    return version;
  }

  private static ObjectNode withStatusOf(ObjectNode target, ObjectNode source) {
    if (source.has("status")) {
      target.set("status", source.get("status").deepCopy());
    } else {
      target.remove("status");
    }
    return target;
  }

  private ObjectNode delete(ApiRequest request, String body) {
    ObjectNode options = body.isBlank() ? Json.object() : tree(body);
    ObjectNode object = store.get(request.key());
    refuseUnmetPreconditions(request, object, options.path("preconditions"));
    if (request.isDryRun() || isDryRun(options)) {
      return object;
    }
    if (request.type().equals(ResourceType.POD)) {
      return terminate(request, options);
    }
    store.remove(request.key());
    return deleted(request, object);
  }

  private static boolean isDryRun(ObjectNode options) {
    for (JsonNode stage : options.path("dryRun")) {
      if (stage.asText().equals("All")) {
        return true;
      }
    }
    return false;
  }

  private static void refuseUnmetPreconditions(
      ApiRequest request, ObjectNode object, JsonNode preconditions) {
    refuseUnmet(request, object, preconditions, "uid", "UID", "deleted and then recreated");
    refuseUnmet(request, object, preconditions, "resourceVersion", "ResourceVersion", "modified");
  }

  private static void refuseUnmet(
      ApiRequest request,
      ObjectNode object,
      JsonNode preconditions,
      String field,
      String called,
      String happened) {
    String wanted = preconditions.path(field).asText("");
    String actual = object.path("metadata").path(field).asText();
    if (!wanted.isEmpty() && !wanted.equals(actual)) {
      throw ApiException.precondition(
          request.type(),
          request.name(),
          "the %s in the precondition (%s) does not match the %s in record (%s). The object might have been %s"
              .formatted(called, wanted, called, actual, happened));
    }
  }

  /** A pod stays, marked as deleted, until its kubelet has stopped it. */
  private ObjectNode terminate(ApiRequest request, ObjectNode options) {
    JsonNode inQuery = TextNode.valueOf(request.query().get("gracePeriodSeconds"));
    return store.update(
        request.key(),
        pod -> {
          ObjectNode metadata = pod.withObject("/metadata");
          if (!metadata.has("deletionTimestamp")) {
            int byPod =
                pod.path("spec").path("terminationGracePeriodSeconds").asInt(DEFAULT_GRACE_SECONDS);
            int grace =
                options
                    .path("gracePeriodSeconds")
                    .asInt(inQuery == null ? byPod : inQuery.asInt(byPod));
            metadata
                .put(
                    "deletionTimestamp",
                    Instant.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString())
                .put("deletionGracePeriodSeconds", grace);
          }
          return pod;
        });
  }

  private ObjectNode deleteAll(ApiRequest request) {
    ObjectNode list = list(request);
    for (JsonNode item : list.path("items")) {
      JsonNode metadata = item.path("metadata");
      var one =
          new ApiRequest(
              "DELETE",
              request.type(),
              metadata.path("namespace").asText(""),
              metadata.path("name").asText(),
              "",
              request.query());
      delete(one, "");
    }
    return list;
  }

  private static ObjectNode deleted(ApiRequest request, ObjectNode object) {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    status
        .put("status", "Success")
        .putObject("details")
        .put("name", request.name())
        .put("kind", request.type().plural())
        .put("group", request.type().group())
        .set("uid", object.path("metadata").path("uid"));
    return status;
  }

  private static ObjectNode tree(String body) {
    if (Json.parse(body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the body is not a JSON object");
  }
}
