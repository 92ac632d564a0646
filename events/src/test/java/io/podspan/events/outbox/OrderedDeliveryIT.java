package io.podspan.events.outbox;

import static io.podspan.testkit.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.testkit.Infrastructure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a broker that takes its time: it is frozen while two batches are sent. */
class OrderedDeliveryIT {
  private static final String TOPIC = "one-at-a-time";

  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void createTopicAndProducer() throws Exception {
    Infrastructure.startKafka();
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", Infrastructure.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void thaw() {
    Infrastructure.resumeKafka();
    producer.close(Duration.ZERO);
  }

  @Test
  void aBatchLeavesOnlyWhenTheOneBeforeHasArrived() throws Exception {
    long before = offset(send("from now on it knows the leader"));

    Infrastructure.pauseKafka();
    Future<RecordMetadata> first = send("first");
    await().until(() -> underWay() == 1);
    Future<RecordMetadata> second = send("second");
    await().during(Duration.ofMillis(500)).until(() -> underWay() == 1);
    Infrastructure.resumeKafka();

    assertThat(List.of(offset(first), offset(second))).containsExactly(before + 1, before + 2);
  }

  private Future<RecordMetadata> send(String text) {
    return producer.send(new ProducerRecord<>(TOPIC, text.getBytes(UTF_8)));
  }

  private static long offset(Future<RecordMetadata> acknowledgement) throws Exception {
    return acknowledgement.get(60, TimeUnit.SECONDS).offset();
  }

  private double underWay() {
    return producer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("requests-in-flight"))
        .mapToDouble(metric -> (Double) metric.getValue().metricValue())
        .sum();
  }
}
