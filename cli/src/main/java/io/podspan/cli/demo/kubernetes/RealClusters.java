package io.podspan.cli.demo.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.cli.grant.Account;
import io.podspan.cli.grant.AdminContext;
import io.podspan.cli.grant.Grants;
import io.podspan.cli.text.Terminal;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Makes the clusters of the demo, and Podspan's rights in them. */
final class RealClusters {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
  private static final Duration TOKEN_LIFE = Duration.ofHours(8);

  private final Rig rig;
  private final Terminal terminal;
  private final List<String> names;
  private final int nodes;

  RealClusters(Rig rig, Terminal terminal, List<String> names, int nodes) {
    this.rig = rig;
    this.terminal = terminal;
    this.names = names;
    this.nodes = nodes;
  }

  /** All at once. */
  void up(Path credentials) {
    rig.guard();
    CompletableFuture.allOf(
            names.stream()
                .map(name -> CompletableFuture.runAsync(() -> up(name, credentials), THREADS))
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private void up(String name, Path credentials) {
    upOne(rig, terminal, name, names.indexOf(name) + 1, nodes, credentials);
  }

  static void upOne(
      Rig rig, Terminal terminal, String name, int index, int nodes, Path credentials) {
    Instant from = Instant.now();
    rig.up(name, index, nodes, line -> terminal.say("rig              " + line));
    rig.apply(name);
    grant(rig, name, credentials.resolve(name));
    terminal.say(
        "rig              %s is ready after %s, with a kubeconfig of just the needed rights"
            .formatted(name, Scene.seconds(Duration.between(from, Instant.now()))));
  }

  /** As {@code podspan clusters grant} does. */
  private static void grant(Rig rig, String name, Path file) {
    AdminContext context = AdminContext.find(name, rig.kubeconfig(name));
    try (KubernetesClient client = context.client()) {
      new Grants(context, client)
          .grant(Account.ALL_SERVICES, name, null, file, TOKEN_LIFE, Set.of());
    }
  }
}
