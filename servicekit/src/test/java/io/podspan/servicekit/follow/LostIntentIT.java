package io.podspan.servicekit.follow;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.IntentEvent.InterconnectDeclared;
import io.podspan.events.InterconnectState;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.signature.SigningKey;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.Provenance;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Kafka loses its data, or the topic, under followers that know the intent. */
class LostIntentIT {
  private static final String INSTALLATION = "lost-intent-it";

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ServiceReadiness readiness = new ServiceReadiness("lost-intent-it");
  private final KafkaClients kafka =
      new KafkaClients(new SmallRyeConfigBuilder().build(), Infrastructure.bootstrapServers());
  private final DeadLetters deadLetters = new DeadLetters(kafka, metrics, "lost-intent-it");
  private final RecordReader records = new RecordReader(deadLetters);
  private final InMemory kept = new InMemory();
  private final SigningKey key = SigningKey.generate();
  private Optional<Path> trusted = Optional.empty();
  private TopicProvisioner topics;
  private IntentFollower follower;

  private static final class InMemory implements KeptIntent {
    private final Semaphore disk = new Semaphore(1);
    private volatile Kept last = Kept.NOTHING;

    @Override
    public Optional<Kept> load() {
      return Optional.of(last);
    }

    @Override
    public void save(Kept kept) {
      disk.acquireUninterruptibly();
      last = kept;
      disk.release();
    }

    @Override
    public String place() {
      return "a test";
    }
  }

  private IntentTrust trust() {
    return new IntentTrust(trusted, deadLetters, metrics, Clock.systemUTC());
  }

  @BeforeEach
  void aFollowerThatKnowsTheWholeIntent() throws Exception {
    Infrastructure.loseKafkaData();
    follower = started();
    tellWhole(41, "asia", "europe");
    await().until(() -> follower.standing().equals(new Standing.Complete(41)));
    await().until(() -> kept.last.generation() == 41);
  }

  /** As the service at its start: with topics that it must look for. */
  private IntentFollower started() throws InterruptedException {
    topics = new TopicProvisioner(kafka, (short) 1);
    look();
    Supervision supervision = new Supervision(metrics, readiness);
    Consumers consumers =
        new Consumers(kafka, topics, records, new Delivery(deadLetters), supervision);
    IntentFollower next =
        new IntentFollower(consumers, supervision, records, topics, trust(), readiness);
    next.start(kept);
    return next;
  }

  @AfterEach
  void stop() {
    follower.stop(new ShutdownEvent());
  }

  /** Other tests of this JVM write records without a mark. */
  @AfterAll
  static void leaveNothing() {
    Infrastructure.loseKafkaData();
  }

  @Test
  void aKafkaWithoutItsDataTakesNothingFromAServiceThatStartsAgain() throws Exception {
    follower.stop(new ShutdownEvent());
    Kept before = kept.last;
    Infrastructure.loseKafkaData();
    follower = started();

    await().until(() -> follower.standing() instanceof Standing.Kept);
    assertThat(follower.world().interconnects()).containsOnlyKeys("asia", "europe");
    assertThat(kept.last).isEqualTo(before);
    assertThat(readiness.call().getData().orElseThrow().get("intent-topic"))
        .asString()
        .contains("holds nothing complete", "generation 41", "kept in a test", before.kafka());

    tellWhole(42, "europe");
    await().until(() -> follower.standing().equals(new Standing.Complete(42)));
    assertThat(follower.world().interconnects()).containsOnlyKeys("europe");
  }

  @Test
  void aDiskThatHangsHoldsUpNobody() throws Exception {
    kept.disk.acquireUninterruptibly();
    tellWhole(42, "asia", "europe", "africa");
    await().until(() -> follower.standing().equals(new Standing.Complete(42)));
    tellWhole(43, "asia", "europe", "africa", "america");
    await().until(() -> follower.standing().equals(new Standing.Complete(43)));
    assertThat(follower.world().interconnects())
        .containsOnlyKeys("africa", "america", "asia", "europe");
    assertThat(kept.last.generation()).isEqualTo(41);

    kept.disk.release();
    await().until(() -> kept.last.generation() == 43);
  }

