package io.podspan.bgpreflector.control;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.Provenance;
import io.podspan.events.world.World;
import io.podspan.servicekit.follow.Kept;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.testkit.Infrastructure;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * A reflector with six peers starts on a Kafka that has lost its data. Its file is from generation
 * 41.
 */
@QuarkusTest
@TestProfile(LostKafkaIT.WithAFileAndAnEmptyKafka.class)
@QuarkusTestResource(RealInfrastructure.class)
class LostKafkaIT {
  /** The checks have no order. */
  private static final String INTENT_TOPIC =
      "checks.find { it.name == 'bgp-reflector' }.data.'intent-topic'";

  private static final String INSTALLATION = "lost-kafka-it";
  private static final List<ClusterState> CLUSTERS =
      List.of(cluster("paris", 31), cluster("london", 41));
  private static final InterconnectState EUROPE =
      new InterconnectState(
          "europe",
          1,
          List.of("paris", "london"),
          List.of(new ReflectorState("reflector", "127.0.0.1", 1790, 64512)));

  @Inject ReflectorService reflector;
  @Inject KafkaClients kafka;

  /** What the last run left, and nothing in Kafka. */
  public static final class WithAFileAndAnEmptyKafka implements QuarkusTestProfile {
    static final Path STATE = Path.of("target", "state-" + UUID.randomUUID());

    @Override
    public Map<String, String> getConfigOverrides() {
      Infrastructure.startKafka();
      Infrastructure.loseKafkaData();
      World world =
          World.EMPTY
              .after(CLUSTERS.stream().flatMap(c -> IntentEvent.registered(c).stream()).toList())
              .after(new IntentEvent.InterconnectDeclared(EUROPE));
      try {
        new ConfigurationFile(STATE, "reflector")
            .save(new Kept(world, new IntentCompleted(INSTALLATION, 41, 9, "00"), "kafka-before"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "podspan.reflector.port", "0",
          "podspan.state-dir", STATE.toString(),
          "quarkus.http.test-port", "0");
    }
  }

  /** Other tests of this JVM write records without a mark. */
  @AfterAll
  static void leaveNothing() {
    Infrastructure.loseKafkaData();
  }

  @Test
  void keepsItsPeersAndItsFileUntilTheIntentIsToldAgain() throws Exception {
    Path file = WithAFileAndAnEmptyKafka.STATE.resolve("intent.json");
    String before = Files.readString(file);
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(INTENT_TOPIC, containsString("generation 41")));
    given()
        .get("/q/health/ready")
        .then()
        .body(INTENT_TOPIC, containsString("holds nothing complete"))
        .body(INTENT_TOPIC, containsString("kafka-before"));
    given().get("/api/v1/peers").then().statusCode(200).body("total", is(6));
    try (TestPeer paris = TestPeer.established("127.0.0.31", reflector.speaker().port())) {
      assertThat(paris.readUpdate()).isNotNull();
    }
    assertThat(Files.readString(file)).isEqualTo(before);

    tellTheEmptyIntent(42);

    await()
        .untilAsserted(
            () -> given().get("/api/v1/peers").then().statusCode(200).body("total", is(0)));
    await().untilAsserted(() -> assertThat(Files.readString(file)).contains("42"));
  }

  /** Nothing is declared any more. */
  private void tellTheEmptyIntent(long generation) throws Exception {
    IntentEvent mark =
        new IntentCompleted(INSTALLATION, generation, 0, ContentDigest.NONE.toString());
    ProducerRecord<String, byte[]> record =
        EventCodec.record(Envelope.of("/test", Instant.now(), mark));
    EventCodec.headers(new Provenance(INSTALLATION, generation))
        .forEach((k, v) -> record.headers().add(k, v.getBytes(StandardCharsets.UTF_8)));
    try (var producer = kafka.producer()) {
      producer.send(record).get();
    }
  }

  private static ClusterState cluster(String name, int first) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of("10." + first + ".0.0/16"),
        List.of(),
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new NodeState(
                        name + "-" + i,
                        "127.0.0." + (first + i),
                        List.of("10." + first + "." + i + ".0/24")))
            .toList(),
        new AccessReference(name, null));
  }
}
