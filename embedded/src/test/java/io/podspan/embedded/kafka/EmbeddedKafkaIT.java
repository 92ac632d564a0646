package io.podspan.embedded.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.embedded.process.PortTakenException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  private static final String TOPIC = "kept";

  @TempDir Path folder;
  private EmbeddedKafka kafka;

  @AfterEach
  void stop() {
    if (kafka != null) {
      kafka.stop();
    }
  }

  @Test
  void keepsRecordsOverAStopAndAKill() throws Exception {
    kafka = EmbeddedKafka.start(KafkaConfig.in(folder, 0, 0));
    createTopic();
    send("one");
    String address = kafka.bootstrapServers();

    kafka.stop();
    kafka.restart();
    send("two");
    kafka.kill();
    kafka.restart();
    send("three");

    assertThat(kafka.bootstrapServers()).isEqualTo(address);
    assertThat(received()).containsExactly("one", "two", "three");
  }

  @Test
  void takesADataFolderOverFromALauncherThatWasKilled() throws Exception {
    kafka = EmbeddedKafka.start(KafkaConfig.in(folder, 0, 0));
    createTopic();
    send("one");
    EmbeddedKafka former = kafka;

    kafka = EmbeddedKafka.start(KafkaConfig.in(folder, former.port(), 0));

    assertThat(former.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(received()).containsExactly("one");
  }

  @Test
  void refusesATakenPortAndNamesItsHolder() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedKafka.start(KafkaConfig.in(folder, taken.getLocalPort(), 0)))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
  }

  private Map<String, Object> client() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  private void createTopic() throws Exception {
    try (Admin admin = Admin.create(client())) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private void send(String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private List<String> received() {
    try (var consumer =
        new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> received = new ArrayList<>();
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> received.add(record.value()));
      }
      return received;
    }
  }
}
