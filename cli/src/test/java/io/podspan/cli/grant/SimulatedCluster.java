package io.podspan.cli.grant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ApiServer;
import io.podspan.lab.api.Identity;
import io.podspan.lab.api.Kubeconfig;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.PodRuntime;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.api.ServerCertificate;
import io.podspan.lab.api.Tokens;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lab's API server without a lab: no nodes, no pods that run. */
final class SimulatedCluster implements AutoCloseable {
  private static final PodRuntime NOTHING_RUNS =
      new PodRuntime() {
        @Override
        public List<String> enter(ObjectNode pod, List<String> command) {
          throw new IllegalStateException("no pod runs");
        }

        @Override
        public Path logFile(ObjectNode pod) {
          return Path.of("none");
        }
      };

  final ObjectStore store = new ObjectStore();
  private final Vertx vertx = Vertx.vertx();
  private final Tokens tokens = new Tokens();
  private final ServerCertificate certificate;
  private final ApiServer server;
  private final int port;

  SimulatedCluster(Path folder) throws IOException {
    this(folder, List.of());
  }

  /**
   * @param more what its API serves besides what every cluster's does
   */
  SimulatedCluster(Path folder, List<ResourceType> more) throws IOException {
    certificate = ServerCertificate.in(Files.createDirectories(folder));
    List<ResourceType> served = new ArrayList<>(ResourceType.BUILT_IN);
    served.addAll(more);
    server = new ApiServer(vertx, certificate, store, NOTHING_RUNS, tokens, served);
    port = server.start();
    create(ResourceType.NAMESPACE, "", "kube-system");
    create(ResourceType.NAMESPACE, "", "default");
  }

  void create(ResourceType type, String namespace, String name) {
    store.create(ObjectKey.of(type, namespace, name), type.object(namespace, name));
  }

  boolean has(ResourceType type, String namespace, String name) {
    return store.find(ObjectKey.of(type, namespace, name)).isPresent();
  }

  /** A kubeconfig whose only context is called as the user. */
  Path kubeconfig(Path folder, Identity identity) throws IOException {
    Path file = folder.resolve("kubeconfig-" + identity);
    new Kubeconfig("admin", port, certificate.pem(), tokens.of(identity)).write(file);
    return file;
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
