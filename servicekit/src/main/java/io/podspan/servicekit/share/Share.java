package io.podspan.servicekit.share;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.publish.UncheckedSqlException;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.share.ShareDecision.Step;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.supervise.Task;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** The share of this instance, in a service whose migrations made the three tables. */
public final class Share implements Part, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Share.class);

  /** An instance that has not renewed its row for so long is dead. */
  public static final Duration LEASE = Duration.ofSeconds(6);

  /** For as long nobody is behind who does not know the newest work yet. */
  private static final Duration HEARD = Duration.ofSeconds(6);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** While the work is not known, which asks nobody. */
  private static final Duration UNTIL_KNOWN = Duration.ofMillis(100);

  private final String me = UUID.randomUUID().toString();
  private final DataSource dataSource;
  private final ShareRows rows;
  private final Supplier<Optional<AllWork>> work;
  private final Consumer<Set<String>> changed;
  private final Awaited share = new Awaited("share", "its share of the work");
  private final SupervisedThread thread;
  private final Counter takeovers;
  private volatile Map<String, Tenure> ours = Map.of();

  /** Of the thread. */
  private boolean behind;

  /** Of the thread: whether it has had a lease. */
  private boolean came;

  /** Of the thread: whether its lease was over once, by its own fault or that of Postgres. */
  private boolean lapsed;

  /** Of the thread: once it has its share, it is ready whatever becomes of the others. */
  private boolean arrived;

  /**
   * All that there is to do.
   *
   * @param generation of two that differ, the one with the higher generation is right
   */
  public record AllWork(Set<String> parts, long generation) {}

  /**
   * @param schema of the service, an identifier of lower-case letters
   * @param work what there is to do; empty while that is not known, and then nothing is taken
   * @param changed is told, on the thread {@code share-keeper}, what became ours or ceased to be,
   *     and what was given up for one that is long dead
   */
  public Share(
      Supervision supervision,
      DataSource dataSource,
      String schema,
      Supplier<Optional<AllWork>> work,
      Consumer<Set<String>> changed) {
    this.dataSource = dataSource;
    this.rows = new ShareRows(schema);
    this.work = work;
    this.changed = changed;
    this.thread = supervision.thread("share-keeper", new Keeper());
    MeterRegistry metrics = supervision.metrics();
    this.takeovers =
        Counter.builder("podspan_share_takeovers")
            .description("Parts of the work that were taken over from an instance that was dead")
            .register(metrics);
    Gauge.builder("podspan_share_owned", this, s -> s.ours.size())
        .description("Parts of the work that this instance has")
        .register(metrics);
  }

  /** A second call does nothing. */
  public void start() {
    thread.start();
  }

  /** There is other work now: it is looked at soon. */
  public void wake() {
    thread.wake();
  }

  /**
   * That this part is ours, as far as this instance knows: whoever writes for it asks {@link Fence}
   * again.
   */
  public Optional<Tenure> tenure(String part) {
    return Optional.ofNullable(ours.get(part));
  }

  /**
   * Whether nobody has known newer work than this. Who knows an older one must not forget what it
   * does not name.
   */
  public boolean isNewest(long generation) {
    try {
      return inTransaction(rows::noted).newest() <= generation;
    } catch (SQLException e) {
      throw new UncheckedSqlException(e);
    }
  }

  /** All that is ours, as far as this instance knows. */
  public Map<String, Tenure> ours() {
    return ours;
  }

  @Override
  public String name() {
    return share.name();
  }

  @Override
  public Optional<Waiting> waiting() {
    return share.waiting();
  }

  /** Everything that is ours is passed on. Close first what works for it. */
  @Override
  public void close() {
    thread.close();
  }

  private final class Keeper implements Task {
    @Override
    public Duration turn() throws SQLException {
      Optional<AllWork> all = work.get();
      if (all.isEmpty()) {
        return UNTIL_KNOWN;
      }
      Look look = inTransaction(transaction -> lookedAt(transaction, all.get()));
      become(look);
      arrive(look.unheard());
      return PAUSE;
    }

    @Override
    public void ended() throws SQLException {
      ours = Map.of();
      inTransaction(
          transaction -> {
            List<Step> steps = decision(transaction).goodbye();
            for (Step step : steps) {
              rows.take(transaction, me, step);
            }
            rows.leave(transaction, me);
            return steps;
          });
    }
  }

  private ShareDecision decision(Connection transaction) throws SQLException {
    return new ShareDecision(
        me, rows.members(transaction, LEASE), rows.parts(transaction), rows.noted(transaction));
  }

  /**
   * What was found.
   *
   * @param ours what is ours now
   * @param givenUp what is nobody's any more, because who had it is long dead
   * @param unheard what somebody has of whom nothing was heard since we have been there
   */
  private record Look(Map<String, Tenure> ours, Set<String> givenUp, Set<String> unheard) {}

  private Look lookedAt(Connection transaction, AllWork all) throws SQLException {
    boolean begins = rows.renew(transaction, me, LEASE, all.generation());
    lapsed |= came && begins;
    came = true;
    rows.note(transaction, all.generation(), HEARD);
    Set<String> givenUp = Set.copyOf(rows.tidy(transaction, me));
    int fromTheDead = 0;
    ShareDecision decision = decision(transaction);
    tellWhether(decision.isBehind(), all.generation());
    for (Step step : decision.steps(all.parts(), LEASE, !lapsed)) {
      if (rows.take(transaction, me, step)) {
        LOG.infof("%s", step);
        fromTheDead += step instanceof Step.Take(_, _, boolean dead) && dead ? 1 : 0;
      }
    }
    takeovers.increment(fromTheDead);
    Map<String, Tenure> now = new HashMap<>();
    for (ShareDecision.Part part : rows.parts(transaction)) {
      if (me.equals(part.owner())) {
        now.put(part.work(), new Tenure(part.work(), part.term()));
      }
    }
    Set<String> unheard = new HashSet<>(decision.unheard(all.parts()));
    unheard.removeAll(now.keySet());
    return new Look(Map.copyOf(now), givenUp, unheard);
  }

  private void tellWhether(boolean isBehind, long generation) {
    if (isBehind && !behind) {
      LOG.warnf(
          "another instance has known newer work than generation %d: this one takes nothing",
          generation);
    }
    behind = isBehind;
  }

  /** Who comes is not ready while it may be that nobody does what it is to do. */
  private void arrive(Set<String> unheard) {
    if (unheard.isEmpty()) {
      arrived = true;
      share.arrived();
    } else if (!arrived) {
      share.waitFor(
          "word of the instances that have %d parts of the work".formatted(unheard.size()));
    }
  }

  private void become(Look look) {
    Map<String, Tenure> before = ours;
    Map<String, Tenure> now = look.ours();
    ours = now;
    Set<String> differ = new HashSet<>(before.keySet());
    differ.addAll(now.keySet());
    differ.removeIf(part -> Objects.equals(before.get(part), now.get(part)));
    differ.addAll(look.givenUp());
    if (!differ.isEmpty()) {
      changed.accept(Set.copyOf(differ));
    }
  }

  /** What is done in a transaction. */
  private interface Work<T> {
    T in(Connection transaction) throws SQLException;
  }

  private <T> T inTransaction(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        T result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(autoCommit);
      }
    }
  }
}
