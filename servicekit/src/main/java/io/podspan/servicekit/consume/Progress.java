package io.podspan.servicekit.consume;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.ready.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a consumer is. The consumer's thread writes it; any thread may ask.
 *
 * <p>Every two seconds the thread asks Kafka where the partitions end. It keeps one such answer as
 * a mark. When everything before the mark is handled, the consumer knows everything up to the time
 * of the mark, and the newest answer is the next mark. So the age of the lag is known without the
 * clocks of those who write records, and also while records never cease to come.
 */
final class Progress {
  /** A consumer whose lag is older than this does not do its work. */
  static final Duration OLDEST_LAG = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final String name;
  private final Clock clock;
  private volatile State state;

  /** The newest record that the consumer took. This and what follows belongs to its thread. */
  private @Nullable String taken;

  private @Nullable Mark mark;
  private Instant nextLook = Instant.MIN;

  /** Where the partitions ended at a time. */
  private record Mark(Instant at, Map<TopicPartition, Long> ends) {}

  /** A record, and when it was handled. */
  private record Handled(String record, Instant at) {}

  /**
   * @param partitions how many are assigned, null while none are
   * @param since when that began
   * @param lag how many records behind it was at the last answer of Kafka
   * @param knowsUntil everything that was there at this time is handled
   * @param silentSince when Kafka ceased to answer, null while it answers
   */
  private record State(
      @Nullable Integer partitions,
      Instant since,
      long lag,
      Instant knowsUntil,
      @Nullable Instant silentSince,
      @Nullable Handled last) {

    State without(Instant now) {
      return partitions == null ? this : new State(null, now, lag, knowsUntil, null, last);
    }

    State with(int assigned, Instant now) {
      return new State(assigned, now, lag, now, null, last);
    }

    State with(Handled handled) {
      return new State(partitions, since, lag, knowsUntil, silentSince, handled);
    }

    State behind(long records, Instant until) {
      return new State(partitions, since, records, until, null, last);
    }

    State silent(Instant now) {
      Instant began = silentSince == null ? now : silentSince;
      return new State(partitions, since, lag, knowsUntil, began, last);
    }
  }

  Progress(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
    Instant now = clock.instant();
    this.state = new State(null, now, 0, now, null, null);
  }

  /** Measures it; a gauge lives as long as the registry. */
  Progress measured(MeterRegistry metrics) {
    Gauge.builder("podspan_consumer_lag_records", this, progress -> progress.state.lag())
        .tag("consumer", name)
        .description("Records that were on the topics and not handled yet")
        .strongReference(true)
        .register(metrics);
    Gauge.builder("podspan_consumer_lag_seconds", this, Progress::lagSeconds)
        .tag("consumer", name)
        .description("How old the consumer's knowledge of its topics is")
        .strongReference(true)
        .register(metrics);
    return this;
  }

  /** Of the consumer, for people and metrics. */
  String name() {
    return name;
  }

  /** Waits for partitions from now on. */
  void unassigned() {
    mark = null;
    state = state.without(clock.instant());
  }

  void assigned(int partitions) {
    mark = null;
    nextLook = Instant.MIN;
    state = state.with(partitions, clock.instant());
  }

  /** This record is in hand. */
  void took(ConsumerRecord<?, ?> record) {
    taken = record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  /** Everything in hand is handled and committed. */
  void handled() {
    String newest = taken;
    if (newest != null) {
      state = state.with(new Handled(newest, clock.instant()));
    }
  }

  /** Whether it is time to ask Kafka again. */
  boolean isDue() {
    return state.partitions() != null && !clock.instant().isBefore(nextLook);
  }

  /**
   * Kafka has answered.
   *
   * @param ends where the assigned partitions end
   * @param position everything before it is handled
   */
  void looked(Map<TopicPartition, Long> ends, ToLongFunction<TopicPartition> position) {
    Instant now = clock.instant();
    nextLook = now.plus(LOOK_EVERY);
    Instant until = state.knowsUntil();
    Mark before = mark;
    if (before == null) {
      mark = new Mark(now, Map.copyOf(ends));
    } else if (behind(before.ends(), position) == 0) {
      until = before.at();
      mark = new Mark(now, Map.copyOf(ends));
    }
    long lag = behind(ends, position);
    state = state.behind(lag, lag == 0 ? now : until);
  }

  private static long behind(
      Map<TopicPartition, Long> ends, ToLongFunction<TopicPartition> position) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - position.applyAsLong(end.getKey())))
        .sum();
  }

  /** Kafka has not answered: how far behind the consumer is cannot be known. */
  void silent() {
    Instant now = clock.instant();
    nextLook = now.plus(LOOK_EVERY);
    state = state.silent(now);
  }

  private double lagSeconds() {
    return Duration.between(state.knowsUntil(), clock.instant()).toMillis() / 1_000.0;
  }

  /**
   * What keeps it from its work: it has no partitions, or its lag is too old. Empty while Kafka is
   * silent: then nobody knows of a lag, and {@link #text} says so.
   */
  Optional<Waiting> waiting() {
    State now = state;
    if (now.partitions() == null) {
      return Optional.of(new Waiting("not yet assigned any partition", now.since()));
    }
    boolean old = clock.instant().isAfter(now.knowsUntil().plus(OLDEST_LAG));
    return old && now.silentSince() == null
        ? Optional.of(new Waiting("behind: " + text(), now.knowsUntil()))
        : Optional.empty();
  }

  /** The assignment, the lag and the last record, for people. */
  String text() {
    State now = state;
    if (now.partitions() == null) {
      return "not yet assigned any partition, since " + now.since() + last(now);
    }
    String lag =
        now.silentSince() == null
            ? now.lag() + " records behind, knows everything until " + now.knowsUntil()
            : "lag unknown: Kafka does not answer since " + now.silentSince();
    return now.partitions() + " partitions, " + lag + last(now);
  }

  private static String last(State now) {
    Handled last = now.last();
    return last == null
        ? ", no record handled yet"
        : ", last record " + last.record() + " handled at " + last.at();
  }
}
