package io.podspan.bgpreflector.alone;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options of the command line. */
enum Option {
  FILE("-f", "--file", "FILE", "Settings in YAML."),
  LISTEN(
      "",
      "--listen",
      "ADDRESS[:PORT]",
      "Where to listen; the port is 179 unless given, an IPv6 address with a port is in brackets.",
      "Several: with commas, or again."),
  ASN("", "--asn", "NUMBER", "Our AS; kube-router's is 64512 where nobody chose another."),
  ALLOW(
      "",
      "--allow",
      "PREFIX",
      "Any address inside may connect, as a client of our AS. Several: with commas, or again."),
  ORIGINATE(
      "",
      "--originate",
      "PREFIX",
      "A route that starts here, as a sign of life in every peer's table. Several likewise."),
  ROUTER_ID(
      "",
      "--router-id",
      "ID",
      "BGP identifier, like 192.0.2.1; default: the first IPv4 address of --listen, and where that is",
      "0.0.0.0 the highest of this machine."),
  CLUSTER_ID("", "--cluster-id", "ID", "For CLUSTER_LIST (RFC 4456); default: the router id."),
  STATUS_EVERY(
      "", "--status-every", "SECONDS", "Writes a line of status that often; default: never."),
  CHECK_CONFIG("", "--check-config", "", "Says all that is wrong, with line and column, and ends."),
  HELP("-h", "--help", "", "Shows this and ends."),
  VERSION("-V", "--version", "", "Shows the version and ends.");

  private final String brief;
  private final String full;
  private final String parameter;
  private final String description;

  Option(String brief, String full, String parameter, String... description) {
    this.brief = brief;
    this.full = full;
    this.parameter = parameter;
    this.description = String.join("\n", description);
  }

  static Optional<Option> named(String name) {
    return Arrays.stream(values())
        .filter(option -> name.equals(option.full) || name.equals(option.brief))
        .findFirst();
  }

  /** The long name. */
  String full() {
    return full;
  }

  boolean takesValue() {
    return !parameter.isEmpty();
  }

  /** For the help. */
  String synopsis() {
    return (brief.isEmpty() ? "    " : brief + ", ") + full + (takesValue() ? "=" + parameter : "");
  }

  /** Lines of the help. */
  List<String> description() {
    return description.lines().toList();
  }
}
