package io.podspan.events.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.events.Topic;
import io.podspan.testkit.Infrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Events that a real Kafka does not take, and those behind them. */
class ParkingIT {
  private static final String SCHEMA = "collector";
  private static final DataSource DATABASE = database();
  private static final int TOO_LARGE = 2 << 20;

  /** The topic of this test whose records the broker itself bounds: to 100,000 bytes. */
  private static final String NARROW = Topic.ROUTES_NAME;

  private static KafkaProducer<String, byte[]> producer;

  private final Parking parking = new Parking(SCHEMA);
  private final OutboxRelay relay = new OutboxRelay(DATABASE, producer, SCHEMA);

  @BeforeAll
  static void createTablesAndTopics() throws Exception {
    Infrastructure.startKafka();
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", Infrastructure.bootstrapServers());
    settings.put("linger.ms", 1_000);
    settings.put("batch.size", 64 << 10);
    settings.put("max.block.ms", 3_000);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try (Admin admin =
            Admin.create(Map.of("bootstrap.servers", settings.get("bootstrap.servers")));
        Connection connection = DATABASE.getConnection();
        var statement = connection.createStatement()) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topic.INTENT_NAME, 1, (short) 1),
                  new NewTopic(Topic.SESSIONS_NAME, 1, (short) 1),
                  new NewTopic(NARROW, 1, (short) 1)
                      .configs(Map.of("max.message.bytes", "100000"))))
          .all()
          .get();
      statement.execute("set search_path to " + SCHEMA);
      statement.execute(Outbox.DDL);
      statement.execute(Parking.DDL);
    }
  }

  @AfterAll
  static void close() {
    producer.close(Duration.ZERO);
  }

  @BeforeEach
  void empty() throws SQLException {
    try (Connection connection = DATABASE.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from collector.outbox");
      statement.execute("delete from collector.outbox_parked");
    }
  }

  @Test
  void aWithdrawalReachesTheCompactedTopicAndTheLargeDeclarationIsForgotten() throws Exception {
    append(Topic.INTENT_NAME, "interconnect/europe", "d", TOO_LARGE);
    append(Topic.INTENT_NAME, "interconnect/asia", "other", 100);
    relayAll();
    assertThat(arrived(Topic.INTENT_NAME)).containsExactly("interconnect/asia other");
    assertThat(parked())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.key()).isEqualTo("interconnect/europe");
              assertThat(event.type()).isEqualTo("test");
              assertThat(event.bytes()).isEqualTo(TOO_LARGE);
              assertThat(event.reason()).startsWith("RecordTooLargeException: ");
            });

    append(Topic.INTENT_NAME, "interconnect/europe", "withdrawn", 100);
    relayAll();
    assertThat(arrived(Topic.INTENT_NAME))
        .containsExactly("interconnect/asia other", "interconnect/europe withdrawn");
    assertThat(parked()).as("it must not come back after the withdrawal").isEmpty();
  }

  @Test
  void onATopicOfEventsLaterOnesOfTheKeyWaitAndThoseOfOthersGoOn() throws Exception {
    append(Topic.SESSIONS_NAME, "r/1", "1", TOO_LARGE);
    append(Topic.SESSIONS_NAME, "r/1", "2", 100);
    append(Topic.SESSIONS_NAME, "r/2", "1", 100);
    relayAll();
    append(Topic.SESSIONS_NAME, "r/1", "3", 100);
    relayAll();
    assertThat(arrived(Topic.SESSIONS_NAME)).containsExactly("r/2 1");

    long id = parked().getFirst().id();
    assertThat(change(connection -> parking.retry(connection, id))).isEqualTo(Parking.Outcome.DONE);
    relayAll();
    assertThat(parked()).as("it is as large as before").hasSize(1);
    assertThat(change(connection -> parking.discard(connection, id)))
        .isEqualTo(Parking.Outcome.DONE);
    assertThat(change(connection -> parking.discard(connection, id)))
        .isEqualTo(Parking.Outcome.UNKNOWN);
    relayAll();
    assertThat(arrived(Topic.SESSIONS_NAME)).containsExactly("r/2 1", "r/1 2", "r/1 3");
  }

  @Test
  void whatOnlyTheBrokerRefusesIsSentInItsPlaceWhenTheBrokerTakesMore() throws Exception {
    append(NARROW, "paris/n1", "1", 200_000);
    append(NARROW, "paris/n1", "2", 100);
    append(NARROW, "paris/n2", "1", 100);
    relayAll();
    assertThat(arrived(NARROW)).containsExactly("paris/n2 1");
    long id = parked().getFirst().id();

    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", Infrastructure.bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, NARROW);
      AlterConfigOp wider =
          new AlterConfigOp(
              new ConfigEntry("max.message.bytes", "1048588"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(wider))).all().get();
    }
    assertThat(change(connection -> parking.retry(connection, id))).isEqualTo(Parking.Outcome.DONE);
    relayAll();
    assertThat(arrived(NARROW)).containsExactly("paris/n2 1", "paris/n1 1", "paris/n1 2");
    assertThat(parked()).isEmpty();
  }

  @Test
  void aWishDuringALongSendIsPutOffAndOneAboutNoEventIsAnsweredAtOnce() throws Exception {
    append(Topic.SESSIONS_NAME, "r/7", "1", TOO_LARGE);
    relayAll();
    long id = parked().getFirst().id();
    try (Connection sending = DATABASE.getConnection()) {
      sending.setAutoCommit(false);
      assertThat(new RelayLock(SCHEMA).tryUntilCommit(sending)).isTrue();

      assertThat(change(connection -> parking.discard(connection, id + 1)))
          .isEqualTo(Parking.Outcome.UNKNOWN);
      assertThat(change(connection -> parking.discard(connection, id)))
          .isEqualTo(Parking.Outcome.BUSY);
      sending.rollback();
    }
    assertThat(change(connection -> parking.discard(connection, id)))
        .isEqualTo(Parking.Outcome.DONE);
  }

  @Test
  void aTopicWithoutAValidNameHoldsNothingBack() throws Exception {
    append("a topic?", "key", "1", 100);
    append(Topic.SESSIONS_NAME, "r/9", "1", 100);
    relayAll();
    assertThat(arrived(Topic.SESSIONS_NAME)).contains("r/9 1");
    assertThat(parked())
        .singleElement()
        .satisfies(event -> assertThat(event.reason()).startsWith("InvalidTopicException"));
  }

  @Test
  void aTopicThatIsNotThereYetParksNothing() throws Exception {
    append("podspan.later", "key", "1", 100);
    assertThatThrownBy(relay::relayOnce).isInstanceOf(ExecutionException.class);
    assertThat(parked()).isEmpty();
  }

  private void relayAll() throws Exception {
    while (relay.relayOnce() > 0) {
      // There may be more.
    }
  }

  private static void append(String topic, String key, String mark, int bytes) throws SQLException {
    try (Connection connection = DATABASE.getConnection();
        var row =
            connection.prepareStatement(
                "insert into collector.outbox (topic, key, headers, value) values (?, ?, ?, ?)")) {
      row.setString(1, topic);
      row.setString(2, key);
      row.setString(3, "{\"ce_type\":\"test\",\"mark\":\"" + mark + "\"}");
      row.setBytes(4, new byte[bytes]);
      row.executeUpdate();
    }
  }

  private List<ParkedEvent> parked() throws SQLException {
    try (Connection connection = DATABASE.getConnection()) {
      return parking.first(connection, 10);
    }
  }

  /** A change of one parked event. */
  @FunctionalInterface
  private interface Change {
    Parking.Outcome in(Connection transaction) throws SQLException;
  }

  private static Parking.Outcome change(Change change) throws SQLException {
    try (Connection connection = DATABASE.getConnection()) {
      connection.setAutoCommit(false);
      Parking.Outcome outcome = change.in(connection);
      connection.commit();
      return outcome;
    }
  }

  /** Key and mark of each record of a topic, in their order. */
  private static List<String> arrived(String topic) {
    Map<String, Object> settings = Map.of("bootstrap.servers", Infrastructure.bootstrapServers());
    List<String> arrived = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    arrived.add(
                        record.key()
                            + " "
                            + new String(record.headers().lastHeader("mark").value(), UTF_8)));
      }
    }
    return arrived;
  }

  private static DataSource database() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(Infrastructure.jdbcUrl());
    database.setUser(SCHEMA);
    database.setPassword(Infrastructure.password(SCHEMA));
    return database;
  }
}
