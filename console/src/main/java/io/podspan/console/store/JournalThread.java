package io.podspan.console.store;

import io.podspan.console.journal.Tail;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread that owns the tail: takes new entries over as soon as a transaction of this console
 * has committed, those of other consoles within a second, and keeps house every hour.
 */
@ApplicationScoped
public class JournalThread {
  private static final Logger LOG = Logger.getLogger(JournalThread.class);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final long POLL_MILLIS = 1_000;

  private final PostgresJournal journal;
  private final Partitions partitions;
  private final News news;
  private final Tail tail;
  private Instant nextHousekeeping = Instant.MIN;
  private volatile boolean running = true;
  private volatile @Nullable String trouble;
  private @Nullable Thread thread;

  @Inject
  public JournalThread(
      PostgresJournal journal,
      Partitions partitions,
      News news,
      @ConfigProperty(name = "podspan.stream.recent-characters", defaultValue = "4000000")
          long recentCharacters) {
    this.journal = journal;
    this.partitions = partitions;
    this.news = news;
    this.tail = new Tail(journal, recentCharacters);
  }

  @Produces
  @Singleton
  Tail tail() {
    return tail;
  }

  /** Before the consumers start: they need partitions and somebody to tell. */
  void start(@Observes @Priority(1) StartupEvent event) {
    thread = Thread.ofPlatform().name("journal").start(this::run);
  }

  /** What keeps the thread from following the journal, null when nothing does. */
  public @Nullable String trouble() {
    return trouble;
  }

  private void run() {
    while (running) {
      try {
        keepHouse();
        while (tail.advance()) {
          LOG.debug("more to come");
        }
        trouble = null;
      } catch (RuntimeException e) {
        trouble = String.valueOf(e.getMessage());
        LOG.warnf("the journal cannot be followed, next try in a second: %s", trouble);
      }
      await();
    }
  }

  private void await() {
    try {
      news.await(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private void keepHouse() {
    Instant now = Clock.systemUTC().instant();
    if (now.isBefore(nextHousekeeping)) {
      return;
    }
    partitions.maintain(now);
    Instant horizon = partitions.horizon(now);
    journal.forgetBefore(horizon);
    tail.forgetBefore(horizon);
    nextHousekeeping = now.plus(HOUSEKEEPING);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    tail.recent().close();
    news.tell();
    Thread current = thread;
    if (current != null && !current.join(Duration.ofSeconds(3))) {
      current.interrupt();
    }
  }
}
