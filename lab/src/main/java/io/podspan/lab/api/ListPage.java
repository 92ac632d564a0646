package io.podspan.lab.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as {@code limit} and {@code continue} ask for it. The token names the version
 * of the first part and the last object that was sent. The rest is of the present, not of that
 * version.
 *
 * @param next the token for the following part, empty when this is the last one
 */
record ListPage(List<ObjectNode> items, long version, String next) {
  private static final String SEPARATOR = " ";

  static ListPage of(ObjectStore.Listing listing, MultiMap query) {
    Position after = Position.of(query.get("continue"), listing.version());
    List<ObjectNode> rest = listing.items().stream().filter(after::isBefore).toList();
    int limit = limit(query.get("limit"));
    if (limit == 0 || rest.size() <= limit) {
      return new ListPage(rest, after.version(), "");
    }
    List<ObjectNode> items = rest.subList(0, limit);
    return new ListPage(
        items, after.version(), Position.at(items.getLast(), after.version()).token());
  }

  private static int limit(@Nullable String text) {
    return text != null && text.matches("[1-9]\\d{0,8}") ? Integer.parseInt(text) : 0;
  }

  /** The last object that was sent, empty before the first one. */
  private record Position(long version, String namespace, String name) {
    static Position of(@Nullable String token, long present) {
      if (token == null || token.isEmpty()) {
        return new Position(present, "", "");
      }
      try {
        String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        String[] parts = text.split(SEPARATOR, -1);
        return new Position(Long.parseLong(parts[0]), parts[1], parts[2]);
      } catch (RuntimeException e) {
        throw ApiException.badRequest("continue key is not valid");
      }
    }

    static Position at(ObjectNode object, long version) {
      return new Position(version, namespace(object), name(object));
    }

    boolean isBefore(ObjectNode object) {
      int byNamespace = namespace.compareTo(namespace(object));
      return byNamespace < 0 || (byNamespace == 0 && name.compareTo(name(object)) < 0);
    }

    String token() {
      String text = String.join(SEPARATOR, Long.toString(version), namespace, name);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String namespace(ObjectNode object) {
      return object.at("/metadata/namespace").asText("");
    }

    private static String name(ObjectNode object) {
      return object.at("/metadata/name").asText("");
    }
  }
}
