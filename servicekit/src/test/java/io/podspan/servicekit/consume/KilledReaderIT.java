package io.podspan.servicekit.consume;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.testkit.Infrastructure;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What comes after a {@code kill -9}: a reader of the same group that ended without a goodbye, then
 * a new one.
 */
class KilledReaderIT {
  private static final List<String> TOPICS = List.of(Topic.PROBES_NAME);

  /** Six seconds until the group knows that the member is dead, and a busy machine. */
  private static final Duration GROUP_BOUND = Duration.ofSeconds(20);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final KafkaClients kafka =
      new KafkaClients(new SmallRyeConfigBuilder().build(), Infrastructure.bootstrapServers());
  private final TopicProvisioner topics = new TopicProvisioner(kafka, (short) 1);
  private final DeadLetters deadLetters = new DeadLetters(kafka, metrics, "killed-it");
  private final Consumers consumers =
      new Consumers(
          kafka,
          topics,
          new RecordReader(deadLetters),
          new Delivery(deadLetters),
          new Supervision(metrics, new ServiceReadiness("killed-it")));
  private final ConsumersCheck check = new ConsumersCheck(consumers);
  private final String group = "group-" + UUID.randomUUID();
  private final Set<String> handled = ConcurrentHashMap.newKeySet();
  private final Consumer<List<Arrived>> handler =
      batch -> batch.forEach(arrived -> handled.add(arrived.envelope().id()));
  private KafkaProducer<String, byte[]> producer;
  private SupervisedThread reader;

  @BeforeEach
  void open() throws InterruptedException {
    Infrastructure.startKafka();
    topics.provide();
    producer = kafka.producer();
  }

  @AfterEach
  void close() {
    reader.close();
    producer.close(Duration.ZERO);
  }

  @Test
  void aGroupGoesOnWithinSecondsAndReadinessTellsThatItWaits() throws Exception {
    leaveADeadMember();
    Instant start = Instant.now();
    reader = consumers.group("killed", group, TOPICS, Map.of(), handler);
    reader.start();
    assertThat(check.call().getStatus()).as("it has no partitions yet").isEqualTo(Status.DOWN);
    assertThat(check.call().getData().orElseThrow().get("killed").toString())
        .startsWith("not yet assigned any partition");

    String id = say();
    await().until(() -> handled.contains(id));
    Duration took = Duration.between(start, Instant.now());
    System.out.printf("a group handled a record %d ms after its start%n", took.toMillis());
    assertThat(took).isLessThan(GROUP_BOUND);
    awaitReadinessThatTellsTheRecord();
  }

  @Test
  void whoReadsAloneGoesOnAtOnceWhereItWas() throws Exception {
    reader = consumers.alone("killed", group, TOPICS, Map.of(), handler);
    reader.start();
    String before = say();
    await().until(() -> handled.contains(before));
    awaitReadinessThatTellsTheRecord();
    reader.close();
    handled.clear();

    Instant start = Instant.now();
    reader = consumers.alone("killed", group, TOPICS, Map.of(), handler);
    reader.start();
    String after = say();
    await().until(() -> handled.contains(after));
    System.out.printf(
        "a lone reader handled a record %d ms after its start%n",
        Duration.between(start, Instant.now()).toMillis());
    assertThat(handled).as("what was committed does not come again").doesNotContain(before);
  }

  /** It has all partitions and stays in the group as one that is alive. */
  private void leaveADeadMember() {
    KafkaConsumer<String, byte[]> member =
        kafka.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group));
    member.subscribe(TOPICS);
    await()
        .until(
            () -> {
              member.poll(Duration.ofMillis(100));
              return member.assignment().size() == Topic.PARTITIONS;
            });
    member.close(
        CloseOptions.groupMembershipOperation(GroupMembershipOperation.REMAIN_IN_GROUP)
            .withTimeout(Duration.ofSeconds(5)));
  }

  private void awaitReadinessThatTellsTheRecord() {
    await()
        .untilAsserted(
            () -> {
              assertThat(check.call().getStatus()).isEqualTo(Status.UP);
              assertThat(check.call().getData().orElseThrow().get("killed").toString())
                  .startsWith(Topic.PARTITIONS + " partitions, 0 records behind")
                  .contains("last record " + Topic.PROBES_NAME + "-");
            });
  }

  private String say() throws Exception {
    Envelope<ProbeRound> envelope =
        Envelope.of(
            "/podspan/test",
            Instant.now(),
            new ProbeRound("paris", "tokyo", 1, 0, 0, null, null, null, List.of(), 1));
    producer.send(EventCodec.record(envelope)).get();
    return envelope.id();
  }
}
