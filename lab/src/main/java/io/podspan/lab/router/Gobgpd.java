package io.podspan.lab.router;

import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** gobgpd on a node, for the styles whose engine it is. */
final class Gobgpd {
  private static final long READY_POLL_MILLIS = 50;

  private Gobgpd() {}

  static Process start(Topology.Node node, Path config, Path log) {
    var builder =
        Command.builder(
            Fabric.enter(
                node.namespace(),
                "gobgpd",
                "--config-type=json",
                "--config-file=" + config,
                "--api-hosts=127.0.0.1:50051",
                "--pprof-disable",
                "--log-plain"));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Announces the node's pod CIDR. Retries until the daemon answers its command line. */
  static void announce(Topology.Node node, Process daemon) throws InterruptedException {
    Command add = rib(node, "add");
    while (daemon.isAlive() && add.run().exitCode() != 0) {
      daemon.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Does not announce it any more. */
  static void withdraw(Topology.Node node) {
    rib(node, "del").run();
  }

  private static Command rib(Topology.Node node, String verb) {
    return new Command(
        Fabric.enter(
            node.namespace(),
            "gobgp",
            "global",
            "rib",
            verb,
            "-a",
            "ipv4",
            node.podCidr().toString(),
            "nexthop",
            node.address()));
  }
}
