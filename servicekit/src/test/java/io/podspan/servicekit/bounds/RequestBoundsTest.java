package io.podspan.servicekit.bounds;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers that send too much, too slowly, or do not take what they asked for. */
class RequestBoundsTest {
  private static final int BODY = 64 << 10;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Vertx vertx = Vertx.vertx();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Socket> callers = new ArrayList<>();
  private int port;

  private void serve(Duration bodyTime, Duration answerTime) {
    RequestBounds bounds =
        new RequestBounds(
            new ObjectMapper(),
            metrics,
            size(BODY),
            size(16 * BODY),
            bodyTime,
            size(1 << 20),
            answerTime);
    Router router = Router.router(vertx);
    router.route().handler(bounds::enter);
    router.get("/large").handler(r -> r.end(Buffer.buffer(new byte[16 << 20])));
    router.get("/small").handler(r -> r.end("here"));
    router.post("/long").handler(this::readAndAnswerLater);
    router
        .post()
        .handler(r -> r.request().body().onSuccess(body -> r.end("took " + body.length())));
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    port = server.actualPort();
  }

  /** As a blocking handler: it stops reading after the last octet, and takes its time. */
  private void readAndAnswerLater(RoutingContext request) {
    request
        .request()
        .handler(
            _ -> {
              request.request().pause();
              vertx.setTimer(600, _ -> request.end("done"));
            });
  }

  private static MemorySize size(int bytes) {
    return new MemorySize(BigInteger.valueOf(bytes));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket caller : callers) {
      caller.close();
    }
    vertx.close();
  }

  @Test
  void aBodyOfTheLargestSizeIsTaken() throws IOException {
    serve(LONG, LONG);

    Socket caller = post("Content-Length: " + BODY, new byte[BODY]);

    assertThat(answer(caller)).startsWith("HTTP/1.1 200").endsWith("took " + BODY);
  }

  @Test
  void aLargerOneIsRefusedBeforeItArrives() throws IOException {
    serve(LONG, LONG);

    Socket caller = post("Content-Length: 1048576", new byte[10]);

    assertThat(whole(caller))
        .startsWith("HTTP/1.1 413")
        .contains("/problems/body-too-large", "1048576 bytes", "at most 65536", "nextStep");
  }

  @Test
  void aBodyThatDoesNotArriveInTimeEndsTheConnection() throws IOException {
    serve(Duration.ofMillis(200), LONG);

    Socket caller = post("Content-Length: 1000", new byte[10]);

    assertThat(whole(caller)).startsWith("HTTP/1.1 408").contains("/problems/body-too-slow");
    await().until(() -> held("bodies_under_way") == 0);
  }

  @Test
  void aBodyThatHasArrivedIsNotSlowHoweverLongItsAnswerTakes() throws IOException {
    serve(Duration.ofMillis(100), LONG);

    Socket caller =
        send("POST /long HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n", new byte[10]);

    assertThat(answer(caller)).startsWith("HTTP/1.1 200").endsWith("done");
  }

  @Test
  void fourHundredUnfinishedBodiesHoldNoMoreThanTheirBoundAndNobodyWaitsForThem()
      throws IOException {
    serve(LONG, LONG);

    for (int i = 0; i < 400; i++) {
      post(i % 2 == 0 ? "Content-Length: " + BODY : "Transfer-Encoding: chunked", new byte[0]);
    }

    await().until(() -> held("bodies_under_way") == 16 * BODY);
    assertThat(whole(post("Content-Length: 10", new byte[10])))
        .startsWith("HTTP/1.1 503")
        .contains("retry-after: 5", "/problems/too-much-under-way");
    assertThat(answer(get("/small"))).startsWith("HTTP/1.1 200");

    close();
    await().until(() -> held("bodies_under_way") == 0);
  }

  @Test
  void whoDoesNotTakeAnAnswerIsDisconnectedAndOthersGoOn() throws IOException {
    serve(LONG, Duration.ofSeconds(2));

    get("/large");
    await().until(() -> held("unread_answers") > 1 << 20);
    assertThat(whole(get("/small"))).startsWith("HTTP/1.1 503").contains("do not take");

    await().until(() -> held("unread_answers") == 0);
    assertThat(answer(get("/small"))).startsWith("HTTP/1.1 200");
  }

  private double held(String what) {
    return metrics.get("podspan_http_" + what + "_bytes").gauge().value();
  }

  private Socket post(String header, byte[] body) throws IOException {
    return send("POST / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n", body);
  }

  private Socket get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n", new byte[0]);
  }

  private Socket send(String head, byte[] body) throws IOException {
    Socket caller = new Socket(InetAddress.getLoopbackAddress(), port);
    caller.setSoTimeout(60_000);
    callers.add(caller);
    caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    caller.getOutputStream().write(body);
    return caller;
  }

  /** What one read brings: head and body of a short answer. */
  private static String answer(Socket caller) throws IOException {
    byte[] bytes = new byte[4096];
    InputStream in = caller.getInputStream();
    int length = in.read(bytes);
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }

  /** Everything until the server ends the connection. */
  private static String whole(Socket caller) throws IOException {
    return new String(caller.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }
}
