package io.podspan.lab.router;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs gobgpd with route injection as kube-router. */
public final class GobgpRouter implements Router {
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
    Process daemon = Gobgpd.start(node, config, files.log(pod));
    var router = new GobgpRouter(node, daemon, new RouteInjector(node, subnet, daemon));
    Thread.startVirtualThread(router::run);
    return router;
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
      Gobgpd.announce(node, daemon);
      injector.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      daemon.onExit().thenAccept(process -> ended.complete(process.exitValue()));
    }
  }
}
