package io.podspan.lab.router;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs gobgpd with route injection as kube-router. */
public final class GobgpRouter implements Router {
  private static final long READY_POLL_MILLIS = 50;

  private final Topology.Node node;
  private final Process daemon;
  private final RouteInjector injector;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();

  private GobgpRouter(Topology.Node node, Process daemon, RouteInjector injector) {
    this.node = node;
    this.daemon = daemon;
    this.injector = injector;
  }

  /**
   * Starts it in the node's namespace.
   *
   * @param mesh addresses of the cluster's other nodes
   */
  public static GobgpRouter start(
      Topology.Node node,
      Prefix subnet,
      List<String> mesh,
      KubeRouterFlags flags,
      NodeFiles files,
      String pod) {
    Path config = files.write("gobgpd.json", GobgpConfig.render(flags, node, mesh));
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
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log(pod).toFile()));
    try {
      Process daemon = builder.start();
      var router = new GobgpRouter(node, daemon, new RouteInjector(node, subnet, daemon));
      Thread.startVirtualThread(router::run);
      return router;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long pid() {
    return daemon.pid();
  }

  @Override
  public CompletableFuture<Integer> ended() {
    return ended;
  }

  @Override
  public void terminate() {
    daemon.destroy();
  }

  @Override
  public void kill() {
    daemon.destroyForcibly();
  }

  private void run() {
    try {
      announce();
      injector.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      daemon.onExit().thenAccept(process -> ended.complete(process.exitValue()));
    }
  }

  /** Retries until the daemon answers its command line. */
  private void announce() throws InterruptedException {
    var add =
        new Command(
            Fabric.enter(
                node.namespace(),
                "gobgp",
                "global",
                "rib",
                "add",
                "-a",
                "ipv4",
                node.podCidr().toString(),
                "nexthop",
                node.address()));
    while (daemon.isAlive() && add.run().exitCode() != 0) {
      daemon.waitFor(READY_POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
