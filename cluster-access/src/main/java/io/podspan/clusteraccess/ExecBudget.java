package io.podspan.clusteraccess;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many commands are begun in pods: so many at once in all, and so many a second at each API
 * server, which has other users, too. Who has to wait is served fairly: each cluster in turn, and
 * of a cluster each purpose in turn, so that neither a large cluster nor one purpose keeps the
 * others waiting. Within a purpose the first one is first. Any thread.
 *
 * <p>While several clusters ask, none has more than half of the places: commands that hang in one
 * cluster leave the others as many.
 *
 * <p>A bucket per cluster holds what was not used, one second's worth at most. It is below zero
 * where second commands of a place ({@link Place#alsoAt}) took more than that.
 */
public final class ExecBudget {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /**
   * Clusters that have not asked for so long, and of which nothing runs or waits, are forgotten.
   * Rounds come more often: a cluster is not alone between two rounds of another one.
   */
  private static final long FORGOTTEN = Duration.ofMinutes(2).toNanos();

  private static final Duration ENDLESS = Duration.ofDays(365);

  private final int atOnce;
  private final int aSecond;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Bucket> buckets = new HashMap<>();

  /** Those that wait; the first cluster, and in it the first purpose, is next. */
  private final LinkedHashMap<String, LinkedHashMap<String, ArrayDeque<Waiting>>> queues =
      new LinkedHashMap<>();

  private int running;
  private int waiting;

  /**
   * @param atOnce commands at the same time
   * @param aSecond commands that begin at one API server within a second
   */
  public ExecBudget(int atOnce, int aSecond) {
    this(atOnce, aSecond, System::nanoTime);
  }

  ExecBudget(int atOnce, int aSecond, LongSupplier nanoTime) {
    if (atOnce < 1 || aSecond < 1) {
      throw new IllegalArgumentException(
          "a budget of "
              + atOnce
              + " commands at once, "
              + aSecond
              + " a second: both are 1 or more");
    }
    this.atOnce = atOnce;
    this.aSecond = aSecond;
    this.nanoTime = nanoTime;
  }

  /** One command may run; to be closed when it has ended. */
  public final class Place implements AutoCloseable {
    private final String cluster;
    private boolean closed;

    private Place(String cluster) {
      this.cluster = cluster;
    }

    /**
     * A second command runs in this place, beside the first, at another API server: it counts there
     * and waits for nothing. Those that come next at that one wait so much longer.
     */
    public void alsoAt(String cluster) {
      lock.lock();
      try {
        bucket(cluster, nanoTime.getAsLong()).commands--;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          ended(cluster);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Somebody who waits. */
  private final class Waiting {
    private final Condition served = lock.newCondition();
    private boolean isServed;
  }

  /** What may begin at one API server, and what runs for it. */
  private static final class Bucket {
    private int running;
    private double commands;
    private long filledAt;

    Bucket(double commands, long filledAt) {
      this.commands = commands;
      this.filledAt = filledAt;
    }

    double commandsAt(long now, int aSecond) {
      return Math.min(aSecond, commands + (double) (now - filledAt) * aSecond / SECOND);
    }
  }

  /**
   * Waits for a place, as long as it takes.
   *
   * @param cluster whose API server is asked
   * @param purpose what for: those of one cluster take turns
   */
  public Place take(String cluster, String purpose) throws InterruptedException {
    return Objects.requireNonNull(take(cluster, purpose, ENDLESS), "no place within a year");
  }

  /**
   * Waits for a place.
   *
   * @param cluster whose API server is asked
   * @param purpose what for: those of one cluster take turns
   * @param patience how long it waits at most
   * @return null where there was none in time
   */
  public @Nullable Place take(String cluster, String purpose, Duration patience)
      throws InterruptedException {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    lock.lockInterruptibly();
    try {
      Waiting me = new Waiting();
      queue(cluster, purpose).addLast(me);
      waiting++;
      try {
        serve();
        while (!me.isServed && nanoTime.getAsLong() < deadline) {
          me.served.awaitNanos(pause(cluster, me, deadline));
          serve();
        }
      } catch (InterruptedException e) {
        if (me.isServed) {
          ended(cluster);
        }
        throw e;
      } finally {
        leave(cluster, purpose, me);
      }
      return me.isServed ? new Place(cluster) : null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Until somebody says so; for the next one of a cluster also until its bucket has a command more,
   * also while all places are taken: one that is given back before that is not for this cluster,
   * and nobody says so again. The others of it sleep: thousands that wake for each command would
   * leave no time for the commands.
   */
  private long pause(String cluster, Waiting me, long deadline) {
    long now = nanoTime.getAsLong();
    long refilled = me == next(cluster) ? untilRefilled(cluster, now) : Long.MAX_VALUE;
    return Math.max(1, Math.min(deadline - now, refilled));
  }

  private @Nullable Waiting next(String cluster) {
    LinkedHashMap<String, ArrayDeque<Waiting>> purposes = queues.get(cluster);
    return purposes == null || purposes.isEmpty()
        ? null
        : purposes.firstEntry().getValue().peekFirst();
  }

  /** Who is next now may not know it. */
  private void wakeNext(String cluster) {
    Waiting next = next(cluster);
    if (next != null) {
      next.served.signal();
    }
  }

  private long untilRefilled(String cluster, long now) {
    double lacking = 1 - bucket(cluster, now).commands;
    return lacking <= 0 ? Long.MAX_VALUE : (long) Math.ceil(lacking * SECOND / aSecond);
  }

  private ArrayDeque<Waiting> queue(String cluster, String purpose) {
    return queues
        .computeIfAbsent(cluster, _ -> new LinkedHashMap<>())
        .computeIfAbsent(purpose, _ -> new ArrayDeque<>());
  }

  private void leave(String cluster, String purpose, Waiting me) {
    waiting--;
    LinkedHashMap<String, ArrayDeque<Waiting>> purposes = queues.get(cluster);
    ArrayDeque<Waiting> queue = purposes == null ? null : purposes.get(purpose);
    if (purposes == null || queue == null) {
      return;
    }
    queue.remove(me);
    if (queue.isEmpty()) {
      purposes.remove(purpose);
    }
    if (purposes.isEmpty()) {
      queues.remove(cluster);
    }
    wakeNext(cluster);
  }

  private void ended(String cluster) {
    running--;
    bucket(cluster, nanoTime.getAsLong()).running--;
    serve();
  }

  /** Gives out all places that there are. */
  private void serve() {
    long now = nanoTime.getAsLong();
    forget(now);
    boolean served = true;
    while (served && running < atOnce) {
      served = serveNext(now);
    }
  }

  /** Serves the first cluster in turn that may begin something; it is the last one then. */
  private boolean serveNext(long now) {
    for (String cluster : queues.sequencedKeySet()) {
      LinkedHashMap<String, ArrayDeque<Waiting>> purposes = queues.get(cluster);
      Bucket bucket = bucket(cluster, now);
      if (purposes != null && bucket.commands >= 1 && bucket.running < most()) {
        bucket.commands--;
        bucket.running++;
        running++;
        serveFirst(purposes);
        queues.remove(cluster);
        if (!purposes.isEmpty()) {
          queues.put(cluster, purposes);
          wakeNext(cluster);
        }
        return true;
      }
    }
    return false;
  }

  /** What one cluster may have at once. */
  private int most() {
    return buckets.size() == 1 ? atOnce : (atOnce + 1) / 2;
  }

  private static void serveFirst(LinkedHashMap<String, ArrayDeque<Waiting>> purposes) {
    Map.Entry<String, ArrayDeque<Waiting>> next = purposes.pollFirstEntry();
    Waiting first = next.getValue().removeFirst();
    first.isServed = true;
    first.served.signal();
    if (!next.getValue().isEmpty()) {
      purposes.put(next.getKey(), next.getValue());
    }
  }

  private Bucket bucket(String cluster, long now) {
    Bucket bucket = buckets.computeIfAbsent(cluster, _ -> new Bucket(aSecond, now));
    bucket.commands = bucket.commandsAt(now, aSecond);
    bucket.filledAt = now;
    return bucket;
  }

  private void forget(long now) {
    Iterator<Map.Entry<String, Bucket>> all = buckets.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Bucket> next = all.next();
      Bucket bucket = next.getValue();
      boolean isIdle =
          bucket.running == 0
              && bucket.commandsAt(now, aSecond) >= aSecond
              && !queues.containsKey(next.getKey());
      if (isIdle && now - bucket.filledAt > FORGOTTEN) {
        all.remove();
      }
    }
  }

  /** Commands that run. */
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Those that wait for a place. */
  public int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /** As it was configured. */
  public int atOnce() {
    return atOnce;
  }

  /** As it was configured. */
  public int aSecond() {
    return aSecond;
  }
}
