package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.events.AccessReference;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that says in each answer what it was sent. No word that goes on has it. */
class EchoTest {
  private static final AccessReference PARIS = new AccessReference("paris", null);
  private static final String TOKEN = "M4rk3r-0f-a-s3cret";
  private static final String PASSWORD = "P4ssM4rk3r";

  @TempDir Path folder;
  private HttpServer server;
  private volatile int code;
  private volatile String body;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", this::echo);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void echo(HttpExchange exchange) throws IOException {
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    String bare = sent.substring(sent.indexOf(' ') + 1);
    byte[] said = body.replace("SENT", sent).replace("BARE", bare).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("WWW-Authenticate", sent);
    exchange.getResponseHeaders().add("Location", "/elsewhere?token=" + bare);
    exchange.getResponseHeaders().add("Warning", "299 - \"" + sent + "\"");
    exchange.sendResponseHeaders(code, said.length);
    exchange.getResponseBody().write(said);
    exchange.close();
  }

  private void kubeconfig(String user) throws IOException {
    Files.writeString(
        folder.resolve("paris"),
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        users: [{name: u, user: {%s}}]
        """
            .formatted(server.getAddress().getPort(), user));
  }

  @ParameterizedTest
  @CsvSource({
    "200, no JSON: BARE",
    "302, moved to SENT",
    "400, you sent SENT",
    "401, unknown BARE",
    "403, SENT may not",
    "404, no page for SENT",
    "409, conflict with BARE",
    "418, short and stout: BARE",
    "422, SENT is not processed",
    "429, slow down BARE",
    "500, trace of SENT",
    "503, away: SENT",
  })
  void noAnswerHasIt(int status, String words) throws IOException {
    code = status;
    for (String form :
        new String[] {
          words,
          "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"BARE\",\"code\":"
              + status
              + ",\"message\":\""
              + words
              + "\"}",
          "{\"kind\":\"List\",\"items\":\"BARE\"}",
        }) {
      body = form;
      for (String user :
          new String[] {"token: " + TOKEN, "username: admin, password: " + PASSWORD}) {
        kubeconfig(user);
        try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
          ask(clients);
          exec(clients);
        }
      }
    }
  }

  private static void ask(ClusterClients clients) {
    try {
      clients.client(PARIS).nodes().withName("n1").get();
    } catch (KubernetesClientException e) {
      isClean(clients.inWords(e, "get nodes"));
      isClean(clients.saidBy(e));
      isClean(clients.unreachable(e));
    }
  }

  private static void exec(ClusterClients clients) {
    ExecOutcome outcome =
        PodExec.run(
            clients.client(PARIS), new PodContainer("a", "b", "c"), Duration.ofSeconds(20), "true");
    assertThat(outcome).isInstanceOf(Failed.class);
    isClean(outcome.toString());
  }

  private static void isClean(String words) {
    String pair = "admin:" + PASSWORD;
    assertThat(words)
        .doesNotContain(TOKEN)
        .doesNotContain(PASSWORD)
        .doesNotContain(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }
}
