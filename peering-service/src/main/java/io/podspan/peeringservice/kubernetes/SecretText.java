package io.podspan.peeringservice.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Which texts of routers' objects are secret, and what may be said of them. Pure. */
final class SecretText {
  private static final String FLAG = "--peer-router-passwords";
  private static final String ANNOTATION = "kube-router.io/peer.passwords";

  /** A password and its name in YAML, in JSON, and in flags. */
  private static final Pattern NAMED =
      Pattern.compile("passwords?[\"'\\\\]*\\s*[:=,]", Pattern.CASE_INSENSITIVE);

  private SecretText() {}

  /** Whether any element is secret. */
  static boolean isIn(ArrayNode list) {
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(elements::add);
    for (int i = 0; i < elements.size(); i++) {
      if (of(elements, i).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether any text in an object, or in the objects of a list, is secret. */
  static boolean isNested(JsonNode value) {
    return value.isContainerNode() && texts(value).anyMatch(text -> NAMED.matcher(text).find());
  }

  /**
   * Of an element of a list of flags, what may be said of it if it is secret; empty if it is not.
   */
  static Optional<String> of(List<JsonNode> flags, int index) {
    String text = flags.get(index).asText("");
    if (index > 0 && flags.get(index - 1).asText("").equals(FLAG)) {
      return Optional.of(masked(text) + " with the passwords");
    }
    return text.startsWith(FLAG + "=")
        ? Optional.of(
            FLAG + "=" + masked(text.substring(FLAG.length() + 1)) + " with the passwords")
        : of("", text);
  }

  private static Stream<String> texts(JsonNode value) {
    return value.isContainerNode()
        ? StreamSupport.stream(value.spliterator(), false).flatMap(SecretText::texts)
        : Stream.of(value.asText(""));
  }

  /** Of a text in an object, by its path (RFC 6901). */
  static Optional<String> of(String path, String text) {
    String name = path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    if (name.equals(ANNOTATION) && !text.replace(",", "").isBlank()) {
      return Optional.of(masked(text) + " with the passwords");
    }
    // A list of peers in YAML, or an object in the annotation of kubectl: nobody can say for all
    // spellings where a password in it ends.
    return NAMED.matcher(text).find()
        ? Optional.of("the text of " + name + " with its passwords as a JSON string")
        : Optional.empty();
  }

  private static String masked(String passwords) {
    return Arrays.stream(passwords.split(",", -1))
        .map(password -> password.isEmpty() ? "" : "***")
        .collect(Collectors.joining(","));
  }
}
