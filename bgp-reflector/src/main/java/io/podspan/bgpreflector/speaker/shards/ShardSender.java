package io.podspan.bgpreflector.speaker.shards;

import io.netty.channel.EventLoop;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Puts one peer's commands into the queues of the shards. When a queue is full it keeps them in
 * order and tells the session, which stops reading. Owned by the peer's I/O loop.
 */
public final class ShardSender {
  private static final long RETRY_MILLIS = 1;

  private record Waiting(int shard, ShardCommand command) {}

  private final Shards shards;
  private final EventLoop loop;
  private final Consumer<Boolean> onBlocked;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /**
   * @param onBlocked told true when a queue is full, false when none is any more
   */
  public ShardSender(Shards shards, EventLoop loop, Consumer<Boolean> onBlocked) {
    this.shards = shards;
    this.loop = loop;
    this.onBlocked = onBlocked;
  }

  public boolean isBlocked() {
    return !waiting.isEmpty();
  }

  int shardCount() {
    return shards.count();
  }

  /** To every shard. */
  public void submit(ShardCommand command) {
    for (int shard = 0; shard < shards.count(); shard++) {
      submit(shard, command);
    }
  }

  /** To every shard, to each its own. */
  public void submitEach(IntFunction<ShardCommand> commands) {
    for (int shard = 0; shard < shards.count(); shard++) {
      submit(shard, commands.apply(shard));
    }
  }

  /** To the shards that own the prefixes. */
  public void submit(RouteSource source, List<Message.Update> updates, int octets) {
    if (shards.count() == 1) {
      submit(0, new ShardCommand.Updates(source, updates, octets));
      return;
    }
    List<List<Message.Update>> split = UpdateSplitter.split(updates, shards);
    for (int shard = 0; shard < split.size(); shard++) {
      List<Message.Update> own = split.get(shard);
      if (!own.isEmpty()) {
        submit(shard, new ShardCommand.Updates(source, own, octets / shards.count()));
      }
    }
  }

  public void submit(int shard, ShardCommand command) {
    if (waiting.isEmpty() && shards.get(shard).offer(command)) {
      return;
    }
    waiting.add(new Waiting(shard, command));
    if (waiting.size() == 1) {
      onBlocked.accept(true);
      retryLater();
    }
  }

  private void retryLater() {
    loop.schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void retry() {
    Waiting first = waiting.peek();
    while (first != null && shards.get(first.shard()).offer(first.command())) {
      waiting.remove();
      first = waiting.peek();
    }
    if (first == null) {
      onBlocked.accept(false);
    } else {
      retryLater();
    }
  }
}
