package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.podspan.clusteraccess.EndlessServer.Way;
import io.podspan.events.AccessReference;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of API servers: those that end, and those that do not. */
class ObjectListTest {
  private static final AccessReference PARIS = new AccessReference("paris", null);
  private static final long MANY = 200L << 20;

  @TempDir Path folder;

  private interface Use {
    void of(ClusterClients clients, KubernetesClient client) throws IOException;
  }

  private void with(int port, Use use) throws IOException {
    Files.writeString(folder.resolve("paris"), PodExecTest.kubeconfig(port));
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      use.of(clients, clients.client(PARIS));
    }
  }

  private static List<String> names(KubernetesClient client) {
    return ObjectList.read(client.nodes(), n -> n.getMetadata().getName(), String::length);
  }

  @ParameterizedTest
  @Timeout(120)
  @CsvSource({
    "ONE_BODY, more than 4 MiB to one request",
    "EMPTY_OBJECTS, more than is read of it",
    "NO_JSON, ''",
    "PAGES, more than 20000 objects of one kind",
  })
  void oneThatNeverEndsIsAnErrorOfItsClusterAndIsNotReadOn(Way way, String words)
      throws IOException {
    try (EndlessServer server = new EndlessServer(way)) {
      with(
          server.port(),
          (clients, client) -> {
            try {
              names(client);
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "list nodes")).contains(words);
              assertThat(server.written()).isLessThan(MANY);
              return;
            }
            throw new AssertionError("it ended");
          });
    }
  }

  @ParameterizedTest
  @Timeout(120)
  @CsvSource({
    "ONE_BODY, more than 4 MiB to one request",
    "EMPTY_OBJECTS, more than is read of it",
    "NO_JSON, ''",
  })
  void anyRequestIsBounded(Way way, String words) throws IOException {
    try (EndlessServer server = new EndlessServer(way)) {
      with(
          server.port(),
          (clients, client) -> {
            try {
              client.nodes().withName("n1").get();
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "get nodes")).contains(words);
              return;
            }
            throw new AssertionError("it ended");
          });
    }
  }

  @Test
  void pagesWithoutObjectsEndWhenTheTimeIsOver() throws IOException {
    try (EndlessServer server = new EndlessServer(Way.EMPTY_PAGES)) {
      with(
          server.port(),
          (clients, client) -> {
            ObjectList.Reading<Node, ?, String> reading =
                new ObjectList.Reading<>(
                    client.nodes(), n -> "", _ -> 0, MANY, Duration.ofMillis(300));
            try {
              reading.all();
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "list nodes")).contains("has not ended its list");
              return;
            }
            throw new AssertionError("it ended");
          });
    }
  }

  @Test
  void allAnswersOfAListTogetherAreBounded() throws IOException {
    try (EndlessServer server = new EndlessServer(Way.PAGES)) {
      with(
          server.port(),
          (clients, client) -> {
            ObjectList.Reading<Node, ?, String> reading =
                new ObjectList.Reading<>(
                    client.nodes(), n -> "", _ -> 0, 1 << 20, Duration.ofMinutes(5));
            try {
              reading.all();
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "list nodes"))
                  .contains("more than 1 MiB of objects of one kind");
              return;
            }
            throw new AssertionError("it ended");
          });
    }
  }

  @Test
  void aBodyThatDripsEndsWhenTheTimeIsOver() throws Exception {
    AnswerBound bound = new AnswerBound(Duration.ofSeconds(1), new StepClock(400_000_000)::next);
    try (EndlessServer server = new EndlessServer(Way.DRIPS)) {
      with(
          server.port(),
          (clients, client) -> {
            KubernetesClient impatient = withBound(client, bound);
            try {
              impatient.nodes().list();
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "list nodes"))
                  .contains("has not ended its answer after 1 s");
              return;
            } finally {
              impatient.close();
            }
            throw new AssertionError("it ended");
          });
    }
  }

  private static KubernetesClient withBound(KubernetesClient client, AnswerBound bound) {
    return new io.fabric8.kubernetes.client.KubernetesClientBuilder()
        .withConfig(client.getConfiguration())
        .withHttpClientBuilderConsumer(
            builder -> builder.addOrReplaceInterceptor(AnswerBound.NAME, bound))
        .build();
  }

  /** Each look at it is a step later. */
  private static final class StepClock {
    private final long step;
    private long now;

    StepClock(long step) {
      this.step = step;
    }

    long next() {
      now += step;
      return now;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"spec\":{}}', without a name",
    "'{\"metadata\":{}}', without a name",
    "'null', without a name",
    "'{\"metadata\":{\"name\":\"n1\\u001b]0;x\\u0007\"}}', a name that no object has",
    "'{\"metadata\":{\"name\":\"n1/../x\"}}', a name that no object has",
  })
  void objectsThatNoServerHasAreAnErrorOfItsCluster(String item, String words) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              ("{\"kind\":\"NodeList\",\"metadata\":{},\"items\":[" + item + "]}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      with(
          server.getAddress().getPort(),
          (clients, client) -> {
            try {
              names(client);
            } catch (KubernetesClientException e) {
              assertThat(clients.inWords(e, "list nodes")).contains(words);
              return;
            }
            throw new AssertionError("it was taken");
          });
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aListOfManyPagesIsReadToItsEndAndAskedForLessWhenAPageIsTooLarge() throws IOException {
    List<String> queries = new ArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          queries.add(query);
          byte[] body = fatNodes(query).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      with(
          server.getAddress().getPort(),
          (clients, client) -> {
            assertThat(names(client)).hasSize(24).doesNotHaveDuplicates();
            assertThat(queries.getFirst()).contains("limit=50");
            assertThat(queries.getLast()).contains("limit=12");
          });
    } finally {
      server.stop(0);
    }
  }

  /** 24 nodes of 300 kB each; the continue token is the number of the next one. */
  private static String fatNodes(String query) {
    int limit = Integer.parseInt(query.replaceAll(".*limit=(\\d+).*", "$1"));
    int from =
        query.contains("continue=")
            ? Integer.parseInt(query.replaceAll(".*continue=(\\d+).*", "$1"))
            : 0;
    List<String> items = new ArrayList<>();
    for (int i = from; i < Math.min(24, from + limit); i++) {
      items.add(
          "{\"metadata\":{\"name\":\"n%d\",\"annotations\":{\"a\":\"%s\"}}}"
              .formatted(i, "x".repeat(300_000)));
    }
    String next = from + limit < 24 ? "\"continue\":\"" + (from + limit) + "\"" : "";
    return "{\"kind\":\"NodeList\",\"metadata\":{%s},\"items\":[%s]}"
        .formatted(next, String.join(",", items));
  }
}
