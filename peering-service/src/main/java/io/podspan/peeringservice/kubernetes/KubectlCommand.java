package io.podspan.peeringservice.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podspan.clusteraccess.HeldWriteException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a driver would send, as a command for people. So what is shown and what would be
 * done are one. Passwords are hidden. Pure.
 */
final class KubectlCommand {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+(?:/namespaces/(?<namespace>[^/]+))?"
              + "/(?<plural>[^/]+)(?:/(?<name>[^/]+))?");
  private static final String PASSWORDS = "--peer-router-passwords";
  private static final String HIDDEN = "***";

  /** What another read of the object would give, so that a command holds longer than a second. */
  private static final List<String> OF_SERVER =
      List.of("resourceVersion", "uid", "creationTimestamp", "generation", "managedFields");

  private KubectlCommand() {}

  static String of(HeldWriteException write) {
    Matcher path = PATH.matcher(write.path());
    if (!path.matches()) {
      throw new IllegalStateException("not the address of an object: " + write.path());
    }
    return switch (write.method()) {
      case "PATCH" -> "kubectl " + patch(path, write);
      case "DELETE" -> "kubectl " + namespace(path) + "delete " + named(path);
      case "POST" -> document("create", write.body());
      case "PUT" -> document("replace", write.body());
      default -> throw new IllegalStateException("a write by " + write.method());
    };
  }

  private static String namespace(Matcher path) {
    String namespace = path.group("namespace");
    return namespace == null ? "" : "-n " + namespace + " ";
  }

  private static String named(Matcher path) {
    String group = path.group("group");
    return path.group("plural") + (group == null ? "" : "." + group) + " " + path.group("name");
  }

  private static String patch(Matcher path, HeldWriteException write) {
    JsonNode patch = parsed(write.body());
    // A JSON Patch (RFC 6902) is a list; drivers send no other than it and merge patches (RFC
    // 7386).
    String type = patch.isArray() ? "json" : "merge";
    return namespace(path)
        + "patch "
        + named(path)
        + " --type="
        + type
        + " -p "
        + quoted(withoutSecrets(patched(patch)).toString());
  }

  /** Without the test of the resource version, which status alone changes; others stay. */
  private static JsonNode patched(JsonNode patch) {
    if (!(patch instanceof ArrayNode operations)) {
      return patch;
    }
    boolean secret = operations.toString().contains(PASSWORDS);
    ArrayNode kept = MAPPER.createArrayNode();
    for (JsonNode operation : operations) {
      boolean test = operation.path("op").asText().equals("test");
      boolean version = operation.path("path").asText().equals("/metadata/resourceVersion");
      // A test of what is hidden would never hold.
      if (!(test && (version || secret))) {
        kept.add(operation);
      }
    }
    return kept;
  }

  private static String document(String verb, String body) {
    JsonNode object = withoutSecrets(parsed(body));
    if (object instanceof ObjectNode node) {
      node.remove("status");
      node.withObject("/metadata").remove(OF_SERVER);
    }
    return "kubectl " + verb + " -f - <<'EOF'\n" + object.toPrettyString() + "\nEOF";
  }

  private static JsonNode parsed(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      // Without the cause, which quotes the body.
      throw new IllegalStateException("the body of a write is no JSON");
    }
  }

  /** A copy in which the values of password flags are hidden, wherever they are. */
  private static JsonNode withoutSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = MAPPER.createObjectNode();
      object.properties().forEach(f -> copy.set(f.getKey(), withoutSecrets(f.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = MAPPER.createArrayNode();
      boolean hidden = false;
      for (JsonNode element : array) {
        String text = element.asText("");
        if (hidden) {
          copy.add(HIDDEN);
        } else if (text.startsWith(PASSWORDS + "=")) {
          copy.add(PASSWORDS + "=" + HIDDEN);
        } else {
          copy.add(withoutSecrets(element));
        }
        hidden = text.equals(PASSWORDS);
      }
      return copy;
    }
    return node instanceof TextNode text && text.asText().contains(PASSWORDS + "=")
        ? TextNode.valueOf(text.asText().replaceAll(PASSWORDS + "=\\S+", PASSWORDS + "=" + HIDDEN))
        : node;
  }

  /** For a shell: nothing in it is expanded. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
