package io.podspan.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.objects.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What every document has, whatever its kind. Pure. */
final class DocumentForm {
  static final String API_VERSION = "podspan.io/v1";
  private static final String LIST = "List";
  private static final String NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
  private static final String SPEC = "spec.";

  /** status is what {@code get -o yaml} shows besides; it declares nothing. */
  private static final Set<String> PARTS =
      Set.of("apiVersion", "kind", "metadata", "spec", "status");

  private static final Set<String> METADATA = Set.of("name", "resourceVersion");

  private final Tree tree;
  private final List<DocumentFault> faults;

  private DocumentForm(Tree tree, List<DocumentFault> faults) {
    this.tree = tree;
    this.faults = faults;
  }

  /** The documents of a tree: one, or those of a list. */
  static List<Document> documents(Tree tree, List<DocumentFault> faults) {
    if (tree.root().path("kind").asText().equals(LIST)) {
      return items(tree, faults);
    }
    return new DocumentForm(tree, faults).document().stream().toList();
  }

  private static List<Document> items(Tree list, List<DocumentFault> faults) {
    List<Document> documents = new ArrayList<>();
    int index = 0;
    for (JsonNode item : list.root().path("items")) {
      String path = "items[" + index + "]";
      Place place = list.place().at(list.lines().getOrDefault(path, list.place().line()));
      Tree tree = new Tree(place, item, below(list.lines(), path + "."));
      new DocumentForm(tree, faults).document().ifPresent(documents::add);
      index++;
    }
    return documents;
  }

  private Optional<Document> document() {
    int before = faults.size();
    JsonNode root = tree.root();
    if (!root.isObject()) {
      fault("", "this is no document", "begin with 'apiVersion: " + API_VERSION + "'");
      return Optional.empty();
    }
    apiVersion(root.path("apiVersion"));
    Optional<Kind> kind = kind(root.path("kind"));
    known("", root, PARTS);
    String name = name(root.path("metadata"));
    ObjectNode spec = spec(root.path("spec"));
    if (kind.isEmpty() || faults.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new Document(
            kind.get(),
            name,
            root.path("metadata").path("resourceVersion").asText(""),
            spec,
            tree.place(),
            below(tree.lines(), SPEC)));
  }

  private void apiVersion(JsonNode version) {
    if (!version.asText().equals(API_VERSION)) {
      fault(
          "apiVersion",
          version.isMissingNode()
              ? "apiVersion is missing"
              : "the apiVersion " + version.asText() + " is not known",
          "write 'apiVersion: " + API_VERSION + "'");
    }
  }

  private Optional<Kind> kind(JsonNode kind) {
    Optional<Kind> known = Kind.titled(kind.asText());
    if (known.isEmpty()) {
      fault(
          "kind",
          kind.isMissingNode() ? "kind is missing" : "the kind " + kind.asText() + " is not known",
          "write " + Kind.titles());
    }
    return known;
  }

  private String name(JsonNode metadata) {
    known("metadata", metadata, METADATA);
    JsonNode name = metadata.path("name");
    String text = name.asText();
    if (name.isMissingNode() || name.isNull()) {
      fault("metadata", "metadata.name is missing", "give it a name of your choice, unique");
    } else if (!name.isTextual()) {
      fault("metadata.name", "metadata.name is not text", "put it into quotes");
    } else if (!text.matches(NAME)) {
      fault(
          "metadata.name",
          text + " is not a name",
          "use 1 to 63 lower-case letters, digits and hyphens, a letter or digit first and last");
    }
    return text;
  }

  private ObjectNode spec(JsonNode spec) {
    if (!(spec instanceof ObjectNode fields)) {
      fault(
          "spec",
          spec.isMissingNode() ? "spec is missing" : "spec is no section of keys",
          "write its fields below 'spec:'");
      return JsonNodeFactory.instance.objectNode();
    }
    if (fields.has("name")) {
      fault("spec.name", "spec has a name", "the name is metadata.name; take this one away");
    }
    if (fields.has("dryRun")) {
      fault("spec.dryRun", "spec has dryRun", "take it away; --dry-run is an option of commands");
    }
    return fields;
  }

  private void known(String path, JsonNode section, Set<String> keys) {
    section
        .fieldNames()
        .forEachRemaining(
            key -> {
              String full = path.isEmpty() ? key : path + "." + key;
              if (!keys.contains(key)) {
                fault(
                    full,
                    full + " is not known",
                    "keys here are " + String.join(", ", new TreeSet<>(keys)));
              }
            });
  }

  private void fault(String path, String what, String remedy) {
    int line = tree.lines().getOrDefault(path, tree.place().line());
    faults.add(new DocumentFault(tree.place().at(line), what, remedy));
  }

  private static Map<String, Integer> below(Map<String, Integer> lines, String prefix) {
    Map<String, Integer> below = new HashMap<>();
    lines.forEach(
        (path, line) -> {
          if (path.startsWith(prefix)) {
            below.put(path.substring(prefix.length()), line);
          }
        });
    return below;
  }
}
