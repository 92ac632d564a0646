package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads changes as they are stored, and those stored before drivers had their own documents: their
 * member {@code kind} says which change it is. The members of such a change are the driver's
 * document of today; only the lines for people are made here.
 */
final class RouterChangeReader extends StdDeserializer<RouterChange> {
  private static final long serialVersionUID = 1L;
  private static final String PASSWORDS = "--peer-router-passwords";

  RouterChangeReader() {
    super(RouterChange.class);
  }

  @Override
  public RouterChange deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    ObjectNode stored = parser.readValueAsTree();
    JsonNode kind = stored.remove("kind");
    if (kind == null) {
      return new RouterChange(
          stored.path("driver").asText(),
          stored.path("document").asText(),
          texts(stored.path("diff")));
    }
    return switch (kind.asText()) {
      case "FlagChange" -> new RouterChange("kube-router-flags", stored.toString(), flags(stored));
      case "ObjectChange" -> new RouterChange("calico-bgppeer", stored.toString(), objects(stored));
      default -> throw new IOException("not a kind of change: " + kind.asText());
    };
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static List<String> flags(ObjectNode change) {
    List<String> removed = shown(texts(change.path("former")));
    List<String> added = shown(texts(change.path("wanted")));
    List<String> former = List.copyOf(removed);
    added.forEach(removed::remove);
    former.forEach(added::remove);
    List<String> diff = new ArrayList<>();
    removed.forEach(flag -> diff.add("- " + flag));
    added.forEach(flag -> diff.add("+ " + flag));
    return diff;
  }

  /** A line per flag; {@code --flag value} is two elements. Passwords are hidden. */
  private static List<String> shown(List<String> flags) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < flags.size(); i++) {
      boolean apart =
          flags.get(i).matches("--peer-router-(ips|asns|ports|passwords)") && i + 1 < flags.size();
      lines.add(masked(apart ? flags.get(i) + " " + flags.get(++i) : flags.get(i)));
    }
    return lines;
  }

  private static String masked(String line) {
    if (!line.startsWith(PASSWORDS + "=") && !line.startsWith(PASSWORDS + " ")) {
      return line;
    }
    int start = PASSWORDS.length() + 1;
    return line.substring(0, start)
        + Arrays.stream(line.substring(start).split(",", -1))
            .map(password -> password.isEmpty() ? "" : "***")
            .collect(Collectors.joining(","));
  }

  private static List<String> objects(ObjectNode change) {
    List<String> diff = new ArrayList<>();
    change.path("deleted").forEach(object -> diff.add("- " + shown(object)));
    change.path("created").forEach(object -> diff.add("+ " + shown(object)));
    return diff;
  }

  private static String shown(JsonNode object) {
    String name = object.path("name").asText();
    return object.path("kind").asText().equals("PeerObject")
        ? "BGPPeer %s: peerIP %s, asNumber %d"
            .formatted(name, object.path("peerIp").asText(), object.path("asn").asLong())
        : "IPPool %s: cidr %s, disabled, natOutgoing false, disableBGPExport true"
            .formatted(name, object.path("cidr").asText());
  }
}
