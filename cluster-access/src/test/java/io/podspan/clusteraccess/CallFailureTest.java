package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.events.AccessReference;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which an API server cannot be used has words of its own. */
class CallFailureTest {
  private static final AccessReference PARIS = new AccessReference("paris", null);
  private static final String MARKER = "M4rk3r-0f-a-s3cret";

  @TempDir Path folder;

  private String words(String server, String authority) throws IOException {
    Files.writeString(
        folder.resolve("paris"),
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: '%s'%s}}]
        users: [{name: u, user: {token: %s}}]
        """
            .formatted(server, authority, MARKER));
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      return words(clients);
    }
  }

  private static String words(ClusterClients clients) {
    try {
      clients.client(PARIS).nodes().list();
    } catch (KubernetesClientException e) {
      String words = clients.inWords(e, "list nodes");
      assertThat(words).doesNotContain(MARKER).doesNotContain("-1");
      return words;
    }
    throw new AssertionError("it answered");
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aClosedPort() throws IOException {
    assertThat(words("https://127.0.0.1:" + closedPort(), ""))
        .startsWith("nothing listens at the address of the API server");
  }

  @Test
  void anUnknownHost() throws IOException {
    assertThat(words("https://no-such-host.invalid:6443", ""))
        .startsWith("the host name of the API server is not known here");
  }

  @Test
  void anUntrustedAuthority() throws Exception {
    try (TlsServer server = new TlsServer()) {
      String other = ", certificate-authority-data: " + Keys.base64(Keys.certificate("rsa-pkcs8"));
      assertThat(words("https://127.0.0.1:" + server.port(), other)).contains("untrusted CA");
      assertThat(words("https://127.0.0.1:" + server.port(), "")).contains("untrusted CA");
    }
  }

  @Test
  void aCertificateOfAnotherHost() throws Exception {
    try (TlsServer server = new TlsServer()) {
      String authority = ", certificate-authority-data: " + Keys.base64(Keys.certificate("server"));
      assertThat(words("https://127.0.0.2:" + server.port(), authority))
          .satisfiesAnyOf(
              w -> assertThat(w).contains("not made for the address"),
              w -> assertThat(w).startsWith("nothing listens"));
    }
  }

  @Test
  void aServerWithoutTls() throws Exception {
    assertThat(wordsOfServerThatSays("HTTP/1.1 400 Bad Request\r\n\r\n", "https"))
        .contains("does not speak TLS");
  }

  @Test
  void aServerThatHangsUp() throws Exception {
    assertThat(wordsOfServerThatSays("", "http")).contains("ended the connection");
  }

  private String wordsOfServerThatSays(String answer, String scheme) throws Exception {
    try (ServerSocket server = new ServerSocket(0)) {
      Thread.ofVirtual().start(() -> answer(server, answer));
      return words(scheme + "://127.0.0.1:" + server.getLocalPort(), "");
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try {
      while (true) {
        try (Socket client = server.accept()) {
          client.getInputStream().read();
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, the API server does not accept these credentials (401)",
    "403, these credentials may not list nodes (403)",
    "503, the API server answers 503 to: list nodes",
  })
  void anAnswerThatIsNone(int code, String words) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(words("http://127.0.0.1:" + server.getAddress().getPort(), "")).isEqualTo(words);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void silenceIsATimeOut() {
    assertThat(
            CallFailure.unreachable(
                new IOException(new java.net.http.HttpTimeoutException("x")), Secrets.UNKNOWN))
        .startsWith("the API server does not answer in time");
    assertThat(
            CallFailure.unreachable(
                new java.net.ConnectException("connection timed out: /192.0.2.1:6443"),
                Secrets.UNKNOWN))
        .startsWith("the API server does not answer in time");
  }

  @Test
  void execSaysItToo() throws IOException {
    Files.writeString(folder.resolve("paris"), PodExecTest.kubeconfig(closedPort()));
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      assertThat(
              PodExec.run(
                  clients.client(PARIS),
                  new PodContainer("a", "b", "c"),
                  Duration.ofSeconds(20),
                  "true"))
          .isInstanceOfSatisfying(
              Failed.class, f -> assertThat(f.reason()).contains("nothing listens"));
    }
  }
}
