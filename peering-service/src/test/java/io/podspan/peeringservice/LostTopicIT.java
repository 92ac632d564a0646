package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.metric;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.events.signature.TrustedKeys;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import io.podspan.events.world.TopicContent;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kafka loses the intent, or somebody else writes into it; Postgres has everything. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class LostTopicIT {
  @Inject KafkaClients kafka;

  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster london;

  @BeforeEach
  void anInterconnect() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = cluster("paris", 1);
    london = cluster("london", 2);
    Rest.declare("europe", "paris", "london").statusCode(202);
    awaitCondition("europe", "Configured", "True");
  }

  private PaperCluster cluster(String name, int n) {
    PaperCluster cluster = PaperCluster.running(name, "kube-router", n, n, reflector);
    register(name).statusCode(201);
    return cluster;
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Rest.clear();
    paris.close();
    london.close();
    reflector.close();
  }

  @Test
  void whatKafkaLostIsToldAgainAndAWithdrawalWorksAfterwards() throws Exception {
    await().untilAsserted(() -> assertThat(content().isComplete()).isTrue());
    long before = content().mark().orElseThrow().generation();
    double repaired = metric("podspan_intent_repaired_total{");

    Infrastructure.loseKafkaData();

    await()
        .untilAsserted(
            () -> {
              TopicContent content = content();
              assertThat(content.isComplete()).isTrue();
              assertThat(content.world().clusters()).containsOnlyKeys("london", "paris");
              assertThat(content.world().clusters().get("paris").nodes()).hasSize(2);
              assertThat(content.world().interconnects()).containsOnlyKeys("europe");
              assertThat(content.mark().orElseThrow().generation()).isGreaterThan(before);
            });
    assertThat(metric("podspan_intent_repaired_total{")).isGreaterThan(repaired);
    given().delete("/api/v1/interconnects/europe").then().statusCode(202);
    awaitGone("europe");
    await()
        .untilAsserted(
            () -> {
              TopicContent content = content();
              assertThat(content.isComplete()).isTrue();
              assertThat(content.world().interconnects()).isEmpty();
            });
  }

  @Test
  void whatAStrangerWritesIsTakenBackAndWhatHeTakesAwayIsToldAgain() throws Exception {
    await().untilAsserted(() -> assertThat(content().isComplete()).isTrue());
    say(
        new IntentEvent.InterconnectDeclared(
            new InterconnectState("africa", 1, List.of("paris", "london"), List.of())));
    say(new IntentEvent.ClusterRemoved("london"));

    await()
        .untilAsserted(
            () -> {
              TopicContent content = content();
              assertThat(content.isComplete()).isTrue();
              assertThat(content.world().clusters()).containsOnlyKeys("london", "paris");
              assertThat(content.world().interconnects()).containsOnlyKeys("europe");
              assertThat(content.last().get("cluster/london").signer()).isNotEmpty();
            });
    await()
        .untilAsserted(
            () ->
                assertThat(given().get("/q/health/ready").asString())
                    .contains("\"status\": \"UP\"")
                    .contains("intent-signatures", "it is not signed")
                    .doesNotContain("\"status\": \"DOWN\""));
  }

  private void say(IntentEvent event) throws Exception {
    try (var producer = kafka.producer()) {
      producer.send(EventCodec.record(Envelope.of("/stranger", Instant.now(), event))).get();
    }
  }

  /** What the topic holds now. */
  private TopicContent content() {
    TopicContent content = new TopicContent();
    try (KafkaConsumer<String, byte[]> consumer = kafka.consumer(Map.of())) {
      List<TopicPartition> all =
          IntStream.range(0, Topic.PARTITIONS)
              .mapToObj(p -> new TopicPartition(Topic.INTENT_NAME, p))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> read)
                      && read.event() instanceof IntentEvent event) {
                    content.take(
                        List.of(
                            new IntentRecord(
                                EventCodec.provenance(record.headers()),
                                event,
                                ContentDigest.of(record.key(), record.value()),
                                TrustedKeys.signer(record.headers()))));
                  }
                });
      }
    }
    return content;
  }
}