  @Test
  void aTopicThatIsDeletedUnderARunningServiceComesBackCompactedAndTakesNothing() throws Exception {
    try (Admin admin = kafka.admin()) {
      String before = topics.identity().orElseThrow().topic();
      admin.deleteTopics(List.of(Topic.INTENT_NAME)).all().get();
      await()
          .until(
              () -> {
                look();
                return !topics.identity().orElseThrow().topic().equals(before);
              });
      await().until(() -> follower.standing() instanceof Standing.Kept);
      assertThat(metrics.get("podspan_intent_complete").gauge().value()).isZero();
      assertThat(metrics.get("podspan_intent_generation").gauge().value()).isEqualTo(41);
      assertThat(follower.world().interconnects()).containsOnlyKeys("asia", "europe");
      ConfigResource intent = new ConfigResource(ConfigResource.Type.TOPIC, Topic.INTENT_NAME);
      assertThat(
              admin
                  .describeConfigs(List.of(intent))
                  .all()
                  .get()
                  .get(intent)
                  .get("cleanup.policy")
                  .value())
          .isEqualTo("compact");
    }
    tellWhole(42, "asia", "europe", "africa");
    await().until(() -> follower.standing().equals(new Standing.Complete(42)));
    assertThat(follower.world().interconnects()).containsOnlyKeys("africa", "asia", "europe");
  }

  @Test
  void aKafkaOfAnotherInstallationIsNotFollowedAndGetsNothing() throws Exception {
    follower.stop(new ShutdownEvent());
    Infrastructure.loseKafkaData();
    new TopicProvisioner(kafka, (short) 1).provide();
    tellWhole("somebody-else", 99, "africa");
    follower = started();

    await().until(() -> follower.standing() instanceof Standing.Foreign);
    assertThat(follower.world().interconnects()).containsOnlyKeys("asia", "europe");
    assertThat(topics.mayPublish()).isFalse();
    assertThat(kept.last.generation()).isEqualTo(41);
  }

  @Test
  void onlyWhatOurKeySignedIsFollowed(@TempDir Path folder) throws Exception {
    follower.stop(new ShutdownEvent());
    Files.writeString(folder.resolve("key.pem"), key.trusted().toPem());
    trusted = Optional.of(folder);
    follower = started();

    await().until(() -> follower.standing() instanceof Standing.Kept);
    assertThat(metrics.counter("podspan_intent_refused_total").count())
        .as("two interconnects and the mark, unsigned")
        .isEqualTo(3);
    say(
        new IntentEvent.InterconnectWithdrawn("europe"),
        new Provenance(INSTALLATION, 42),
        SigningKey.generate());
    await().until(() -> metrics.counter("podspan_intent_refused_total").count() == 4);
    assertThat(follower.world().interconnects()).containsOnlyKeys("asia", "europe");

    say(new IntentEvent.InterconnectWithdrawn("europe"), new Provenance(INSTALLATION, 42), key);
    await().until(() -> follower.world().interconnects().keySet().equals(Set.of("asia")));
  }

  private void look() throws InterruptedException {
    await()
        .until(
            () -> {
              try {
                topics.look();
                return true;
              } catch (KafkaException e) {
                return false;
              }
            });
  }

  private void tellWhole(long generation, String... interconnects) throws Exception {
    tellWhole(INSTALLATION, generation, interconnects);
  }

  private void tellWhole(String installation, long generation, String... interconnects)
      throws Exception {
    ContentDigest sum = ContentDigest.NONE;
    Provenance provenance = new Provenance(installation, generation);
    for (String name : interconnects) {
      IntentEvent event =
          new InterconnectDeclared(new InterconnectState(name, 1, List.of(), List.of()));
      sum = sum.plus(ContentDigest.of(event.subject(), EventCodec.data(event)));
      say(event, provenance);
    }
    say(
        new IntentCompleted(installation, generation, interconnects.length, sum.toString()),
        provenance);
  }

  private void say(IntentEvent event, Provenance provenance)
      throws ExecutionException, InterruptedException {
    say(event, provenance, null);
  }

  private void say(IntentEvent event, Provenance provenance, SigningKey signer)
      throws ExecutionException, InterruptedException {
    ProducerRecord<String, byte[]> record =
        EventCodec.record(Envelope.of("/podspan/test", Instant.now(), event));
    EventCodec.headers(provenance)
        .forEach((name, value) -> record.headers().add(name, value.getBytes()));
    if (signer != null) {
      signer.sign(record);
    }
    try (KafkaProducer<String, byte[]> producer = kafka.producer(Map.of())) {
      producer.send(record).get();
      producer.close(Duration.ZERO);
    }
  }
}
