package io.podspan.cli.chaos;

import io.podspan.lab.network.Command;

/**
 * Leads what processes of this network namespace send to a port of loopback into a wire instead.
 * They end with the namespace, which is this run's own.
 */
final class Redirections {
  private Redirections() {}

  static void to(Wire wire) {
    Command.of(
            "iptables",
            "-t",
            "nat",
            "-A",
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
