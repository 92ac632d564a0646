package io.podspan.console.api;

import io.podspan.console.journal.Entry;
import io.podspan.console.journal.Follower;
import io.podspan.console.journal.Recent;
import io.quarkus.logging.Log;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * One reader of the stream, on a thread of its own. It sends an event when the one before has left
 * for the socket, so a slow reader holds one event in memory and up nobody.
 */
final class StreamReader implements Runnable {
  /** How often to look whether the other end has gone. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** How long a browser waits before it comes again. */
  private static final long RECONNECT_MILLIS = 1_000;

  /** A reader that takes no byte for so long has gone without a word. */
  private static final long STALLED_SECONDS = 60;

  private final Follower follower;
  private final Recent recent;
  private final SseEventSink sink;
  private final Sse sse;
  private final Duration heartbeat;
  private long lastSent = System.nanoTime();

  StreamReader(Follower follower, Recent recent, SseEventSink sink, Sse sse, Duration heartbeat) {
    this.follower = follower;
    this.recent = recent;
    this.sink = sink;
    this.sse = sse;
    this.heartbeat = heartbeat;
  }

  /**
   * The first words, on the thread of the request: the framework begins the response itself when
   * that returns, unless it has begun, and two beginnings would be one too many.
   */
  StreamReader greet() {
    sink.send(
        sse.newEventBuilder()
            .comment("after " + follower.position())
            .reconnectDelay(RECONNECT_MILLIS)
            .build());
    return this;
  }

  @Override
  public void run() {
    try (sink) {
      while (!sink.isClosed() && !recent.closed()) {
        step();
      }
    } catch (ExecutionException | TimeoutException e) {
      Log.debugf("a reader of the stream has gone: %s", e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // Whoever is still there comes again with the id that was seen last.
      Log.logf(
          sink.isClosed() ? Logger.Level.DEBUG : Logger.Level.WARN,
          "a reader of the stream is sent away: %s",
          e.getMessage());
    }
  }

  private void step() throws InterruptedException, ExecutionException, TimeoutException {
    List<Entry> entries = follower.next();
    for (Entry entry : entries) {
      send(event(entry));
    }
    if (entries.isEmpty() && !follower.behind()) {
      recent.await(follower.position(), LOOK);
      heartbeat();
    }
  }

  private void heartbeat() throws InterruptedException, ExecutionException, TimeoutException {
    if (System.nanoTime() - lastSent >= heartbeat.toNanos()) {
      send(sse.newEventBuilder().comment("heartbeat").build());
    }
  }

  private OutboundSseEvent event(Entry entry) {
    return sse.newEventBuilder()
        .id(Long.toString(entry.sequence()))
        .name(entry.type())
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(EventView.class, EventView.of(entry))
        .build();
  }

  private void send(OutboundSseEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    sink.send(event).toCompletableFuture().get(STALLED_SECONDS, TimeUnit.SECONDS);
    lastSent = System.nanoTime();
  }
}
