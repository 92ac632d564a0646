package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Reflector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the annotation {@code kube-router.io/peers}, a list in YAML. A peer that is added is
 * one line of its own. So it can be taken away again, and the rest stays byte for byte. Pure.
 */
final class PeerList {
  /** A list in block style begins so, after empty lines and comments. */
  private static final Pattern BLOCK = Pattern.compile("\\A(?:\\s*(?:#[^\\n]*)?\\n)*(\\h*)-\\s");

  private PeerList() {}

  /**
   * The peers of the text.
   *
   * @param where for people: {@code the annotation of paris-1}
   * @throws UnusablePeersException when kube-router could not read it
   */
  static List<ConfiguredPeer> peers(String text, String where) {
    List<ConfiguredPeer> peers = new ArrayList<>();
    for (Object entry : entries(text, where)) {
      if (!(entry instanceof Map<?, ?> fields)
          || fields.get("remoteip") == null
          || fields.get("remoteasn") == null) {
        throw unreadable(where);
      }
      peers.add(
          new ConfiguredPeer(
              text(fields, "remoteip", ""),
              text(fields, "remoteasn", ""),
              text(fields, "port", ConfiguredPeer.BGP_PORT),
              text(fields, "password", "")));
    }
    return peers;
  }

  /** Whether a peer is bound to an address of its own, which flags cannot say. */
  static boolean hasLocalAddress(String text, String where) {
    return entries(text, where).stream()
        .anyMatch(entry -> entry instanceof Map<?, ?> f && f.get("localip") != null);
  }

  private static List<?> entries(String text, String where) {
    try {
      return Objects.requireNonNullElse(Serialization.unmarshal(text, List.class), List.of());
    } catch (RuntimeException e) {
      throw unreadable(where);
    }
  }

  private static UnusablePeersException unreadable(String where) {
    return new UnusablePeersException(where + " cannot be read as a list of peers");
  }

  private static String text(Map<?, ?> fields, String name, String otherwise) {
    Object value = fields.get(name);
    return value == null ? otherwise : value.toString();
  }

  /** The text with these peers after the present ones. An empty text has none. */
  static String with(String text, List<ConfiguredPeer> added, String where) {
    List<ConfiguredPeer> before = text.isEmpty() ? List.of() : peers(text, where);
    boolean passwords = before.stream().anyMatch(ConfiguredPeer::hasPassword);
    String result = text;
    for (ConfiguredPeer peer : added) {
      String line = indent(text, where) + line(peer, passwords);
      result =
          result.isEmpty()
              ? line
              : result.endsWith("\n") ? result + line + "\n" : result + "\n" + line;
    }
    List<ConfiguredPeer> wanted = new ArrayList<>(before);
    wanted.addAll(added);
    if (!peers(result, where).equals(wanted)) {
      throw notBlock(where);
    }
    return result;
  }

  private static String indent(String text, String where) {
    if (text.isEmpty()) {
      return "";
    }
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw notBlock(where);
    }
    return block.group(1);
  }

  private static UnusablePeersException notBlock(String where) {
    return new UnusablePeersException(where + " is no list to which a line can be added");
  }

  /** kube-router wants a password of all peers or of none; an empty one is none. */
  private static String line(ConfiguredPeer peer, boolean passwords) {
    return "- {remoteip: \""
        + peer.ip()
        + "\", remoteasn: "
        + peer.asn()
        + (peer.port().equals(ConfiguredPeer.BGP_PORT) ? "" : ", port: " + peer.port())
        + (passwords ? ", password: \"\"" : "")
        + "}";
  }

  /**
   * The text without this reflector; empty if it was the only peer.
   *
   * @throws UnusablePeersException when the peer does not stand on a line as Podspan writes it
   */
  static String without(String text, Reflector reflector, String where) {
    List<ConfiguredPeer> before = peers(text, where);
    List<ConfiguredPeer> after = before.stream().filter(peer -> !peer.is(reflector)).toList();
    if (after.size() == before.size()) {
      return text;
    }
    if (after.isEmpty()) {
      return "";
    }
    String result =
        line(text, reflector)
            .orElseThrow(() -> new UnusablePeersException(notOurs(reflector, where)));
    if (!peers(result, where).equals(after)) {
      throw new UnusablePeersException(notOurs(reflector, where));
    }
    return result;
  }

  private static String notOurs(Reflector reflector, String where) {
    return where + " names " + reflector.address() + " otherwise than Podspan writes it";
  }

  /** The text without the line of this reflector. */
  private static Optional<String> line(String text, Reflector reflector) {
    Matcher lines =
        Pattern.compile("(?m)^\\h*- \\{remoteip: \"([^\"\\n]+)\", [^\\n}]*\\}$").matcher(text);
    while (lines.find()) {
      if (IpAddress.parse(lines.group(1)).equals(IpAddress.parse(reflector.address()))) {
        boolean last = lines.end() == text.length();
        int start = last && lines.start() > 0 ? lines.start() - 1 : lines.start();
        int end = last ? lines.end() : lines.end() + 1;
        return Optional.of(text.substring(0, start) + text.substring(end));
      }
    }
    return Optional.empty();
  }
}
