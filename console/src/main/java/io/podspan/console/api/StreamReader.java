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
 * One reader of the stream, on its own thread. It sends an event when the previous one is in the
 * socket. A slow reader therefore holds a few small events, or one large one if there is a place
 * for it, and is disconnected if it takes none in time. It delays no other reader of small events.
 */
final class StreamReader implements Runnable {
  /** The pause between two checks whether the reader has gone. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** The pause before a large event is tried again. */
  private static final Duration RETRY = Duration.ofMillis(300);

  /** The pause of a browser before it connects again. */
  private static final long RECONNECT_MILLIS = 1_000;

  /** A reader that takes no byte for so long counts as gone. */
  private static final long STALLED_SECONDS = 20;

  private final Follower follower;
  private final LargeEvents large;
  private final ProblemNews problems;
  private final Recent recent;
  private final SseEventSink sink;
  private final Sse sse;
  private final Duration heartbeat;
  private long lastSent = System.nanoTime();

  StreamReader(
      Follower follower,
      LargeEvents large,
      ProblemNews problems,
      Recent recent,
      SseEventSink sink,
      Sse sse,
      Duration heartbeat) {
    this.follower = follower;
    this.large = large;
    this.problems = problems;
    this.recent = recent;
    this.sink = sink;
    this.sse = sse;
    this.heartbeat = heartbeat;
  }

  /**
   * Begins the response on the thread of the request. If it did not, the framework would begin a
   * second one when that thread returns.
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
      // A reader that is still there connects again with the last id that it saw.
      Log.logf(
          sink.isClosed() ? Logger.Level.DEBUG : Logger.Level.WARN,
          "a reader of the stream is disconnected: %s",
          e.getMessage());
    }
  }

  private void step() throws InterruptedException, ExecutionException, TimeoutException {
    long before = follower.position();
    tellProblems(before);
    List<Entry> entries = follower.next();
    if (!large.hold(entries)) {
      follower.returnTo(before);
      rest();
      return;
    }
    try {
      for (Entry entry : entries) {
        send(event(entry));
      }
    } finally {
      large.release(entries);
    }
    if (entries.isEmpty() && !follower.behind()) {
      recent.await(follower.position(), LOOK);
      heartbeat();
    }
  }

  /**
   * They have the place of the reader as their id, so that it resumes there.
   *
   * @param after the last event that the reader has
   */
  private void tellProblems(long after)
      throws InterruptedException, ExecutionException, TimeoutException {
    ProblemsView news = problems.next().orElse(null);
    if (news != null) {
      send(
          sse.newEventBuilder()
              .id(Long.toString(after))
              .name("problem")
              .mediaType(MediaType.APPLICATION_JSON_TYPE)
              .data(ProblemsView.class, news)
              .build());
    }
  }

  /** Others send large events; what was read is read again later. */
  private void rest() throws InterruptedException, ExecutionException, TimeoutException {
    recent.await(recent.head(), RETRY);
    heartbeat();
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
