package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.clusteraccess.EndlessServer;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.routecollector.route.ReadOutcome.Unreadable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster whose API server never ends its list is in error, and the next one is read. */
@Timeout(120)
class EndlessClusterTest {
  @TempDir Path folder;

  @Test
  void itsNodesSayWhyAndAnotherClusterIsRead() throws IOException {
    HttpServer honest = withoutPods();
    try (EndlessServer endless = new EndlessServer(EndlessServer.Way.ONE_BODY);
        ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      kubeconfig("endless", endless.port());
      kubeconfig("honest", honest.getAddress().getPort());
      KubernetesClusterReader reader =
          new KubernetesClusterReader(
              clients,
              new KnownRouters(Optional.empty()),
              new ExecPlaces(new SimpleMeterRegistry(), 4, 100));

      assertThat(reasons(reader, "endless"))
          .containsExactly("the API server answers with more than 4 MiB to one request");
      assertThat(reasons(reader, "honest")).containsExactly("no kube-router pod runs on n1");
    } finally {
      honest.stop(0);
    }
  }

  private static HttpServer withoutPods() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    byte[] none = "{\"kind\":\"PodList\",\"items\":[]}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void kubeconfig(String name, int port) throws IOException {
    Files.writeString(
        folder.resolve(name),
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        """
            .formatted(port));
  }

  private static List<String> reasons(KubernetesClusterReader reader, String cluster) {
    ClusterState state =
        new ClusterState(
            cluster,
            Cni.KUBE_ROUTER,
            null,
            64512,
            List.of("10.1.0.0/16"),
            List.of(),
            List.of(new NodeState("n1", "192.0.2.1", List.of("10.1.0.0/24"))),
            new AccessReference(cluster, null));
    List<String> reasons = new ArrayList<>();
    reader.read(state, (_, outcome) -> reasons.add(reason(outcome)));
    return reasons;
  }

  private static String reason(ReadOutcome outcome) {
    return outcome instanceof Unreadable unreadable ? unreadable.why() : "read";
  }
}
