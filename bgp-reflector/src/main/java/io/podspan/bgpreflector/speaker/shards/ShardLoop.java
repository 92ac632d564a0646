package io.podspan.bgpreflector.speaker.shards;

import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.reflect.ReflectionEngine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns a {@link ReflectionEngine}. Each turn takes a bounded number of commands and
 * routes, then decides and publishes once for all of them. Tests call {@link #turn} themselves.
 */
public final class ShardLoop implements Runnable {
  private static final System.Logger LOG = System.getLogger(ShardLoop.class.getName());
  private static final int CAPACITY = 1 << 14;
  private static final int COMMANDS_OF_TURN = 2048;

  /** More is decided and packed better together; less reaches the others sooner. */
  private static final int ROUTES_OF_TURN = 1 << 14;

  /** Octets of UPDATEs that wait, beyond which senders are not read from. */
  private static final long MAX_WAITING_OCTETS = 4L << 20;

  private final MpscAtomicArrayQueue<ShardCommand> queue = new MpscAtomicArrayQueue<>(CAPACITY);
  private final AtomicLong waitingOctets = new AtomicLong();
  private final ReflectionEngine engine;
  private final String name;
  private volatile @Nullable Thread thread;
  private volatile boolean parked;
  private volatile boolean stopping;
  private volatile @Nullable Throwable failure;

  public ShardLoop(ReflectionEngine engine, String name) {
    this.engine = engine;
    this.name = name;
  }

  public void start() {
    Thread started = Thread.ofPlatform().name(name).daemon().unstarted(this);
    thread = started;
    started.start();
  }

  /** False when the queue is full, or when updates are offered and too many wait. Any thread. */
  public boolean offer(ShardCommand command) {
    if (command instanceof ShardCommand.Updates updates) {
      if (waitingOctets.get() > MAX_WAITING_OCTETS) {
        return false;
      }
      waitingOctets.addAndGet(updates.octets());
      if (!queue.offer(command)) {
        waitingOctets.addAndGet(-updates.octets());
        return false;
      }
    } else if (!queue.offer(command)) {
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

  public void stop() {
    stopping = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    try {
      while (!stopping) {
        if (!turn()) {
          awaitWork();
        }
      }
    } catch (RuntimeException | Error broken) {
      // An invariant is broken. The routes cannot be trusted any more, so the loop stops.
      failure = broken;
      LOG.log(
          System.Logger.Level.ERROR,
          "The routing table is broken; its thread stops. Restart the reflector.",
          broken);
    }
  }

  /** One round; whether anything was done, or is left to do at once. */
  public boolean turn() {
    int taken = 0;
    int routes = 0;
    ShardCommand command;
    while (taken < COMMANDS_OF_TURN
        && routes < ROUTES_OF_TURN
        && (command = queue.poll()) != null) {
      routes += execute(command);
      taken++;
    }
    boolean more = engine.decideAndAdvertise();
    if (taken > 0) {
      engine.publishSizes();
    }
    return taken > 0 || more;
  }

  private void awaitWork() {
    parked = true;
    if (queue.isEmpty() && !stopping) {
      LockSupport.park(this);
    }
    parked = false;
  }

  /** How many routes it was about. */
  private int execute(ShardCommand command) {
    return switch (command) {
      case ShardCommand.Updates updates -> update(updates);
      case ShardCommand.Up(var source, var policy, var key, var output, var counters) -> {
        engine.sessionUp(source, policy, key, output, counters);
        yield 0;
      }
      case ShardCommand.Down(var source, var routes) -> {
        engine.sessionDown(source, routes);
        yield 0;
      }
      case ShardCommand.Forget(var source) -> {
        engine.forget(source);
        yield 0;
      }
      case ShardCommand.EndOfRib(var source, var family, var taken) -> {
        engine.endOfRib(source, family);
        taken.run();
        yield 0;
      }
      case ShardCommand.ReleaseEndOfRib _ -> {
        engine.releaseEndOfRib();
        yield 0;
      }
      case ShardCommand.Refresh(var source) -> {
        engine.refresh(source);
        yield 0;
      }
      case ShardCommand.RefreshBegins(var source, var family) -> {
        engine.refreshBegins(source, family);
        yield 0;
      }
      case ShardCommand.RefreshEnds(var source, var family) -> {
        engine.refreshEnds(source, family);
        yield 0;
      }
      case ShardCommand.Drained(var source) -> {
        engine.drained(source);
        yield 0;
      }
      case ShardCommand.ChangePolicy(var source, var policy, var key) -> {
        engine.changePolicy(source, policy, key);
        yield 0;
      }
      case ShardCommand.JudgeKept(var source, var policy) -> {
        engine.judgeKept(source, policy);
        yield 0;
      }
      case ShardCommand.Originate(var prefixes) -> {
        engine.originate(prefixes);
        yield 0;
      }
      case ShardCommand.Announced(var source, var atMost, var answer) -> {
        answer.complete(engine.announced(source, atMost));
        yield 0;
      }
      case ShardCommand.Heard(var source, var prefix, var answer) -> {
        answer.complete(engine.heard(source, prefix));
        yield 0;
      }
      case ShardCommand.Sent(var answer) -> {
        // Nobody waits any more where it was asked long ago: then the table is not walked.
        if (!answer.isDone()) {
          answer.complete(engine.sent());
        }
        yield 0;
      }
      case ShardCommand.SentTo(var source, var prefix, var answer) -> {
        if (!answer.isDone()) {
          answer.complete(Optional.ofNullable(engine.sent(source, prefix)));
        }
        yield 0;
      }
      case ShardCommand.Query(var query, var answer) -> {
        answer.complete(engine.routes(query));
        yield 0;
      }
    };
  }

  private int update(ShardCommand.Updates command) {
    engine.prefetch(command.updates());
    int routes = 0;
    for (Message.Update update : command.updates()) {
      routes += engine.update(command.source(), update);
    }
    waitingOctets.addAndGet(-command.octets());
    return routes;
  }
}
