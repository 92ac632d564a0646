package io.podspan.servicekit.consume;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.Topic;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.testkit.Infrastructure;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters on a real Kafka, and services that start again. */
class DeadLettersIT {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final KafkaClients kafka =
      new KafkaClients(new SmallRyeConfigBuilder().build(), Infrastructure.bootstrapServers());
  private final String service = "service-" + UUID.randomUUID();
  private final String key = "key-" + UUID.randomUUID();

  @BeforeEach
  void createTopics() throws InterruptedException {
    Infrastructure.startKafka();
    new TopicProvisioner(kafka, (short) 1).provide();
  }

  @Test
  void whatCannotBeReadOnACompactedTopicIsToldOnceAndNotAtEachStart() {
    start(Topic.INTENT_NAME, 40);
    await().pollInterval(Duration.ofMillis(500)).until(() -> told() == 1 && isRemembered(40));
    start(Topic.INTENT_NAME, 40);
    start(Topic.INTENT_NAME, 40, 41);
    await().pollInterval(Duration.ofMillis(500)).until(() -> told() == 2 && isRemembered(41));
    start(Topic.INTENT_NAME, 40, 41, 42);
    await().pollInterval(Duration.ofMillis(500)).until(() -> told() == 3);
    assertThat(metrics.counter("podspan_dead_letters_total", "topic", Topic.INTENT_NAME).count())
        .isEqualTo(3);
  }

  @Test
  void onATopicOfEventsEachReadingIsTold() {
    start(Topic.PROBES_NAME, 40);
    start(Topic.PROBES_NAME, 40);
    await().pollInterval(Duration.ofMillis(500)).until(() -> told() == 2);
  }

  /** A service that starts, finds that these records cannot be read, and ends. */
  private void start(String topic, long... offsets) {
    DeadLetters letters = new DeadLetters(kafka, metrics, service);
    for (long offset : offsets) {
      letters.send(new ConsumerRecord<>(topic, 3, offset, key, new byte[0]), "not readable");
    }
    letters.close();
  }

  /** Written when Kafka has the letter, so a little later. */
  private boolean isRemembered(long offset) throws InterruptedException, ExecutionException {
    try (Admin admin = kafka.admin()) {
      var at =
          admin
              .listConsumerGroupOffsets(service + "-dead-letters")
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(Topic.INTENT_NAME, 3));
      return at != null && at.offset() == offset + 1;
    }
  }

  private int told() {
    List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of())) {
      List<TopicPartition> all = Reader.partitions(consumer, Topic.DEAD_LETTER_NAME);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(letters::add);
      }
    }
    return (int) letters.stream().filter(letter -> key.equals(letter.key())).count();
  }
}
