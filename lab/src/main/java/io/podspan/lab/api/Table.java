package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The columns that {@code kubectl get} prints; the server decides them. */
final class Table {
  /** Priority 1 means: only with {@code -o wide}. */
  private record Column(String name, int priority, Function<JsonNode, String> value) {
    static Column of(String name, String pointer) {
      return new Column(name, 0, object -> object.at(pointer).asText("0"));
    }

    static Column wide(String name, String pointer) {
      return new Column(name, 1, object -> object.at(pointer).asText("<none>"));
    }
  }

  private static final Column NAME = Column.of("Name", "/metadata/name");
  private static final Column AGE =
      new Column("Age", 0, o -> age(o.at("/metadata/creationTimestamp").asText()));

  private Table() {}

  private static List<Column> columnsOf(ResourceType type) {
    if (type.equals(ResourceType.POD)) {
      return List.of(
          NAME,
          new Column("Ready", 0, Table::readyContainers),
          new Column("Status", 0, Table::podStatus),
          Column.of("Restarts", "/status/containerStatuses/0/restartCount"),
          AGE,
          Column.wide("IP", "/status/podIP"),
          Column.wide("Node", "/spec/nodeName"));
    }
    if (type.equals(ResourceType.NODE)) {
      return List.of(
          NAME,
          new Column("Status", 0, _ -> "Ready"),
          AGE,
          Column.of("Version", "/status/nodeInfo/kubeletVersion"),
          Column.wide("Internal-IP", "/status/addresses/0/address"),
          Column.wide("Pod-CIDR", "/spec/podCIDR"));
    }
    if (type.equals(ResourceType.DAEMON_SET)) {
      return List.of(
          NAME,
          Column.of("Desired", "/status/desiredNumberScheduled"),
          Column.of("Current", "/status/currentNumberScheduled"),
          Column.of("Ready", "/status/numberReady"),
          Column.of("Up-to-date", "/status/updatedNumberScheduled"),
          Column.of("Available", "/status/numberAvailable"),
          AGE);
    }
    return List.of(NAME, AGE);
  }

  /** Turns an object or a list into a table; anything else stays as it is. */
  static ObjectNode of(ResourceType type, ObjectNode body) {
    List<Column> columns = columnsOf(type);
    ObjectNode table = Json.object();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    boolean list = body.has("items");
    table.set("metadata", list ? body.get("metadata") : versionOf(body));
    ArrayNode definitions = table.putArray("columnDefinitions");
    for (Column column : columns) {
      definitions
          .addObject()
          .put("name", column.name())
          .put("type", "string")
          .put("format", column.equals(NAME) ? "name" : "")
          .put("description", "")
          .put("priority", column.priority());
    }
    ArrayNode rows = table.putArray("rows");
    if (body.path("items") instanceof ArrayNode items) {
      items.forEach(item -> addRow(rows, columns, item));
    } else {
      addRow(rows, columns, body);
    }
    return table;
  }

  /** The same for an event of a watch; bookmarks and errors stay as they are. */
  static ObjectNode ofEvent(ResourceType type, ObjectNode event) {
    String kind = event.path("object").path("kind").asText();
    if (!(event.path("object") instanceof ObjectNode object) || !kind.equals(type.kind())) {
      return event;
    }
    return Change.event(event.path("type").asText(), of(type, object));
  }

  private static void addRow(ArrayNode rows, List<Column> columns, JsonNode object) {
    ObjectNode row = rows.addObject();
    row.set("cells", Json.strings(columns.stream().map(c -> c.value().apply(object)).toList()));
    ObjectNode partial = row.putObject("object");
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
  }

  private static ObjectNode versionOf(JsonNode object) {
    return Json.object().put("resourceVersion", object.at("/metadata/resourceVersion").asText());
  }

  private static String readyContainers(JsonNode pod) {
    JsonNode statuses = pod.at("/status/containerStatuses");
    int ready = 0;
    for (JsonNode status : statuses) {
      ready += status.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.at("/spec/containers").size();
  }

  private static String podStatus(JsonNode pod) {
    if (pod.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    String waiting = pod.at("/status/containerStatuses/0/state/waiting/reason").asText("");
    return waiting.isEmpty() ? pod.at("/status/phase").asText("Pending") : waiting;
  }

  private static String age(String since) {
    if (since.isEmpty()) {
      return "<unknown>";
    }
    Duration age = Duration.between(Instant.parse(since), Instant.now());
    if (age.toMinutes() < 2) {
      return age.toSeconds() + "s";
    }
    return age.toHours() < 2 ? age.toMinutes() + "m" : age.toHours() + "h";
  }
}
