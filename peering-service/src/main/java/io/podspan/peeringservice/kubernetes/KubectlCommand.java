package io.podspan.peeringservice.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.clusteraccess.HeldWriteException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that a driver would send, as a command for people. So what is shown and what would be
 * done are one, however much later somebody runs it: it changes what is as it was read, or nothing.
 * Passwords are hidden. Pure.
 */
final class KubectlCommand {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+(?:/namespaces/(?<namespace>[^/]+))?"
              + "/(?<plural>[^/]+)(?:/(?<name>[^/]+))?");

  /** What the server sets. The resource version stays: what somebody changed is not replaced. */
  private static final List<String> OF_SERVER =
      List.of("uid", "creationTimestamp", "generation", "managedFields");

  private KubectlCommand() {}

  static String of(HeldWriteException write) {
    Matcher path = PATH.matcher(write.path());
    if (!path.matches()) {
      throw new IllegalStateException("not the address of an object: " + write.path());
    }
    return switch (write.method()) {
      case "PATCH" -> "kubectl " + patch(path, write);
      case "DELETE" -> "kubectl " + delete(path);
      case "POST" -> document("create", write.body());
      case "PUT" -> document("replace", write.body());
      default -> throw new IllegalStateException("a write by " + write.method());
    };
  }

  private static String namespace(Matcher path) {
    String namespace = path.group("namespace");
    return namespace == null ? "" : "-n " + namespace + " ";
  }

  private static String resource(Matcher path) {
    String group = path.group("group");
    return path.group("plural") + (group == null ? "" : "." + group);
  }

  /** Of custom objects we delete those with our label only. A pod's name is never given again. */
  private static String delete(Matcher path) {
    return path.group("group") == null
        ? namespace(path) + "delete " + resource(path) + " " + path.group("name")
        : CustomObjects.deletion(resource(path), path.group("name"));
  }

  private static String patch(Matcher path, HeldWriteException write) {
    if (parsed(write.body()) instanceof ArrayNode operations) {
      return namespace(path)
          + "patch "
          + resource(path)
          + " "
          + path.group("name")
          + " --type=json -p "
          + HandPatch.word(operations);
    }
    // A merge patch (RFC 7386) tests nothing, so it would write over what changed meanwhile.
    throw new IllegalStateException("a patch without tests of " + write.path());
  }

  private static String document(String verb, String body) {
    JsonNode object = parsed(body);
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
}
