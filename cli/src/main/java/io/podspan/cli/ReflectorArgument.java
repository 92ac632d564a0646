package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;

/**
 * A reflector as it is written on the command line: {@code name=address} or {@code
 * name=address:port}.
 */
record ReflectorArgument(String name, String address, int port) {
  private static final int BGP = 179;

  /**
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ReflectorArgument parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1 || equals == text.length() - 1) {
      throw new IllegalArgumentException(
          "--reflector " + text + " is not NAME=ADDRESS or NAME=ADDRESS:PORT");
    }
    String name = text.substring(0, equals);
    String endpoint = text.substring(equals + 1);
    int colon = endpoint.lastIndexOf(':');
    if (colon < 0) {
      return new ReflectorArgument(name, endpoint, BGP);
    }
    return new ReflectorArgument(
        name, endpoint.substring(0, colon), port(text, endpoint.substring(colon + 1)));
  }

  JsonNode json(long asn) {
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
          "--reflector " + text + ": " + digits + " is no port from 1 to 65535");
    }
    return port;
  }
}
