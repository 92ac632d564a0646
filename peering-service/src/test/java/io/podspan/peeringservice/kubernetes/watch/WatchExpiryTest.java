package io.podspan.peeringservice.kubernetes.watch;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.peeringservice.peering.router.Watched;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server, as a script, that has forgotten the version that a watch goes on from. */
class WatchExpiryTest {
  private static final String BOOKMARK =
      """
      {"type": "BOOKMARK", "object": {"kind": "Node", "apiVersion": "v1",
       "metadata": {"resourceVersion": "20"}}}
      """;
  private static final String EXPIRED =
      """
      {"type": "ERROR", "object": {"kind": "Status", "apiVersion": "v1", "status": "Failure",
       "message": "too old resource version", "reason": "Expired", "code": 410}}
      """;

  @TempDir Path folder;
  private final List<String> lists = new CopyOnWriteArrayList<>();
  private final List<String> watches = new CopyOnWriteArrayList<>();
  private final CountDownLatch expire = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger heard = new AtomicInteger();
  private HttpServer server;
  private ClusterClients clients;
  private ObjectWatch watch;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v1/nodes", this::answer);
    server.start();
    Files.writeString(
        folder.resolve("paris"),
        """
        current-context: c
        contexts: [{name: c, context: {cluster: c}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        """
            .formatted(server.getAddress().getPort()));
    clients = new ClusterClients(new Credentials(folder));
    watch =
        new ObjectWatch(
            "paris",
            List.of(new Watched("", "v1", "Node", "nodes", "")),
            heard::incrementAndGet,
            System::nanoTime);
  }

  @AfterEach
  void stop() {
    end.countDown();
    expire.countDown();
    watch.close();
    clients.close();
    server.stop(0);
  }

  private boolean keep() {
    return watch.keep(clients.client(new AccessReference("paris", null)));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (exchange.getRequestHeaders().containsKey("Upgrade")) {
        // No web socket, so the client watches by plain HTTP.
        exchange.sendResponseHeaders(200, -1);
      } else if (query.contains("watch=true")) {
        watches.add(query);
        watched(exchange, watches.size());
      } else {
        lists.add(query);
        say(exchange, list(lists.size()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The node n2 is gone in the second list. */
  private static String list(int number) {
    return """
    {"kind": "NodeList", "apiVersion": "v1", "metadata": {"resourceVersion": "%d"},
     "items": [%s%s]}
    """
        .formatted(number * 10, node("n1"), number == 1 ? "," + node("n2") : "");
  }

  private static String node(String name) {
    return """
    {"kind": "Node", "apiVersion": "v1",
     "metadata": {"name": "%s", "uid": "%s", "resourceVersion": "5"}}
    """
        .formatted(name, name)
        .replace("\n", "");
  }

  private static void say(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private void watched(HttpExchange exchange, int number) throws IOException, InterruptedException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    OutputStream events = exchange.getResponseBody();
    if (number == 1) {
      tell(events, BOOKMARK);
      expire.await();
      tell(events, EXPIRED);
    } else {
      tell(events, "{\"type\": \"ADDED\", \"object\": %s}".formatted(node("n3")));
      end.await();
    }
  }

  private static void tell(OutputStream events, String event) throws IOException {
    events.write((event.replace("\n", "") + "\n").getBytes(StandardCharsets.UTF_8));
    events.flush();
  }

  @Test
  void whatItMissedIsHeardFromANewListAndNothingElse() {
    await().until(this::keep);
    await().until(() -> heard.get() == 2);
    assertThat(watches.getFirst()).contains("allowWatchBookmarks=true");

    expire.countDown();

    // n2 has gone meanwhile, and n3 came. n1 is as it was, and rings nobody.
    await().until(() -> heard.get() == 4);
    assertThat(lists).hasSizeGreaterThanOrEqualTo(2);
    await().until(this::keep);
    assertThat(watches.getLast()).contains("resourceVersion=20");
    assertThat(heard.get()).isEqualTo(4);
  }
}
