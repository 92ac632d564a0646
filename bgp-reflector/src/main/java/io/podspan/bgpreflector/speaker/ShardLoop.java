package io.podspan.bgpreflector.speaker;

import io.podspan.bgpreflector.reflect.ReflectionEngine;
import io.podspan.bgpreflector.wire.Message;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns a {@link ReflectionEngine}. Each turn takes a bounded number of commands,
 * then decides and publishes once for all of them. Tests call {@link #turn} themselves.
 */
final class ShardLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger(ShardLoop.class.getName());
  private static final int CAPACITY = 1 << 14;
  private static final int BUDGET = 1024;

  private final MpscAtomicArrayQueue<ShardCommand> queue = new MpscAtomicArrayQueue<>(CAPACITY);
  private final ReflectionEngine engine;
  private volatile @Nullable Thread thread;
  private volatile boolean parked;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  ShardLoop(ReflectionEngine engine) {
    this.engine = engine;
  }

  void start() {
    Thread started = Thread.ofPlatform().name("bgp-shard-0").daemon().unstarted(this);
    thread = started;
    started.start();
  }

  /** False when the queue is full. Any thread. */
  boolean offer(ShardCommand command) {
    if (!queue.offer(command)) {
      return false;
    }
    if (parked) {
      LockSupport.unpark(thread);
    }
    return true;
  }

  /** What broke it, null while it runs. */
  @Nullable Throwable failure() {
    return failure;
  }

  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        if (turn() == 0) {
          awaitWork();
        }
      }
    } catch (RuntimeException | Error broken) {
      // An invariant does not hold: routes can no longer be trusted, so nothing more is done with
      // them.
      failure = broken;
      LOG.log(System.Logger.Level.ERROR, "The routing table is broken, its loop stops", broken);
    }
  }

  /** One round; how many commands were taken. */
  int turn() {
    int taken = 0;
    ShardCommand command;
    while (taken < BUDGET && (command = queue.poll()) != null) {
      execute(command);
      taken++;
    }
    engine.flush();
    if (taken > 0) {
      engine.publishSizes();
    }
    return taken;
  }

  private void awaitWork() {
    parked = true;
    if (queue.isEmpty() && !stopping) {
      LockSupport.park(this);
    }
    parked = false;
  }

  private void execute(ShardCommand command) {
    switch (command) {
      case ShardCommand.Up(var source, var policy, var key, var outlet, var counters) ->
          engine.sessionUp(source, policy, key, outlet, counters);
      case ShardCommand.Down(var source) -> engine.sessionDown(source);
      case ShardCommand.Updates(var source, var updates) -> {
        for (Message.Update update : updates) {
          engine.update(source, update);
        }
      }
      case ShardCommand.Refresh(var source) -> engine.refresh(source);
      case ShardCommand.ChangePolicy(var source, var policy, var key) ->
          engine.changePolicy(source, policy, key);
      case ShardCommand.Originate(var prefixes) -> engine.originate(prefixes);
      case ShardCommand.Query(var query, var answer) -> answer.complete(engine.routes(query));
    }
  }
}
