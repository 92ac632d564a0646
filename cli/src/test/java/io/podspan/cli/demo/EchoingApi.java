package io.podspan.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An API server that says the caller's token in every answer: in its headers and in its words. */
final class EchoingApi implements AutoCloseable {
  static final String TOKEN = "M4rk3r-0f-a-s3cret-t0ken";
  private static final int[] CODES = {401, 403, 404, 418, 429, 500, 503};

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  private EchoingApi(HttpServer server) {
    this.server = server;
  }

  static EchoingApi start() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    EchoingApi api = new EchoingApi(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", api::answer);
    server.start();
    return api;
  }

  /** Takes the place of a cluster's API server: the services read this file again. */
  void replace(Path kubeconfig) throws IOException {
    Path next = kubeconfig.resolveSibling(".next");
    Files.writeString(
        next,
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        users: [{name: u, user: {token: %s}}]
        """
            .formatted(server.getAddress().getPort(), TOKEN));
    Files.move(
        next, kubeconfig, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** How many requests came with the token. */
  int asked() {
    return asked.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!sent.contains(TOKEN)) {
      exchange.close();
      return;
    }
    int code = CODES[asked.getAndIncrement() % CODES.length];
    byte[] body =
        ("{\"kind\":\"Status\",\"status\":\"Failure\",\"code\":%d,\"reason\":\"%s\",\"message\":\"you"
                + " sent %s\"}")
            .formatted(code, sent, sent)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("WWW-Authenticate", sent);
    exchange.getResponseHeaders().add("Warning", "299 - \"" + sent + "\"");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
