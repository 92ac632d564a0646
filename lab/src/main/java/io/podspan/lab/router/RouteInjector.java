package io.podspan.lab.router;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Copies gobgpd's best paths into the node's kernel, and removes the routes when it ends.
 *
 * <p>One thread reads the monitor's lines into a queue; the other turns the whole queue into one
 * {@code ip -batch}, so a burst of routes costs one process.
 */
final class RouteInjector {
  private static final long RESYNC_SECONDS = 60;
  private static final long RETRY_MILLIS = 200;

  /** The monitor ended; also wakes the writer. */
  private static final String END = "";

  private final Topology.Node node;
  private final Prefix subnet;
  private final Process daemon;

  RouteInjector(Topology.Node node, Prefix subnet, Process daemon) {
    this.node = node;
    this.subnet = subnet;
    this.daemon = daemon;
  }

  /** Returns when the daemon has ended and its routes are gone. */
  void run() throws InterruptedException {
    try {
      while (daemon.isAlive()) {
        follow();
        // The monitor may end before the daemon does. It is then started again.
        daemon.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      flush();
    }
  }

  private void follow() throws InterruptedException {
    Process monitor;
    try {
      var builder =
          Command.builder(
              Fabric.enter(
                  node.namespace(),
                  "gobgp",
                  "monitor",
                  "global",
                  "rib",
                  "-a",
                  "ipv4",
                  "-j",
                  "--current"));
      monitor = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return;
    }
    var lines = new LinkedBlockingQueue<String>();
    Thread.startVirtualThread(() -> read(monitor, lines));
    daemon.onExit().thenRun(monitor::destroyForcibly);
    // Routes of a former monitor may be gone meanwhile: start with an empty kernel table.
    flush();
    write(lines);
  }

  private static void read(Process monitor, LinkedBlockingQueue<String> lines) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(monitor.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("[")) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      // END below reports the same.
    } finally {
      lines.add(END);
    }
  }

  private void write(LinkedBlockingQueue<String> lines) throws InterruptedException {
    var routes = new InjectedRoutes(subnet);
    while (true) {
      String first = lines.poll(RESYNC_SECONDS, TimeUnit.SECONDS);
      if (first == null) {
        batch(routes.all());
        continue;
      }
      var waiting = new ArrayList<String>(List.of(first));
      lines.drainTo(waiting);
      var commands = new ArrayList<String>();
      for (String line : waiting) {
        if (!line.equals(END)) {
          commands.addAll(routes.apply(line));
        }
      }
      batch(commands);
      if (waiting.contains(END)) {
        return;
      }
    }
  }

  /** With force: one refused route must not block the others. */
  private void batch(List<String> commands) {
    if (!commands.isEmpty()) {
      new Command(Fabric.enter(node.namespace(), "ip", "-force", "-batch", "-"))
          .run(String.join("\n", commands) + "\n");
    }
  }

  private void flush() {
    String protocol = Integer.toString(InjectedRoutes.PROTOCOL);
    new Command(Fabric.enter(node.namespace(), "ip", "route", "flush", "proto", protocol)).run();
  }
}
