package io.podspan.peeringservice.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterSecretsTest {
  /** Of two peers: none, and "hunter2". */
  private static final String CONTENT = ",aHVudGVyMg==";

  private static final Secret SECRET =
      RouterSecrets.secret("kube-system", "podspan-bgp-1", "passwords", CONTENT);

  @TempDir Path folder;
  private ClusterClients clients;

  @BeforeEach
  void open() {
    clients = new ClusterClients(new Credentials(folder));
  }

  @AfterEach
  void close() {
    clients.close();
  }

  private static ClusterFault told(String words) {
    return RouterSecrets.withoutContent(new ClusterFault.Rejected(words), SECRET, CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A webhook denied {data: {passwords: LGFIVnVkR1Z5TWc9PQ==}}.",
        "A webhook denied ,aHVudGVyMg==.",
        "A webhook denied aHVudGVyMg==.",
        "A webhook denied hunter2."
      })
  void aServerThatSaysTheSecretBackIsNotQuoted(String words) {
    assertThat(told(words).detail())
        .isEqualTo(
            "The API server refuses to write the Secret kube-system/podspan-bgp-1. Its words are"
                + " not shown, because a key may be in them.");
  }

  @Test
  void otherWordsAre() {
    assertThat(told("A quota is exceeded.").detail()).isEqualTo("A quota is exceeded.");
  }

  /** A webhook for Secrets that is down is a status of 500, as an API that is away. */
  @Test
  void whereTheServerCannotAnswerNoSecretIsGone() {
    ClusterCalls down =
        new ClusterCalls(clients, new SimpleMeterRegistry()) {
          @Override
          public <T> T ask(
              Access access, String verb, String resource, Function<KubernetesClient, T> request) {
            throw new ClusterFaultException(
                new ClusterFault.Unreachable("failed calling webhook: refused."));
          }
        };
    assertThat(
            new RouterSecrets(down)
                .isGone(new Access("paris", null), "kube-system", "podspan-bgp-1", "passwords"))
        .isFalse();
  }

  /** An account that was granted has no right to read one, not even before it writes it. */
  @Test
  void oneThatIsThereIsWrittenAgainWithoutBeingRead() throws IOException {
    assertThat(written(409, 200))
        .containsExactly(
            "POST /api/v1/namespaces/kube-system/secrets",
            "PUT /api/v1/namespaces/kube-system/secrets/podspan-bgp-1");
  }

  @Test
  void oneThatSomebodyDeletesInBetweenIsMadeAgain() throws IOException {
    assertThat(written(409, 404, 201))
        .containsExactly(
            "POST /api/v1/namespaces/kube-system/secrets",
            "PUT /api/v1/namespaces/kube-system/secrets/podspan-bgp-1",
            "POST /api/v1/namespaces/kube-system/secrets");
  }

  /** No key is in these words. */
  @Test
  void oneThatComesAndGoesAllTheTimeIsSaidToDoSo() {
    assertThatExceptionOfType(ClusterFaultException.class)
        .isThrownBy(() -> written(409, 404, 409, 404, 409, 404))
        .satisfies(
            e ->
                assertThat(e.fault().detail())
                    .isEqualTo(
                        "Somebody makes and deletes the Secret kube-system/podspan-bgp-1 all the"
                            + " time, so it could not be written."));
  }

  /** What is asked to write it, of a server that gives these answers. */
  private List<String> written(Integer... answers) throws IOException {
    List<String> asked = new ArrayList<>();
    Deque<Integer> statuses = new ArrayDeque<>(List.of(answers));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          byte[] answer = "{\"kind\": \"Secret\", \"apiVersion\": \"v1\"}".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(statuses.pop(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try (KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.empty())
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build()) {
      ClusterCalls calls =
          new ClusterCalls(clients, new SimpleMeterRegistry()) {
            @Override
            public <T> T ask(
                Access access,
                String verb,
                String resource,
                Function<KubernetesClient, T> request) {
              try {
                return request.apply(client);
              } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isEqualTo(409);
                throw new ConflictException("AlreadyExists");
              }
            }
          };
      new RouterSecrets(calls)
          .write(new Access("paris", null), "kube-system", "podspan-bgp-1", "passwords", CONTENT);
    } finally {
      server.stop(0);
    }
    return asked;
  }

  @Test
  void itIsOfTheTypeThatHoldsNoCredentials() {
    assertThat(SECRET.getType()).isEqualTo("Opaque");
  }
}
