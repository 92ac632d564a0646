package io.podspan.cli.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An HTTP server with given answers. It remembers the requests. */
public final class FakeService implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
  private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
  private final Deque<Answer> answers = new ArrayDeque<>();

  /** What came. */
  public record Request(String method, String path, String lastEventId, String body) {}

  private record Answer(int status, String type, String body) {}

  private final Map<String, Answer> byPath = new ConcurrentHashMap<>();

  public FakeService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next answer; the last one is given again and again. */
  public synchronized FakeService answers(int status, String type, String body) {
    answers.add(new Answer(status, type, body));
    return this;
  }

  /** The answer to every request of this path with any query. */
  public FakeService answersTo(String path, int status, String type, String body) {
    byPath.put(path, new Answer(status, type, body));
    return this;
  }

  public Queue<Request> requests() {
    return requests;
  }

  /** What each request was authorized by; empty where it was not. */
  public Queue<String> authorizations() {
    return authorizations;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "" : authorization);
    String lastEventId = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            lastEventId == null ? "" : lastEventId,
            body));
    Answer answer = byPath.get(exchange.getRequestURI().getPath());
    if (answer == null) {
      answer = next();
    }
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next() {
    return answers.size() > 1 ? answers.poll() : answers.element();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
