package io.podspan.clusteraccess;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server that speaks the exec protocol as a test tells it to, on a free port of loopback. */
final class ScriptedExec implements AutoCloseable {
  final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  /** Answers every handshake with this status. */
  static ScriptedExec refusing(int status) throws Exception {
    return new ScriptedExec(status, socket -> {});
  }

  /** Plays this script to every client that connects. */
  static ScriptedExec playing(Consumer<ServerWebSocket> script) throws Exception {
    return new ScriptedExec(101, script);
  }

  private ScriptedExec(int status, Consumer<ServerWebSocket> script) throws Exception {
    server =
        vertx.createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(0)
                .setWebSocketSubProtocols(List.of(ExecChannel.PROTOCOL)));
    server.requestHandler(
        request -> {
          requests.add(request.method() + " " + request.uri());
          if (status == 101) {
            request.toWebSocket().onSuccess(script::accept);
          } else {
            request.response().setStatusCode(status).end();
          }
        });
    server.listen().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  static Buffer message(int channel, String text) {
    return Buffer.buffer(new byte[] {(byte) channel}).appendString(text);
  }

  static Buffer exit(int code) {
    return message(
        3,
        code == 0
            ? "{\"status\":\"Success\"}"
            : """
              {"status":"Failure","reason":"NonZeroExitCode",
               "details":{"causes":[{"reason":"ExitCode","message":"%d"}]}}
              """
                .formatted(code));
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
