package io.podspan.lab.router;

import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs bird as calico-node. */
public final class BirdRouter implements Router {
  private static final String SOCKET = "/run/calico/bird.ctl";
  private static final String CONFIG = "bird.conf";

  private static final int CONFIGURE_RETRIES = 20;
  private static final long CONFIGURE_RETRY_MILLIS = 50;

  /** Each node has its own /run, as in a container. This separates their sockets. */
  private static final String START =
      "mount -t tmpfs -o mode=755 tmpfs /run && mkdir /run/calico && exec bird -f -c \"$0\" -s "
          + SOCKET;

  private final Topology.Node node;
  private final NodeFiles files;
  private final String pod;
  private final Process daemon;

  private BirdRouter(Topology.Node node, NodeFiles files, String pod, Process daemon) {
    this.node = node;
    this.files = files;
    this.pod = pod;
    this.daemon = daemon;
  }

  /** Starts it in the node's namespace. */
  public static BirdRouter start(
      Topology.Node node, CalicoPeers peers, NodeFiles files, String pod) {
    Path config = files.write(CONFIG, BirdConfig.render(node, peers));
    peers.problems().forEach(problem -> files.say(pod, problem));
    var builder =
        Command.builder(
            Fabric.enter(
                node.namespace(), "unshare", "--mount", "sh", "-c", START, config.toString()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log(pod).toFile()));
    try {
      return new BirdRouter(node, files, pod, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Applies changed resources. Unchanged sessions stay up. */
  public void configure(CalicoPeers peers) {
    files.write(CONFIG, BirdConfig.render(node, peers));
    peers.problems().forEach(problem -> files.say(pod, problem));
    var configure =
        new Command(
            List.of(
                "nsenter",
                "--target=" + pid(),
                "--mount",
                "--net",
                "--",
                "birdcl",
                "-s",
                SOCKET,
                "configure"));
    Command.Result result = configure.run();
    for (int i = 0; result.exitCode() != 0 && i < CONFIGURE_RETRIES && waited(); i++) {
      result = configure.run();
    }
    if (result.exitCode() != 0) {
      files.say(pod, "configure failed: " + result.output() + result.errors());
    }
  }

  /** A daemon that has just started has no socket yet. False once it has ended. */
  private boolean waited() {
    try {
      return !daemon.waitFor(CONFIGURE_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public long pid() {
    return daemon.pid();
  }

  @Override
  public CompletableFuture<Integer> ended() {
    return daemon.onExit().thenApply(Process::exitValue);
  }

  @Override
  public void terminate() {
    daemon.destroy();
  }

  @Override
  public void kill() {
    daemon.destroyForcibly();
  }
}
