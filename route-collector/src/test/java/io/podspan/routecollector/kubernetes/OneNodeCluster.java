package io.podspan.routecollector.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The API server of a cluster with the node n1, whose router runs; it lets nobody exec. */
final class OneNodeCluster implements AutoCloseable {
  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1",
       "metadata":{"name":"kube-router-n1","namespace":"kube-system","uid":"u1"},
       "spec":{"nodeName":"n1","containers":[
         {"name":"kube-router","image":"docker.io/cloudnativelabs/kube-router:v2.5.0"}]},
       "status":{"phase":"Running"}}
      """;

  private final HttpServer server;
  private final ClusterClients clients;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean still;
  private volatile boolean stillForPods;

  OneNodeCluster(Path folder) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    Files.writeString(
        folder.resolve("paris"),
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        """
            .formatted(server.getAddress().getPort()));
    this.clients = new ClusterClients(new Credentials(folder));
  }

  /** From now on it takes requests and answers none. */
  void standStill() {
    still = true;
  }

  /** From now on it answers no question about pods. */
  void standStillForPods() {
    stillForPods = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (still || (stillForPods && path.contains("/pods"))) {
      waitUntilClosed();
    }
    if (path.endsWith("/exec")) {
      send(exchange, 403, "{\"kind\":\"Status\",\"code\":403,\"reason\":\"Forbidden\"}");
    } else if (path.endsWith("/pods")) {
      send(exchange, 200, "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[" + POD + "]}");
    } else if (path.endsWith("/nodes/n1")) {
      send(
          exchange,
          200,
          "{\"kind\":\"Node\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"n1\"}}");
    } else {
      send(exchange, 200, POD);
    }
  }

  private void waitUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  ClusterClients clients() {
    return clients;
  }

  ClusterState state() {
    return new ClusterState(
        "paris",
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of("10.1.0.0/16"),
        List.of(),
        List.of(new NodeState("n1", "192.0.2.1", List.of("10.1.0.0/24"))),
        new AccessReference("paris", null));
  }

  @Override
  public void close() {
    closed.countDown();
    clients.close();
    server.stop(0);
    threads.close();
  }
}
