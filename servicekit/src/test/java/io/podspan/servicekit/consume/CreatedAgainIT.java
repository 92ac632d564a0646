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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that was deleted and created again is read from its beginning, in its order. */
class CreatedAgainIT {
  private static final List<String> TOPICS = List.of(Topic.PROBES_NAME);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final KafkaClients kafka =
      new KafkaClients(new SmallRyeConfigBuilder().build(), Infrastructure.bootstrapServers());
  private final TopicProvisioner topics = new TopicProvisioner(kafka, (short) 1);
  private final DeadLetters deadLetters = new DeadLetters(kafka, metrics, "created-again-it");
  private final Consumers consumers =
      new Consumers(
          kafka,
          topics,
          new RecordReader(deadLetters),
          new Delivery(deadLetters),
          new Supervision(metrics, new ServiceReadiness("created-again-it")));
  private final String group = "group-" + UUID.randomUUID();
  private final List<String> handled = new CopyOnWriteArrayList<>();
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
  void aGroupThatRunsReadsTheNewTopicFromItsBeginning() throws Exception {
    readsTheNewTopicFromItsBeginning(
        consumers.group("created-again", group, TOPICS, Map.of(), handler));
  }

  @Test
  void whoReadsAloneReadsTheNewTopicFromItsBeginning() throws Exception {
    readsTheNewTopicFromItsBeginning(
        consumers.alone("created-again", group, TOPICS, Map.of(), handler));
  }

  @Test
  void aPositionThatWasCommittedForTheTopicBeforeDoesNotCount() throws Exception {
    List<String> said = say(4);
    commitTheEnds("of-another-topic");
    reader = consumers.alone("created-again", group, TOPICS, Map.of(), handler);
    reader.start();
    await().until(() -> handled.containsAll(said));
    assertThat(handled).containsSubsequence(said);
  }

  private void readsTheNewTopicFromItsBeginning(SupervisedThread thread) throws Exception {
    reader = thread;
    reader.start();
    List<String> before = say(3);
    await().until(() -> handled.containsAll(before));
    createAgain();
    List<String> after = say(9);
    await().until(() -> handled.containsAll(after));
    assertThat(handled).filteredOn(after::contains).containsExactlyElementsOf(after);
  }

  private void createAgain() throws Exception {
    try (Admin admin = kafka.admin()) {
      admin.deleteTopics(TOPICS).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(Topic.PROBES_NAME));
    }
    topics.look();
    producer.close(Duration.ZERO);
    producer = kafka.producer();
  }

  private void commitTheEnds(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        kafka.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, group))) {
      List<TopicPartition> all = Reader.partitions(consumer, Topic.PROBES_NAME);
      consumer.assign(all);
      consumer
          .endOffsets(all)
          .forEach(
              (partition, end) ->
                  consumer.commitSync(Map.of(partition, new OffsetAndMetadata(end, topic))));
    }
  }

  /** All of one pair, so on one partition. */
  private List<String> say(int events) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      Envelope<ProbeRound> envelope =
          Envelope.of(
              "/podspan/test",
              Instant.now(),
              new ProbeRound("paris", "tokyo", 1, 0, 0, null, null, null, List.of(), 1));
      producer.send(EventCodec.record(envelope)).get();
      ids.add(envelope.id());
    }
    return ids;
  }
}
