package io.podspan.events.outbox;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.Event;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.testkit.Infrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Outbox, relay and inbox on a real Postgres and a real Kafka. */
class OutboxIT {
  private static final String SCHEMA = "probes";
  private static final DataSource DATABASE = database();

  private final Outbox outbox = new Outbox(SCHEMA);
  private final Inbox inbox = new Inbox(SCHEMA);
  private final String pair = "from-" + UUID.randomUUID();
  private KafkaProducer<String, byte[]> producer;
  private OutboxRelay relay;

  @BeforeAll
  static void createTablesAndTopic() throws Exception {
    try (Connection connection = DATABASE.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("set search_path to " + SCHEMA);
      statement.execute(Outbox.DDL);
      statement.execute(Parking.DDL);
    }
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", Infrastructure.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(Topic.PROBES_NAME, 1, (short) 1))).all().get();
    }
  }

  @BeforeEach
  void startWithAPatientProducer() {
    Infrastructure.startKafka();
    relayWith(producer(Duration.ofSeconds(60)));
  }

  /**
   * @param forLeaders how long it waits until it knows who leads a partition
   */
  private static KafkaProducer<String, byte[]> producer(Duration forLeaders) {
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", Infrastructure.bootstrapServers());
    settings.put("max.block.ms", forLeaders.toMillis());
    settings.put("reconnect.backoff.max.ms", 200);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private void relayWith(KafkaProducer<String, byte[]> other) {
    closeProducer();
    producer = other;
    relay = new OutboxRelay(DATABASE, producer, SCHEMA);
  }

  @AfterEach
  void bringBackWhatWasTaken() {
    closeProducer();
    Infrastructure.startKafka();
  }

  private void closeProducer() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  @Test
  void sendsWhatIsCommittedInItsOrderAndNothingTwice() throws Exception {
    commit(events(1, 5));
    commit(events(6, 5));
    assertThat(relay.relayOnce()).isEqualTo(10);
    assertThat(relay.relayOnce()).isZero();
    assertThat(arrived()).containsExactlyElementsOf(numbers(1, 10));
  }

  @Test
  void sendsNothingOfWhatIsRolledBack() throws Exception {
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      outbox.append(connection, events(1, 3));
      connection.rollback();
    }
    assertThat(relay.relayOnce()).isZero();
    assertThat(arrived()).isEmpty();
  }

  @Test
  void aLaterRowWaitsForAnEarlierTransactionThatMayStillCommit() throws Exception {
    try (Connection slow = DATABASE.getConnection()) {
      slow.setAutoCommit(false);
      outbox.append(slow, events(1, 1));
      commit(events(2, 1));
      assertThat(relay.relayOnce()).isZero();
      slow.commit();
    }
    relay.relayOnce();
    assertThat(arrived()).containsExactly(1, 2);
  }

  @Test
  void withKafkaDownRowsWaitAndAllArriveInOrderAfterwards() throws Exception {
    Infrastructure.stopKafka();
    relayWith(producer(Duration.ofSeconds(1)));
    commit(events(1, 3));
    assertThatThrownBy(() -> relay.relayOnce()).isInstanceOf(ExecutionException.class);
    assertThat(parked()).as("what may be taken later is not parked").isZero();
    commit(events(4, 2));
    Infrastructure.startKafka();
    await().ignoreExceptions().until(() -> relay.relayOnce() == 0);
    assertThat(arrived().stream().distinct().toList()).containsExactlyElementsOf(numbers(1, 5));
  }

  @Test
  void twoRelaysAtOnceNeitherRepeatNorReorder() throws Exception {
    OutboxRelay second = new OutboxRelay(DATABASE, producer, SCHEMA);
    for (int i = 0; i < 40; i++) {
      commit(events(1 + i * 25, 25));
    }
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Callable<Integer> drainWithFirst = () -> drain(relay);
      Callable<Integer> drainWithSecond = () -> drain(second);
      int sent = 0;
      for (Future<Integer> part : both.invokeAll(List.of(drainWithFirst, drainWithSecond))) {
        sent += part.get();
      }
      sent += drain(relay);
      assertThat(sent).isEqualTo(1000);
    }
    assertThat(arrived()).containsExactlyElementsOf(numbers(1, 1000));
  }

  @Test
  void aRelayThatStandsStillLosesItsLockAfterItsProducerHasGivenUp() throws Exception {
    try (Connection connection = DATABASE.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      RelayLock lock = new RelayLock(SCHEMA);
      assertThat(lock.tryUntilCommit(connection)).isTrue();
      lock.keepWhileSending(connection);
      try (var limit =
          statement.executeQuery(
              "select setting::bigint from pg_settings"
                  + " where name = 'idle_in_transaction_session_timeout'")) {
        assertThat(limit.next()).isTrue();
        assertThat(Duration.ofMillis(limit.getLong(1)))
            .isGreaterThan(Dispatch.HANDS_OVER.plus(OutboxRelay.GIVES_UP))
            .isLessThan(Duration.ofSeconds(60));
      }
    }
  }

  @Test
  void theInboxKnowsAnEventThatWasHandledAndForgetsOneThatWasRolledBack() throws Exception {
    String id = UUID.randomUUID().toString();
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      assertThat(inbox.firstTimes(connection, List.of(id))).containsExactly(id);
      connection.rollback();
      assertThat(inbox.firstTimes(connection, List.of(id, id))).containsExactly(id);
      connection.commit();
      String other = UUID.randomUUID().toString();
      assertThat(inbox.firstTimes(connection, List.of(id, other))).containsExactly(other);
      connection.commit();
    }
  }

  private static long parked() throws SQLException {
    try (Connection connection = DATABASE.getConnection()) {
      return new Parking(SCHEMA).count(connection);
    }
  }

  private static int drain(OutboxRelay relay) throws Exception {
    int sent = 0;
    int batch;
    do {
      batch = relay.relayOnce();
      sent += batch;
    } while (batch > 0);
    return sent;
  }

  private void commit(List<Envelope<Event>> envelopes) throws SQLException {
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      outbox.append(connection, envelopes);
      connection.commit();
    }
  }

  private List<Envelope<Event>> events(int first, int count) {
    List<Envelope<Event>> events = new ArrayList<>();
    for (int number : numbers(first, count)) {
      Event event =
          new ReachabilityChanged(
              pair,
              "to",
              ProbeEvent.Reachability.UNKNOWN,
              ProbeEvent.Reachability.REACHABLE,
              number,
              number,
              "all answer");
      events.add(Envelope.of("/podspan/test", Instant.now(), event));
    }
    return events;
  }

  private static List<Integer> numbers(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  /** The numbers of this test's events on the topic, in their order. */
  private List<Integer> arrived() {
    Map<String, Object> settings = Map.of("bootstrap.servers", Infrastructure.bootstrapServers());
    List<Integer> arrived = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topic.PROBES_NAME, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> collect(record, arrived));
      }
    }
    return arrived;
  }

  private void collect(ConsumerRecord<String, byte[]> record, List<Integer> arrived) {
    if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> envelope)
        && envelope.event() instanceof ReachabilityChanged changed
        && changed.from().equals(pair)) {
      arrived.add(changed.pairs());
    }
  }

  private static DataSource database() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(Infrastructure.jdbcUrl());
    database.setUser(SCHEMA);
    database.setPassword(Infrastructure.password(SCHEMA));
    return database;
  }
}
