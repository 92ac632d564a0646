package io.podspan.bgpreflector.speaker;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One session's way into the shard's queue. Keeps the order when the queue is full, and says so,
 * that the session stops reading meanwhile. Owned by the session's I/O loop.
 */
final class ShardInlet {
  private static final long RETRY_MILLIS = 2;

  private final ShardLoop shard;
  private final EventLoop loop;
  private final Consumer<Boolean> onBlocked;
  private final Deque<ShardCommand> waiting = new ArrayDeque<>();

  /**
   * @param onBlocked told true when the queue is full, false when it no longer is
   */
  ShardInlet(ShardLoop shard, EventLoop loop, Consumer<Boolean> onBlocked) {
    this.shard = shard;
    this.loop = loop;
    this.onBlocked = onBlocked;
  }

  boolean isBlocked() {
    return !waiting.isEmpty();
  }

  void submit(ShardCommand command) {
    if (waiting.isEmpty() && shard.offer(command)) {
      return;
    }
    waiting.add(command);
    if (waiting.size() == 1) {
      onBlocked.accept(true);
      retryLater();
    }
  }

  private void retryLater() {
    loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void retry() {
    while (!waiting.isEmpty() && shard.offer(waiting.peek())) {
      waiting.remove();
    }
    if (waiting.isEmpty()) {
      onBlocked.accept(false);
    } else {
      retryLater();
    }
  }
}
