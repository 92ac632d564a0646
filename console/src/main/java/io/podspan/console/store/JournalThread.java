package io.podspan.console.store;

import io.podspan.console.journal.Attendance;
import io.podspan.console.journal.Tail;
import io.podspan.console.problem.ProblemBook;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
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

/**
 * The thread that owns the tail. It takes over new entries of this console as soon as they are
 * committed and those of other consoles within a second, and looks for problems in them. Every hour
 * it keeps house. The console is ready while this thread can follow the journal.
 */
@ApplicationScoped
public class JournalThread {
  private static final Logger LOG = Logger.getLogger(JournalThread.class);
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LOOKS = Duration.ofMillis(500);

  private final PostgresJournal journal;
  private final Partitions partitions;
  private final News news;
  private final ServiceReadiness readiness;
  private final Tail tail;
  private final ProblemBook problems;
  private final SupervisedThread thread;
  private Instant nextHousekeeping = Instant.MIN;
  private Instant nextLook = Instant.MIN;

  @Inject
  public JournalThread(
      PostgresJournal journal,
      Partitions partitions,
      News news,
      Supervision supervision,
      ServiceReadiness readiness,
      Attendance attendance,
      @ConfigProperty(name = "podspan.stream.recent-characters", defaultValue = "4000000")
          long recentCharacters) {
    this.journal = journal;
    this.partitions = partitions;
    this.news = news;
    this.readiness = readiness;
    this.problems = new ProblemBook(attendance);
    this.tail = new Tail(journal, recentCharacters);
    this.thread = supervision.thread("journal", this::follow);
  }

  @Produces
  @Singleton
  Tail tail() {
    return tail;
  }

  @Produces
  @Singleton
  ProblemBook problems() {
    return problems;
  }

  /** Before the consumers start: they need partitions and somebody to tell. */
  void start(@Observes @Priority(1) StartupEvent event) {
    news.onNews(thread::wake);
    readiness.needs(thread);
    thread.start();
  }

  private Duration follow() {
    keepHouse();
    while (tail.advance()) {
      LOG.debug("more to come");
    }
    lookForProblems();
    return POLL;
  }

  /** Batches may come faster than anybody reads, and every look is at everything. */
  private void lookForProblems() {
    Instant now = Clock.systemUTC().instant();
    if (!now.isBefore(nextLook)) {
      tail.read(projection -> problems.look(projection, now));
      nextLook = now.plus(LOOKS);
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

  void stop(@Observes ShutdownEvent event) {
    tail.recent().close();
    thread.close();
  }
}
