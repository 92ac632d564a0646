package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Fabric;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A simulated cilium-agent. Its engine, gobgpd, runs while there is an instance, and follows it. It
 * never writes what it learns into the kernel: the routes to the other nodes of the cluster are
 * Cilium's own (auto-direct-node-routes).
 */
public final class CiliumRouter implements Router {
  private static final String PROGRAM = "cilium-dbg";
  private static final String CONFIG = "gobgpd.json";
  private static final String PROTOCOL = "98";
  private static final int REPORT_SECONDS = 5;

  private final Topology.Node node;
  private final NodeFiles files;
  private final String pod;
  private final Process agent;
  private final String ipam;
  private volatile @Nullable Process engine;
  private String written = "";
  private Set<Prefix> announced = Set.of();

  private CiliumRouter(
      Topology.Node node, NodeFiles files, String pod, Process agent, String ipam) {
    this.node = node;
    this.files = files;
    this.pod = pod;
    this.agent = agent;
    this.ipam = ipam;
  }

  /**
   * Starts it in the node's namespace.
   *
   * @param others the other nodes of the cluster
   * @param ipam how pods get their addresses: read once, as agents do
   * @param neighbors told every few seconds what its engine says of its neighbours
   */
  public static CiliumRouter start(
      Topology.Node node,
      List<Topology.Node> others,
      String ipam,
      Optional<CiliumInstance> instance,
      NodeFiles files,
      String pod,
      Consumer<JsonNode> neighbors) {
    String routes =
        others.stream()
            .map(
                other ->
                    "route replace %s via %s proto %s\n"
                        .formatted(other.podCidr(), other.address(), PROTOCOL))
            .collect(Collectors.joining());
    new Command(Fabric.enter(node.namespace(), "ip", "-force", "-batch", "-")).run(routes);
    try {
      writeProgram(files.folder().resolve(PROGRAM));
      var builder = Command.builder(Fabric.enter(node.namespace(), "sleep", "infinity"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(files.log(pod).toFile()));
      var router = new CiliumRouter(node, files, pod, builder.start(), ipam);
      router.configure(instance);
      Thread.startVirtualThread(() -> router.report(neighbors));
      return router;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeProgram(Path file) throws IOException {
    try (InputStream script = CiliumRouter.class.getResourceAsStream(PROGRAM)) {
      if (script == null) {
        throw new IllegalStateException("the resource cilium-dbg is missing");
      }
      Files.write(file, script.readAllBytes());
    }
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  /** Applies changed resources. Unchanged sessions stay up. */
  public void configure(Optional<CiliumInstance> instance) {
    if (instance.isEmpty()) {
      stopEngine();
      return;
    }
    List<Prefix> own = instance.get().announced();
    String config = GobgpConfig.render(instance.get().settings(), node, List.of(), own);
    Process running = engine;
    if (running == null || !running.isAlive()) {
      running = Gobgpd.start(node, files.write(CONFIG, config), files.log(pod));
      engine = running;
      announced = Set.of();
    } else if (config.equals(written)) {
      return;
    } else {
      files.write(CONFIG, config);
      // Neighbours that stay as they are keep their sessions.
      Command.of("kill", "-HUP", Long.toString(running.pid())).run();
    }
    written = config;
    announce(running, Set.copyOf(own));
  }

  /** Waits until the engine answers, so that the next signal does not end it. */
  private void announce(Process running, Set<Prefix> own) {
    try {
      // The first one is there in any case: an engine answers once it takes a route.
      Gobgpd.announce(node, running);
      if (!own.contains(node.podCidr())) {
        Gobgpd.withdraw(node, node.podCidr());
      }
      for (Prefix prefix : own) {
        Gobgpd.announce(node, prefix, running);
      }
      announced.stream()
          .filter(former -> !own.contains(former))
          .forEach(former -> Gobgpd.withdraw(node, former));
      announced = own;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** As an agent writes the status of its CiliumBGPNodeConfig. */
  private void report(Consumer<JsonNode> neighbors) {
    try {
      while (!agent.waitFor(REPORT_SECONDS, TimeUnit.SECONDS)) {
        Process running = engine;
        if (running != null && running.isAlive()) {
          neighbors.accept(Gobgpd.neighbors(node));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How pods got their addresses when it started. */
  public String ipam() {
    return ipam;
  }

  private void stopEngine() {
    Process running = engine;
    if (running != null) {
      running.destroy();
      engine = null;
      written = "";
    }
  }

  @Override
  public String program(String name) {
    return name.equals(PROGRAM) ? files.folder().resolve(PROGRAM).toString() : name;
  }

  @Override
  public long pid() {
    return agent.pid();
  }

  @Override
  public CompletableFuture<Integer> ended() {
    return agent.onExit().thenApply(Process::exitValue);
  }

  @Override
  public void terminate() {
    stopEngine();
    agent.destroy();
  }

  @Override
  public void kill() {
    Process running = engine;
    if (running != null) {
      running.destroyForcibly();
    }
    agent.destroyForcibly();
  }
}
