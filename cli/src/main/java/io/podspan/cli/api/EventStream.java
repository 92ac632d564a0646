package io.podspan.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the console's event stream. A connection that breaks is made again with {@code
 * Last-Event-ID}, so no event is lost and none comes twice. One thread reads, until {@link #close}.
 */
public final class EventStream implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int OK = 200;
  private static final int SERVER_ERROR = 500;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient http;
  private final Call call;
  private final Bearer bearer;
  private final Consumer<StreamedEvent> consumer;
  private final Consumer<String> trouble;
  private volatile boolean closed;
  private volatile @Nullable InputStream open;
  private @Nullable String last;
  private String told = "";

  /**
   * @param console its base address
   * @param bearer what the console knows the reader by
   * @param query empty, or as {@code ?type=...}
   * @param last the sequence to resume after; null starts with what comes from now on
   * @param trouble is told why there is no stream, once for each reason
   */
  public EventStream(
      HttpClient http,
      String console,
      Bearer bearer,
      String query,
      @Nullable String last,
      Consumer<StreamedEvent> consumer,
      Consumer<String> trouble) {
    this.http = http;
    this.call = new Call("GET", console, "/api/v1/events/stream" + query, null);
    this.bearer = bearer;
    this.last = last;
    this.consumer = consumer;
    this.trouble = trouble;
  }

  /** Reads on a thread of its own. */
  public void start() {
    Thread.ofVirtual().name("event stream").start(this::followUntilRefused);
  }

  private void followUntilRefused() {
    try {
      follow();
    } catch (ProblemException refused) {
      tell(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Reads on the calling thread until it is closed. Tries again after a break and while the console
   * starts.
   *
   * @throws ProblemException when the console refuses: the same question would be refused again
   */
  public void follow() {
    while (!closed) {
      try {
        read();
      } catch (IOException e) {
        // What was missed comes with the next connection.
        tell(call.base() + " does not answer (" + Api.reason(e) + "). Trying again.");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(closed ? 0 : PAUSE.toNanos());
    }
  }

  private void read() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.uri()).header("Accept", "text/event-stream");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    bearer.authorize(request);
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      open = body;
      if (response.statusCode() == OK) {
        told = "";
        consume(body);
      } else {
        refused(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private void refused(int status, String body) {
    ProblemException problem = ProblemException.refused(call, status, Api.parsed(body), body);
    if (status < SERVER_ERROR && status != TOO_MANY_REQUESTS) {
      throw problem;
    }
    tell(problem.getMessage() + "\nTrying again.");
  }

  /** A reason that goes on is told once. */
  private void tell(String reason) {
    if (!closed && !reason.equals(told)) {
      told = reason;
      trouble.accept(reason);
    }
  }

  private void consume(InputStream body) throws IOException {
    SseParser parser = new SseParser();
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
      parser
          .take(line)
          .ifPresent(
              event -> {
                last = event.sequence().isEmpty() ? last : event.sequence();
                consumer.accept(event);
              });
    }
  }

  @Override
  public void close() {
    closed = true;
    InputStream body = open;
    if (body != null) {
      try {
        body.close();
      } catch (IOException _) {
        // It is being given up anyway.
      }
    }
  }
}
