package io.podspan.servicekit.follow;

import static io.podspan.testkit.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.consume.Delivery;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.trust.IntentTrust;
import io.podspan.testkit.Infrastructure;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following the intent and sharing it out, on a real Kafka. */
class FollowIT {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final KafkaClients kafka =
      new KafkaClients(new SmallRyeConfigBuilder().build(), Infrastructure.bootstrapServers());
  private final TopicProvisioner topics = new TopicProvisioner(kafka, (short) 1);
  private final DeadLetters deadLetters = new DeadLetters(kafka, metrics, "follow-it");
  private final RecordReader records = new RecordReader(deadLetters);
  private final Supervision supervision =
      new Supervision(metrics, new ServiceReadiness("follow-it"));
  private final Consumers consumers =
      new Consumers(kafka, topics, records, new Delivery(deadLetters), supervision);
  private final List<IntentFollower> followers = new ArrayList<>();
  private final List<WorkShare> shares = new ArrayList<>();
  private KafkaProducer<String, byte[]> producer;

  private IntentTrust trust() {
    return new IntentTrust(Optional.empty(), deadLetters, metrics, Clock.systemUTC());
  }

  @BeforeEach
  void open() throws InterruptedException {
    Infrastructure.startKafka();
    topics.provide();
    producer = kafka.producer();
  }

  @AfterEach
  void close() {
    Infrastructure.startKafka();
    for (WorkShare share : shares) {
      share.stop(new ShutdownEvent());
    }
    for (IntentFollower follower : followers) {
      follower.stop(new ShutdownEvent());
    }
    producer.close(Duration.ZERO);
  }

  @Test
  void knowsWhatWasDeclaredBeforeItStartedAndWhatIsDeclaredAfter() {
    String before = declare();
    IntentFollower follower = follower();
    List<World> shown = new CopyOnWriteArrayList<>();
    follower.onChange(shown::add);
    follower.start();
    await().until(follower::caughtUp);
    assertThat(shown.getFirst().clusters()).as("the first world is complete").containsKey(before);

    String after = declare();
    await().until(() -> follower.world().clusters().containsKey(after));
    assertThat(shown.getLast().clusters()).containsKeys(before, after);
    assertThat(follower.partitionOf(after)).isPresent();
    assertThat(follower.partitionOf("atlantis")).isEmpty();
  }

  @Test
  void aGarbageRecordBecomesADeadLetterWithItsReasonAndTheFollowerGoesOn() {
    IntentFollower follower = follower();
    follower.start();
    await().until(follower::caughtUp);
    String key = "garbage-" + UUID.randomUUID();
    send(new ProducerRecord<>(Topic.INTENT_NAME, key, "\u0001\u0002".getBytes(UTF_8)));
    String after = declare();
    await().until(() -> follower.world().clusters().containsKey(after));
    assertThat(metrics.counter("podspan_dead_letters_total", "topic", Topic.INTENT_NAME).count())
        .isGreaterThanOrEqualTo(1);
    await().untilAsserted(() -> assertThat(deadLetterReason(key)).contains("header is missing"));
  }

  @Test
  void keepsItsWorldWhileKafkaIsDownAndGoesOnAfterwards() {
    String before = declare();
    IntentFollower follower = follower();
    follower.start();
    await().until(() -> follower.world().clusters().containsKey(before));
    Infrastructure.killKafka();
    assertThat(follower.world().clusters()).containsKey(before);
    Infrastructure.startKafka();
    String after = declare();
    await().until(() -> follower.world().clusters().containsKey(after));
    assertThat(follower.world().clusters()).containsKey(before);
  }

  @Test
  void twoInstancesDivideTheClustersAndTheOneThatStaysTakesAllOver() {
    List<String> clusters = IntStream.range(0, 24).mapToObj(_ -> declare()).toList();
    WorkShare first = share();
    WorkShare second = share();
    await()
        .untilAsserted(
            () -> {
              assertThat(clusters)
                  .allMatch(cluster -> first.isOurs(cluster) != second.isOurs(cluster));
              assertThat(clusters).anyMatch(first::isOurs).anyMatch(second::isOurs);
            });
    second.stop(new ShutdownEvent());
    await().untilAsserted(() -> assertThat(clusters).allMatch(first::isOurs));
  }

  private IntentFollower follower() {
    IntentFollower follower =
        new IntentFollower(
            consumers, supervision, records, topics, trust(), new ServiceReadiness("follow-it"));
    followers.add(follower);
    return follower;
  }

  private WorkShare share() {
    IntentFollower follower = follower();
    follower.start();
    WorkShare share = new WorkShare(consumers, follower, "follow-it");
    share.start();
    shares.add(share);
    return share;
  }

  private String declare() {
    String name = "c-" + UUID.randomUUID();
    ClusterState cluster =
        new ClusterState(
            name,
            Cni.CALICO,
            null,
            64512,
            List.of("10.9.0.0/16"),
            List.of(),
            List.of(),
            new AccessReference(name, null));
    send(
        EventCodec.record(
            Envelope.of(
                "/podspan/test", Instant.now(), new IntentEvent.ClusterRegisteredV1(cluster))));
    return name;
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new AssertionError("Kafka did not take a record", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka takes a record", e);
    }
  }

  private String deadLetterReason(String key) {
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of())) {
      List<TopicPartition> all =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(p -> new TopicPartition(Topic.DEAD_LETTER_NAME, p))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            return new String(
                record.headers().lastHeader("podspan_dead_letter_reason").value(), UTF_8);
          }
        }
      }
    }
    return "";
  }
}
