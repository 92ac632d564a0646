package io.podspan.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
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
 * Last-Event-ID}, so that no event is lost or comes twice. One thread reads, until {@link #close}.
 */
public final class EventStream implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final HttpClient http;
  private final URI address;
  private final Consumer<StreamedEvent> consumer;
  private volatile boolean closed;
  private volatile @Nullable InputStream open;
  private @Nullable String last;

  /**
   * @param console its base address
   * @param query empty, or as {@code ?type=...}
   * @param last the sequence to resume after; null starts with what comes from now on
   */
  public EventStream(
      HttpClient http,
      String console,
      String query,
      @Nullable String last,
      Consumer<StreamedEvent> consumer) {
    this.http = http;
    this.address = URI.create(console + "/api/v1/events/stream" + query);
    this.last = last;
    this.consumer = consumer;
  }

  /** Reads on a thread of its own. */
  public void start() {
    Thread.ofVirtual().name("event stream").start(this::follow);
  }

  /** Reads on the calling thread until it is closed. */
  public void follow() {
    while (!closed) {
      try {
        read();
      } catch (IOException _) {
        // The console restarts or the network broke: what was missed comes with the next
        // connection.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      LockSupport.parkNanos(closed ? 0 : PAUSE.toNanos());
    }
  }

  private void read() throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      open = body;
      if (response.statusCode() == 200) {
        consume(body);
      }
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
