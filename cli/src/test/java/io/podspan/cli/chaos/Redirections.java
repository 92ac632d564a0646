package io.podspan.cli.chaos;

import io.podspan.lab.network.Command;

/**
 * Leads what processes of this network namespace send to a port of loopback into a wire instead.
 * The next run of the namespace has wires of its own, so that each is taken back.
 */
final class Redirections {
  private Redirections() {}

  static void to(Wire wire) {
    change("-A", wire);
  }

  static void end(Wire wire) {
    change("-D", wire);
  }

  private static void change(String how, Wire wire) {
    Command.of(
            "iptables",
            "-t",
            "nat",
            how,
            "OUTPUT",
            "-o",
            "lo",
            "-p",
            "tcp",
            "--dport",
            Integer.toString(wire.serverPort()),
            "!",
            "--sport",
            Wire.FIRST_OWN_PORT + ":" + Wire.LAST_OWN_PORT,
            "-j",
            "REDIRECT",
            "--to-ports",
            Integer.toString(wire.port()))
        .require("");
  }
}
