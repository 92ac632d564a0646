package io.podspan.lab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One cluster's API on one loopback port, with TLS. All its handlers run on the event loop. */
public final class ApiServer {
  private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());
  private static final int MOST_BODY_BYTES = 3 << 20;

  /** Commands are words of an address. A real API server takes more. */
  private static final int MOST_LINE_BYTES = 16 << 10;

  private static final int MOST_FRAME_BYTES = 1 << 20;
  private static final String PROTOCOL_HEADER = "Sec-WebSocket-Protocol";

  private final Vertx vertx;
  private final ObjectStore store;
  private final PodRuntime runtime;
  private final Tokens tokens;
  private final Collection<ResourceType> served;
  private final Discovery discovery;
  private final ResourceHandler handler;
  private final AccountTokens accountTokens;
  private final HttpServer server;
  private volatile Delay delay = (_, _, _) -> CompletableFuture.completedFuture(null);

  public ApiServer(
      Vertx vertx,
      ServerCertificate certificate,
      ObjectStore store,
      PodRuntime runtime,
      Tokens tokens,
      Collection<ResourceType> served) {
    this.vertx = vertx;
    this.store = store;
    this.runtime = runtime;
    this.tokens = tokens;
    this.served = List.copyOf(served);
    this.discovery = new Discovery(served);
    this.handler = new ResourceHandler(store);
    this.accountTokens = new AccountTokens(store);
    this.server = vertx.createHttpServer(options(certificate.keyStore())).requestHandler(this::on);
  }

  private static HttpServerOptions options(Path keyStore) {
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(0)
        .setSsl(true)
        .setKeyCertOptions(
            new PfxOptions().setPath(keyStore.toString()).setPassword(ServerCertificate.PASSWORD))
        .setMaxInitialLineLength(MOST_LINE_BYTES)
        .setMaxWebSocketFrameSize(MOST_FRAME_BYTES)
        .setMaxWebSocketMessageSize(MOST_FRAME_BYTES)
        .setWebSocketSubProtocols(ChannelProtocol.VERSIONS);
  }

  /** When a change that has arrived is made: a network may hold it up for any time. */
  public interface Delay {
    /**
     * @param resource as rights name it: {@code pods}
     */
    CompletionStage<?> until(String method, String resource, String name);
  }

  /** From now on changes are made only when this says so. */
  public void delay(Delay delay) {
    this.delay = delay;
  }

  /** Listens on a free port; returns it. */
  public int start() {
    return start(0);
  }

  /** Listens on this port, as one that starts again does. */
  public int start(int port) {
    return server.listen(port).toCompletionStage().toCompletableFuture().join().actualPort();
  }

  public void stop() {
    server.close().toCompletionStage().toCompletableFuture().join();
  }

  private void on(HttpServerRequest request) {
    try {
      route(request);
    } catch (RuntimeException e) {
      refuse(request.response(), e);
    }
  }

  private void route(HttpServerRequest request) {
    String path = Objects.requireNonNullElse(request.path(), "/");
    if (path.equals("/healthz") || path.equals("/livez") || path.equals("/readyz")) {
      request.response().putHeader("content-type", "text/plain").end("ok");
      return;
    }
    if (path.equals("/version")) {
      discovery.answer(path).ifPresent(body -> send(request.response(), 200, body));
      return;
    }
    Identity identity =
        tokens
            .authenticate(request.getHeader("Authorization"))
            .or(() -> accountTokens.authenticate(request.getHeader("Authorization")))
            .orElseThrow(ApiException::unauthorized);
    if (AccessReview.concerns(path) && request.method().equals(HttpMethod.POST)) {
      withBody(
          request,
          body ->
              AccessReview.answer(path, identity, body)
                  .ifPresentOrElse(
                      review -> send(request.response(), 201, review),
                      () -> refuse(request.response(), ApiException.noSuchPath())));
      return;
    }
    Optional<ObjectNode> discovered = discovery.answer(path);
    if (discovered.isPresent()) {
      send(request.response(), 200, discovered.get());
      return;
    }
    ApiRequest asked =
        ApiRequest.parse(request.method().name(), path, request.params(), served)
            .orElseThrow(ApiException::noSuchPath);
    authorize(identity, asked);
    answer(request, asked);
  }

  private static void authorize(Identity identity, ApiRequest asked) {
    if (!identity.may(asked.verb(), asked.resource())) {
      throw ApiException.forbidden(asked, identity);
    }
  }

  private void answer(HttpServerRequest request, ApiRequest asked) {
    switch (asked.subresource()) {
      case "exec" -> exec(request, ofPod(asked));
      case "log" ->
          PodLog.serve(
              vertx, runtime.logFile(store.get(ofPod(asked).key())), asked, request.response());
      case "token" ->
          withBody(
              request, body -> send(request.response(), 201, accountTokens.issue(asked, body)));
      case "", "status" -> {
        if (asked.isWatch()) {
          watch(request, asked);
        } else {
          verb(request, asked);
        }
      }
      default -> throw ApiException.noSuchPath();
    }
  }

  private static ApiRequest ofPod(ApiRequest asked) {
    if (!asked.type().equals(ResourceType.POD)) {
      throw ApiException.noSuchPath();
    }
    return asked;
  }

  private void verb(HttpServerRequest request, ApiRequest asked) {
    String contentType =
        Objects.requireNonNullElse(request.getHeader("Content-Type"), "application/json");
    withBody(
        request,
        body -> {
          if (asked.method().equals("GET") || asked.isDryRun()) {
            answer(request, asked, contentType, body);
          } else {
            late(request, asked, () -> answer(request, asked, contentType, body));
          }
        });
  }

  private void answer(
      HttpServerRequest request, ApiRequest asked, String contentType, String body) {
    ResourceHandler.Answer answer = handler.handle(asked, contentType, body);
    boolean asTable = asked.method().equals("GET") && wantsTable(request);
    send(
        request.response(),
        answer.code(),
        asTable ? Table.of(asked.type(), answer.body()) : answer.body());
  }

  private void late(HttpServerRequest request, ApiRequest asked, Runnable work) {
    Context loop = vertx.getOrCreateContext();
    delay
        .until(asked.method(), asked.resource(), asked.name())
        .thenRun(
            () ->
                loop.runOnContext(
                    _ -> {
                      try {
                        work.run();
                      } catch (RuntimeException e) {
                        refuse(request.response(), e);
                      }
                    }));
  }

  private static boolean wantsTable(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("as=Table");
  }

  private void watch(HttpServerRequest request, ApiRequest asked) {
    if (isWebSocket(request)) {
      // Checked before the upgrade: afterwards a 400 is not possible.
      asked.selector();
      request
          .toWebSocket()
          .onSuccess(
              socket -> {
                var stream =
                    new WatchStream(asked, event -> socket.writeTextMessage(Json.write(event)));
                WatchClock clock = clock(asked, stream, socket::close);
                socket.closeHandler(
                    _ -> {
                      clock.stop();
                      store.forget(stream);
                    });
                stream.start(store);
              });
      return;
    }
    HttpServerResponse response = request.response();
    boolean asTable = wantsTable(request);
    var stream =
        new WatchStream(
            asked,
            event -> {
              if (!response.closed()) {
                ObjectNode sent = asTable ? Table.ofEvent(asked.type(), event) : event;
                response.write(Json.write(sent) + "\n");
              }
            });
    response.putHeader("content-type", "application/json").setChunked(true);
    WatchClock clock = clock(asked, stream, () -> endWatch(response, stream));
    response.closeHandler(
        _ -> {
          clock.stop();
          store.forget(stream);
        });
    response.exceptionHandler(_ -> store.forget(stream));
    response.endHandler(_ -> clock.stop());
    // Sends the head: clients regard a watch as open once they see it.
    response.write(Buffer.buffer());
    stream.start(store);
  }

  private WatchClock clock(ApiRequest asked, WatchStream stream, Runnable end) {
    return WatchClock.start(vertx, asked, () -> stream.mark(store), end);
  }

  private void endWatch(HttpServerResponse response, WatchStream stream) {
    store.forget(stream);
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  private void exec(HttpServerRequest request, ApiRequest asked) {
    List<String> command = asked.query().getAll("command");
    if (command.isEmpty()) {
      throw ApiException.badRequest("you must specify at least 1 command for the container");
    }
    ObjectNode pod = store.get(asked.key());
    refuseOtherContainer(asked, pod);
    Optional<Performance> played = runtime.plays(pod, command);
    List<String> arguments = played.isPresent() ? command : runtime.enter(pod, command);
    if (!isWebSocket(request)) {
      throw ApiException.badRequest("pods/exec needs a WebSocket upgrade");
    }
    String offered = Objects.requireNonNullElse(request.getHeader(PROTOCOL_HEADER), "");
    if (ChannelProtocol.VERSIONS.stream().noneMatch(offered::contains)) {
      throw ApiException.badRequest(
          "pods/exec speaks " + ChannelProtocol.VERSIONS + ", not '" + offered + "'");
    }
    boolean wantsInput = asked.isTrue("stdin");
    request
        .toWebSocket()
        .onSuccess(
            socket ->
                played.ifPresentOrElse(
                    play -> play.begin(new Performance.Stage(socket, command)),
                    () -> ExecSession.start(socket, command, arguments, wantsInput)))
        .onFailure(e -> LOG.log(System.Logger.Level.DEBUG, "exec was not upgraded", e));
  }

  private static void refuseOtherContainer(ApiRequest asked, ObjectNode pod) {
    String wanted = asked.query().get("container");
    if (wanted == null || wanted.isEmpty()) {
      return;
    }
    for (JsonNode container : pod.at("/spec/containers")) {
      if (container.path("name").asText().equals(wanted)) {
        return;
      }
    }
    throw ApiException.badRequest(
        "container %s is not valid for pod %s".formatted(wanted, asked.name()));
  }

  private static boolean isWebSocket(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  private void withBody(HttpServerRequest request, Consumer<String> use) {
    String length = Objects.requireNonNullElse(request.getHeader("Content-Length"), "0");
    if (!length.matches("\\d{1,18}") || Long.parseLong(length) > MOST_BODY_BYTES) {
      throw new ApiException(413, "RequestEntityTooLarge", "the body is too large");
    }
    if (Objects.requireNonNullElse(request.getHeader("Content-Type"), "").contains("protobuf")) {
      throw new ApiException(415, "UnsupportedMediaType", "this server reads only JSON");
    }
    request
        .body()
        .onSuccess(
            body -> {
              try {
                use.accept(body.toString());
              } catch (RuntimeException e) {
                refuse(request.response(), e);
              }
            });
  }

  private static void send(HttpServerResponse response, int code, ObjectNode body) {
    response
        .setStatusCode(code)
        .putHeader("content-type", "application/json")
        .end(Json.write(body));
  }

  private static void refuse(HttpServerResponse response, RuntimeException problem) {
    if (response.headWritten()) {
      response.reset();
      return;
    }
    if (problem instanceof ApiException e && e.isOnlyText()) {
      response.setStatusCode(e.code()).putHeader("content-type", "text/plain").end(e.getMessage());
      return;
    }
    if (problem instanceof ApiException e) {
      send(response, e.code(), e.status());
      return;
    }
    LOG.log(System.Logger.Level.ERROR, "the simulated API server failed", problem);
    var status = new ApiException(500, "InternalError", "Internal error: " + problem).status();
    send(response, 500, status);
  }
}
