package io.podspan.console.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.console.journal.Arrival;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.EventFilter;
import io.podspan.console.journal.Page;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.NodeState;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class PostgresJournalIT {
  private static final AtomicLong OFFSET = new AtomicLong(1_000_000);

  @Inject DataSource database;
  @Inject PostgresJournal journal;
  @Inject Partitions partitions;

  private static Arrival arrival(Event event) {
    return arrival(EventsOnKafka.envelope(event));
  }

  private static Arrival arrival(Envelope<Event> envelope) {
    return at(OFFSET.incrementAndGet(), envelope);
  }

  private static Arrival at(long offset, Event event) {
    return at(offset, EventsOnKafka.envelope(event));
  }

  private static Arrival at(long offset, Envelope<Event> envelope) {
    return new Arrival(
        Topic.of(envelope.event()).topicName(),
        0,
        offset,
        envelope,
        new String(EventCodec.data(envelope.event()), StandardCharsets.UTF_8));
  }

  private List<Entry> all() {
    return all(EventFilter.ALL);
  }

  private List<Entry> all(EventFilter filter) {
    List<Entry> all = new ArrayList<>();
    long after = 0;
    while (true) {
      List<Entry> page = journal.page(filter, Page.after(after, 1_000)).entries();
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      after = page.getLast().sequence();
    }
  }

  @Test
  void whoFollowsWhileSeveralWriteMissesNothing() throws Exception {
    long start = journal.lastSequence();
    int writers = 3;
    int batches = 40;
    EventFilter ours = new EventFilter(null, null, "raced/there", null, null, null);
    List<Long> followed = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
      List<Future<?>> writing = new ArrayList<>();
      for (int writer = 0; writer < writers; writer++) {
        writing.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < batches; i++) {
                    journal.append(
                        List.of(
                            arrival(Scene.round("raced", "there", i, 1)),
                            arrival(Scene.round("raced", "there", i, 2))));
                  }
                }));
      }
      while (followed.size() < writers * batches * 2) {
        long after = followed.isEmpty() ? start : followed.getLast();
        journal
            .page(ours, Page.after(after, 50))
            .entries()
            .forEach(e -> followed.add(e.sequence()));
      }
      for (Future<?> writer : writing) {
        writer.get();
      }
    }
    List<Long> stored =
        journal.page(ours, Page.after(start, 1_000)).entries().stream()
            .map(Entry::sequence)
            .toList();
    assertThat(followed).isEqualTo(stored);
  }

  @Test
  void aTopicThatWasCreatedAgainKeepsItsOrder() {
    Arrival before = arrival(Scene.round("before", "there", 1, 3));
    journal.append(List.of(before));
    Arrival first = at(before.offset(), Scene.round("again", "there", 1, 3));
    Arrival second = arrival(Scene.round("again", "there", 2, 3));

    assertThat(journal.append(List.of(first, second))).isEqualTo(2);

    List<String> mine = List.of(before.id(), first.id(), second.id());
    assertThat(all().stream().map(Entry::id).filter(mine::contains))
        .containsExactlyElementsOf(mine);
    assertThat(journal.append(List.of(first, second))).as("the same again").isZero();
  }

  @Test
  void whatStandsIsTheSameFromTheTableAndFromTheJournal() {
    journal.append(Scene.whole().stream().map(PostgresJournalIT::arrival).toList());
    Projection folded = Projection.empty();
    all().forEach(folded::apply);
    assertThat(journal.projection()).isEqualTo(folded);
  }

  @Test
  void theFilterMeansTheSameInSqlAndInMemory() {
    journal.append(Scene.whole().stream().map(PostgresJournalIT::arrival).toList());
    List<Entry> all = all();
    Instant middle = all.get(all.size() / 2).time();
    for (EventFilter filter :
        List.of(
            new EventFilter("podspan.routes", null, null, null, null, null),
            new EventFilter(
                null, EventFilter.typesNamed("podspan.session.*"), null, null, null, null),
            new EventFilter(null, null, "cluster/paris", null, null, null),
            new EventFilter(null, null, null, "tokyo", null, null),
            new EventFilter(null, null, null, null, middle, null),
            new EventFilter(null, null, null, null, null, middle),
            new EventFilter(
                "podspan.probes",
                Set.of("podspan.probe.round.v1"),
                "paris/tokyo",
                "paris",
                middle.minusSeconds(3_600),
                middle.plusSeconds(3_600)))) {
      assertThat(all(filter))
          .as("%s", filter)
          .isEqualTo(all.stream().filter(filter::matches).toList());
    }
  }

  @Test
  void namesWithQuotesAndBackslashesStayWhatTheyAre() {
    String name = "a\"b\\c,{d} e";
    Arrival arrival = arrival(Scene.round(name, "NULL", 1, 1));
    journal.append(List.of(arrival));
    assertThat(journal.byId(arrival.id()).orElseThrow().clusters()).containsExactly(name, "NULL");
  }

  @Test
  void keepsTheDaysOfTheRetentionAndDropsOlderOnes() throws SQLException {
    LocalDate today = Clock.systemUTC().instant().atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate old = today.minusDays(31);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table journal_%s partition of journal for values from ('%s') to ('%s')"
              .formatted(old.toString().replace("-", ""), old, old.plusDays(1)));
    }
    Arrival kept =
        arrival(
            Envelope.of(
                "/podspan/test",
                Clock.systemUTC().instant().minus(Duration.ofDays(29)),
                Scene.round("kept", "there", 1, 1)));
    journal.append(List.of(kept));
    assertThat(partitions.existing()).contains(old, today.minusDays(29));
    partitions.maintain(Clock.systemUTC().instant());
    assertThat(partitions.existing())
        .doesNotContain(old)
        .contains(today.minusDays(29), today, today.plusDays(1), today.plusDays(3));
    assertThat(journal.byId(kept.id())).isPresent();
  }

  @Test
  void largePagesEndEarlyAndSayThatThereIsMore() {
    long start = journal.lastSequence();
    for (int i = 0; i < 10; i++) {
      journal.append(List.of(arrival(new IntentEvent.ClusterRegisteredV1(withNodes(4_000)))));
    }
    var excerpt = journal.page(EventFilter.ALL, Page.after(start, 500));
    assertThat(excerpt.entries()).hasSizeLessThan(10);
    assertThat(excerpt.more()).isTrue();
  }

  /** A cluster whose event has some 300,000 characters. */
  private static ClusterState withNodes(int count) {
    List<NodeState> nodes =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new NodeState(
                        "a-node-with-a-long-name-" + i, "192.0.2.1", List.of("10.1.0.0/24")))
            .toList();
    return new ClusterState(
        "large", PARIS.cni(), null, 64512, List.of(), List.of(), nodes, PARIS.access());
  }

  private static final ClusterState PARIS = Scene.CLUSTERS.getFirst();
}
