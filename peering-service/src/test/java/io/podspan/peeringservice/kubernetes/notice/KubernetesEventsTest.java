package io.podspan.peeringservice.kubernetes.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.notice.Notice;
import io.podspan.peeringservice.peering.router.Touched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that takes Events in one of its groups, in both, or in none. */
class KubernetesEventsTest {
  private static final String CORE = "/api/v1/namespaces/default/events";
  private static final String NEWER = "/apis/events.k8s.io/v1/namespaces/default/events";
  private static final Access PARIS = new Access("paris", null);
  private static final Notice VERIFIED =
      new Notice(Touched.node("paris-1"), false, "RouterVerified", "all gates passed");

  @TempDir Path folder;
  private final List<String> made = new CopyOnWriteArrayList<>();
  private Set<String> allowed = Set.of();
  private HttpServer server;
  private ClusterClients clients;
  private KubernetesEvents events;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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
    clients = new ClusterClients(new Credentials(folder));
    events = new KubernetesEvents(new ClusterCalls(clients, new SimpleMeterRegistry()));
  }

  @AfterEach
  void close() {
    clients.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    if (exchange.getRequestMethod().equals("GET")) {
      say(
          exchange,
          path.equals("/api/v1/nodes/paris-1") ? 200 : 404,
          """
          {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "paris-1", "uid": "u-1"}}
          """);
    } else if (allowed.contains(path)) {
      made.add(path + " " + body);
      say(exchange, 201, body);
    } else {
      say(
          exchange,
          403,
          """
          {"apiVersion": "v1", "kind": "Status", "status": "Failure", "reason": "Forbidden",
           "message": "events is forbidden", "code": 403}
          """);
    }
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void anEventIsOfTheCoreGroupWhereThatIsAllowed() {
    allowed = Set.of(CORE, NEWER);
    assertThat(events.post(PARIS, Touched.node("paris-1"), VERIFIED)).isTrue();
    assertThat(made).singleElement().asString().startsWith(CORE).contains("\"uid\":\"u-1\"");
  }

  @Test
  void whereOnlyTheNewerGroupIsAllowedItIsOfThatOne() {
    allowed = Set.of(NEWER);
    assertThat(events.post(PARIS, Touched.node("paris-1"), VERIFIED)).isTrue();
    assertThat(made)
        .singleElement()
        .asString()
        .startsWith(NEWER)
        .contains(
            "\"note\":\"all gates passed\"",
            "\"reason\":\"RouterVerified\"",
            "\"reportingController\":\"podspan.io/peering-service\"",
            "\"uid\":\"u-1\"");
  }

  @Test
  void whereNeitherIsAllowedTheMissingRightIsTold() {
    assertThatExceptionOfType(ClusterFaultException.class)
        .isThrownBy(() -> events.post(PARIS, Touched.node("paris-1"), VERIFIED))
        .satisfies(e -> assertThat(e.fault()).isInstanceOf(ClusterFault.Forbidden.class));
    assertThat(made).isEmpty();
  }

  @Test
  void anObjectThatIsGoneGetsNone() {
    allowed = Set.of(CORE);
    assertThat(events.post(PARIS, Touched.node("paris-9"), VERIFIED)).isFalse();
    assertThat(made).isEmpty();
  }
}
