package io.podspan.bgpreflector.alone;

import java.io.PrintStream;

/** What {@code --help} shows. */
final class HelpText {
  private static final String BEFORE =
      """
      Runs only the BGP route reflector, in the foreground, without Kafka and Postgres.

      Usage: podspan reflector --listen ADDRESS[:PORT] --asn NUMBER --allow PREFIX [OPTIONS]
             podspan reflector -f FILE [OPTIONS]

      Listens, takes any address of the given ranges as an iBGP client, and passes routes of IPv4 and IPv6
      on between them (RFC 4456); next hops stay as they are. With a file it can do more: single peers, keys,
      filters, limits. An option replaces what the file says of the same.

      SIGHUP reads the file again: sessions go on, and a file with faults changes nothing. SIGUSR1 writes a
      line of status. SIGTERM or Ctrl-C says goodbye to all peers (Cease, administrative shutdown) and ends.

      Options:
      """;

  private static final String AFTER =
      """

      Exit codes:
        0   stopped as asked, or the settings are good
        1   it cannot listen, or its routing table broke; standard error says why and what to do
        2   the command line or the file is wrong; standard error says where and what to do

      Examples:
        sudo podspan reflector --listen 192.0.2.1:179 --asn 64512 --allow 192.0.2.0/24 --originate 1.0.0.2/32
        podspan reflector --listen 127.0.0.1:1790 --asn 64512 --allow 127.0.0.0/8 --status-every 10
        podspan reflector -f reflector.yaml --check-config
        sudo podspan reflector -f reflector.yaml

      All keys of the file are in docs/examples/reflector.yaml; more in docs/reflector.md.
      """;

  private HelpText() {}

  static void print(PrintStream out) {
    out.print(BEFORE);
    for (Option option : Option.values()) {
      out.println("  " + option.synopsis());
      option.description().forEach(line -> out.println("          " + line));
    }
    out.print(AFTER);
  }
}
