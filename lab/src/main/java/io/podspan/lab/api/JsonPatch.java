package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * RFC 6902, as a Kubernetes API server applies it. All operations of a patch apply, or none does.
 *
 * <p>The server is more lenient than the standard in two ways: a field that is absent can be
 * replaced, and a test for null holds for it.
 */
public final class JsonPatch {
  private JsonPatch() {}

  /**
   * @throws ApiException 400 when the patch is malformed, 422 when an operation cannot be done
   */
  public static JsonNode apply(JsonNode document, JsonNode patch) {
    if (!(patch instanceof ArrayNode operations)) {
      throw ApiException.badRequest("a JSON Patch is a list of operations");
    }
    JsonNode result = document.deepCopy();
    for (JsonNode operation : operations) {
      result = apply(result, operation.path("op").asText(), operation);
    }
    return result;
  }

  private static JsonNode apply(JsonNode document, String op, JsonNode operation) {
    Pointer path = Pointer.parse(operation.path("path"));
    return switch (op) {
      case "test" -> {
        JsonNode wanted = value(operation);
        if (!(wanted.isNull() ? path.isNothing(document) : equal(path.in(document), wanted))) {
          throw ApiException.patchRefused();
        }
        yield document;
      }
      case "add" -> path.add(document, value(operation));
      case "replace" -> path.replace(document, value(operation));
      case "remove" -> path.remove(document);
      case "copy" ->
          path.add(document, Pointer.parse(operation.path("from")).in(document).deepCopy());
      case "move" -> {
        Pointer from = Pointer.parse(operation.path("from"));
        JsonNode moved = from.in(document);
        yield path.add(from.remove(document), moved);
      }
      default -> throw ApiException.badRequest("unknown JSON Patch operation '" + op + "'");
    };
  }

  /** Section 4.6: numbers are equal when their values are. */
  private static boolean equal(JsonNode one, JsonNode other) {
    return one.equals(other)
        || (one.isNumber()
            && other.isNumber()
            && one.decimalValue().compareTo(other.decimalValue()) == 0);
  }

  private static JsonNode value(JsonNode operation) {
    if (!operation.has("value")) {
      throw ApiException.badRequest("a JSON Patch operation lacks its value");
    }
    return operation.get("value").deepCopy();
  }

  /** RFC 6901, resolved step by step, because each kind of container resolves in its own way. */
  private record Pointer(List<String> tokens) {
    static Pointer parse(JsonNode node) {
      String text = node.asText();
      if (!node.isTextual() || (!text.isEmpty() && !text.startsWith("/"))) {
        throw ApiException.badRequest("'" + text + "' is not a JSON Pointer");
      }
      var tokens = new ArrayList<String>();
      if (!text.isEmpty()) {
        for (String token : text.substring(1).split("/", -1)) {
          tokens.add(token.replace("~1", "/").replace("~0", "~"));
        }
      }
      return new Pointer(List.copyOf(tokens));
    }

    JsonNode in(JsonNode document) {
      JsonNode at = document;
      for (String token : tokens) {
        at = child(at, token);
      }
      return at;
    }

    /** Whether a field is absent or null. Its parent must be there. */
    boolean isNothing(JsonNode document) {
      if (!tokens.isEmpty() && parent(document) instanceof ObjectNode parent) {
        JsonNode field = parent.path(tokens.getLast());
        return field.isMissingNode() || field.isNull();
      }
      return in(document).isNull();
    }

    JsonNode add(JsonNode document, JsonNode value) {
      if (tokens.isEmpty()) {
        return value;
      }
      switch (parent(document)) {
        case ObjectNode object -> object.set(tokens.getLast(), value);
        case ArrayNode array when tokens.getLast().equals("-") -> array.add(value);
        case ArrayNode array -> array.insert(index(tokens.getLast(), array.size()), value);
        default -> throw ApiException.patchRefused();
      }
      return document;
    }

    JsonNode replace(JsonNode document, JsonNode value) {
      if (tokens.isEmpty()) {
        return value;
      }
      switch (parent(document)) {
        case ObjectNode object -> object.set(tokens.getLast(), value);
        case ArrayNode array -> array.set(index(tokens.getLast(), array.size() - 1), value);
        default -> throw ApiException.patchRefused();
      }
      return document;
    }

    JsonNode remove(JsonNode document) {
      in(document);
      if (tokens.isEmpty()) {
        throw ApiException.badRequest("a JSON Patch cannot remove the whole object");
      }
      switch (parent(document)) {
        case ObjectNode object -> object.remove(tokens.getLast());
        case ArrayNode array -> array.remove(index(tokens.getLast(), array.size() - 1));
        default -> throw ApiException.patchRefused();
      }
      return document;
    }

    private JsonNode parent(JsonNode document) {
      return new Pointer(tokens.subList(0, tokens.size() - 1)).in(document);
    }

    private static JsonNode child(JsonNode at, String token) {
      JsonNode child =
          at instanceof ArrayNode array
              ? array.path(index(token, array.size() - 1))
              : at.path(token);
      if (child.isMissingNode()) {
        throw ApiException.patchRefused();
      }
      return child;
    }

    private static int index(String token, int highest) {
      OptionalInt index = number(token);
      if (index.isEmpty() || index.getAsInt() > highest) {
        throw ApiException.patchRefused();
      }
      return index.getAsInt();
    }

    private static OptionalInt number(String token) {
      return token.matches("0|[1-9]\\d{0,8}")
          ? OptionalInt.of(Integer.parseInt(token))
          : OptionalInt.empty();
    }
  }
}
