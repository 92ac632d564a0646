package io.podspan.routecollector.events;

import io.podspan.routecollector.feed.Backoff;
import io.podspan.routecollector.feed.FeedEnd;
import io.podspan.routecollector.feed.FeedSource;
import io.podspan.routecollector.feed.FeedState;
import io.podspan.routecollector.feed.NodeFeed;
import io.podspan.routecollector.feed.Step;
import io.podspan.routecollector.feed.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one node: one virtual thread reads its stream and opens it again, another looks at the
 * node when the stream says so. The first never waits for the second: a router must not have to
 * keep what nobody reads.
 */
final class Follower implements FeedSource.Listener {
  private static final Logger LOG = Logger.getLogger(Follower.class);

  /** A route comes to the router and to the kernel one after the other: one look sees both. */
  private static final Duration SETTLE = Duration.ofMillis(150);

  private static final Duration NOT_OURS = Duration.ofSeconds(1);

  /** What it asks of others. */
  interface Work {
    /** Whether this instance is to watch the node. */
    boolean isOurs(String cluster);

    /**
     * Looks at the node.
     *
     * @return whether nothing of it was left unread
     */
    boolean look(String cluster, String node);

    /** The stream of a node of this cluster has ended. */
    void broken(String cluster);
  }

  /** Lets time pass. */
  @FunctionalInterface
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  private final Subject subject;
  private final FeedSource source;
  private final Work work;
  private final Pause pause;
  private final Semaphore asked = new Semaphore(0);
  private final Thread stream;
  private volatile boolean ended;
  private volatile @Nullable NodeFeed feed;
  private volatile @Nullable FeedEnd lastEnd;
  private volatile Instant since = Instant.now();

  /**
   * @param first until the first stream: nodes of a large cluster do not begin together
   */
  Follower(Subject subject, FeedSource source, Work work, Duration first) {
    this(subject, source, work, first, Thread::sleep);
  }

  Follower(Subject subject, FeedSource source, Work work, Duration first, Pause pause) {
    this.pause = pause;
    this.subject = subject;
    this.source = source;
    this.work = work;
    this.stream = Thread.ofVirtual().name("feed-" + subject).start(() -> follow(first));
    Thread.ofVirtual().name("look-" + subject).start(this::look);
  }

  boolean isOf(Subject other) {
    return subject.equals(other);
  }

  FeedState state() {
    NodeFeed now = feed;
    FeedEnd end = lastEnd;
    if (end != null) {
      return new FeedState.Polled(end);
    }
    return now != null && now.follows() ? new FeedState.Following() : new FeedState.Starting();
  }

  /** Since when it is polled, empty when it is not. */
  Optional<Instant> polledSince() {
    return lastEnd == null ? Optional.empty() : Optional.of(since);
  }

  /** The look under way ends by itself, and is the last one. */
  void end() {
    ended = true;
    stream.interrupt();
    asked.release();
  }

  private void follow(Duration first) {
    Backoff backoff = new Backoff(ThreadLocalRandom.current()::nextDouble);
    try {
      pause.of(first);
      while (!ended) {
        if (!work.isOurs(subject.cluster())) {
          pause.of(NOT_OURS);
          continue;
        }
        long began = System.nanoTime();
        FeedEnd end = oneStream();
        if (ended) {
          return;
        }
        over(end);
        pause.of(backoff.after(end, Duration.ofNanos(System.nanoTime() - began)));
      }
    } catch (InterruptedException e) {
      // It is to end.
    } finally {
      if (!ended) {
        over(new FeedEnd(FeedEnd.Why.BROKEN, "following it has ended by a fault of Podspan"));
      }
    }
  }

  private FeedEnd oneStream() {
    try {
      return source.follow(subject, this);
    } catch (RuntimeException e) {
      LOG.warnf("following %s failed: %s", subject, e.getClass().getSimpleName());
      LOG.debug("where", e);
      return new FeedEnd(FeedEnd.Why.BROKEN, "following it failed");
    }
  }

  private void over(FeedEnd end) {
    boolean heard = lastEnd == null;
    feed = null;
    if (heard) {
      since = Instant.now();
    }
    lastEnd = end;
    if (heard) {
      // What happens from now on is seen by rounds, and the first of them is now.
      work.broken(subject.cluster());
    }
  }

  @Override
  public void begun(NodeFeed begun) {
    feed = begun;
  }

  @Override
  public void step(Step step) {
    NodeFeed now = feed;
    if (now != null && now.begun()) {
      lastEnd = null;
    }
    switch (step) {
      case Step.Beat _ -> {
        // It is there.
      }
      case Step.Change(String what) -> ask(what);
      case Step.Gap(String why) -> ask(why);
    }
  }

  private void ask(String why) {
    LOG.debugf("%s: look, %s", subject, why);
    if (asked.availablePermits() == 0) {
      asked.release();
    }
  }

  private void look() {
    Duration rest = Duration.ZERO;
    try {
      while (!ended) {
        asked.acquire();
        pause.of(SETTLE.plus(rest));
        asked.drainPermits();
        long began = System.nanoTime();
        oneLook();
        // However much a node has to tell, half of the time nobody looks at it.
        rest = Duration.ofNanos(System.nanoTime() - began);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without a stream the rounds look. */
  private void oneLook() {
    NodeFeed now = feed;
    if (now == null || ended) {
      return;
    }
    long since = now.reading();
    boolean whole = false;
    try {
      whole = work.look(subject.cluster(), subject.node());
    } catch (RuntimeException e) {
      LOG.warnf("a look at %s failed: %s", subject, e);
      LOG.debug("where", e);
    }
    now.read(since, whole);
  }
}
