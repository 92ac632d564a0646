package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.podspan.cli.api.Api;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reflector as a command line writes it: {@code name} of a declared one, {@code name=192.0.2.1},
 * {@code name=192.0.2.1:179}, {@code name=2001:db8::1} or {@code name=[2001:db8::1]:179}.
 * peering-service checks the address.
 */
record ReflectorArgument(String name, @Nullable String address, int port) {
  private static final int BGP = 179;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:\\[(?<v6>[^\\]]+)]|(?<v4>[^:\\[\\]]+))(?::(?<port>[^:]*))?");

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ReflectorArgument parse(String text) {
    int equals = text.indexOf('=');
    if (NAME.matcher(text).matches()) {
      return new ReflectorArgument(text, null, BGP);
    }
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "--reflector "
              + text
              + " is not NAME, NAME=ADDRESS or NAME=ADDRESS:PORT\nwhat to do: Write it such as"
              + " rr1, reflector=192.0.2.1:179 or reflector=[2001:db8::1]:179.");
    }
    String name = text.substring(0, equals);
    String endpoint = text.substring(equals + 1);
    Matcher parts = ENDPOINT.matcher(endpoint);
    if (!parts.matches()) {
      // More than one colon and no brackets: an IPv6 address without a port.
      return new ReflectorArgument(name, endpoint, BGP);
    }
    String address = parts.group("v6") == null ? parts.group("v4") : parts.group("v6");
    String port = parts.group("port");
    return new ReflectorArgument(name, address, port == null ? BGP : port(text, port));
  }

  JsonNode json(long asn) {
    if (address == null) {
      return TextNode.valueOf(name);
    }
    return Api.JSON
        .createObjectNode()
        .put("name", name)
        .put("address", address)
        .put("port", port)
        .put("asn", asn);
  }

  private static int port(String text, String digits) {
    int port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(
          "--reflector " + text + ": the port " + digits + " is not a number from 1 to 65535");
    }
    return port;
  }
}
