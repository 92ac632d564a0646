package io.podspan.servicekit.kafka;

import static io.podspan.testkit.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.embedded.kafka.EmbeddedKafka;
import io.podspan.embedded.kafka.KafkaConfig;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.consume.Delivery;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.testkit.TestCertificate;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker whose only listener for clients wants TLS and a login. */
class SecuredKafkaIT {
  private static final String PASSWORD = "correct \"horse\" \\ battery";
  private static final String WRONG = "a-wrong-password-that-nobody-may-read";

  @TempDir static Path folder;
  private static TestCertificate certificate;
  private static EmbeddedKafka broker;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private SupervisedThread reader;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.in(folder);
    broker =
        EmbeddedKafka.start(
            KafkaConfig.in(folder.resolve("kafka"), 0, 0).withProperties(secured()));
    Map<String, String> settings = login("PLAIN", "broker", file("broker-secret"));
    try (Admin admin = kafka(settings).admin()) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "podspan",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                      PASSWORD.getBytes(UTF_8))))
          .all()
          .get();
    }
  }

  private static Map<String, String> secured() throws Exception {
    Map<String, String> properties = new HashMap<>();
    properties.put("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT");
    properties.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    properties.put(
        "listener.name.client.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\""
            + " password=\"broker-secret\" user_broker=\"broker-secret\";");
    properties.put(
        "listener.name.client.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    properties.put("ssl.keystore.type", "PEM");
    properties.put("ssl.keystore.certificate.chain", Files.readString(certificate.certificate()));
    properties.put("ssl.keystore.key", Files.readString(certificate.key()));
    properties.put("ssl.truststore.type", "PEM");
    properties.put("ssl.truststore.certificates", Files.readString(certificate.certificate()));
    return properties;
  }

  @AfterAll
  static void stop() {
    broker.kill();
  }

  @AfterEach
  void close() {
    if (reader != null) {
      reader.close();
    }
  }

  @Test
  void topicsProducerAndConsumerGoThroughTlsWithScram() throws Exception {
    KafkaClients kafka = kafka(login("SCRAM-SHA-512", "podspan", file(PASSWORD)));
    Set<String> handled = start(kafka);
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      await().until(() -> reader.waiting().isEmpty());
      String id = say(producer);
      await().until(() -> handled.contains(id));
    }
  }

  @Test
  void aWrongPasswordNamesItsSettingAndIsReadAgain() throws Exception {
    Path password = file(WRONG);
    KafkaClients kafka = kafka(login("SCRAM-SHA-512", "podspan", password));
    Set<String> handled = start(kafka);
    awaitComplaint("Kafka refuses the login: see podspan.kafka.username, password-file");

    Files.writeString(password, PASSWORD + "\n");
    await().until(() -> reader.waiting().isEmpty());
    try (KafkaProducer<String, byte[]> producer = kafka.producer()) {
      String id = say(producer);
      await().until(() -> handled.contains(id));
    }
  }

  @Test
  void anUnknownAuthorityNamesItsSetting() throws Exception {
    Map<String, String> settings = login("SCRAM-SHA-512", "podspan", file(PASSWORD));
    settings.put(KafkaSecurity.CA_FILE, TestCertificate.in(folder).certificate().toString());
    start(kafka(settings));
    awaitComplaint("No TLS with Kafka");
    awaitComplaint("podspan.kafka.ca-file");
  }

  @Test
  void withoutTlsTheServiceWaitsAndNamesTheSetting() {
    start(kafka(Map.of()));
    awaitComplaint("podspan.kafka.tls");
  }

  @Test
  void aPasswordIsNotSentWithoutTls() throws Exception {
    Map<String, String> settings = login("PLAIN", "podspan", file(PASSWORD));
    settings.remove(KafkaSecurity.TLS);
    start(kafka(settings));
    awaitComplaint("podspan.kafka.username is set and podspan.kafka.tls is not");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    start(kafka(login("PLAIN", "podspan", folder.resolve("nowhere"))));
    awaitComplaint("podspan.kafka.password-file: cannot read");
  }

  private void awaitComplaint(String text) {
    await()
        .untilAsserted(
            () ->
                assertThat(reader.waiting().map(Object::toString).orElse(""))
                    .contains(text)
                    .doesNotContain(WRONG)
                    .doesNotContain(PASSWORD));
  }

  private Set<String> start(KafkaClients kafka) {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    DeadLetters letters = new DeadLetters(kafka, metrics, "secured-it");
    Consumers consumers =
        new Consumers(
            kafka,
            new TopicProvisioner(kafka, (short) 1),
            new RecordReader(letters),
            new Delivery(letters),
            new Supervision(metrics, new ServiceReadiness("secured-it")));
    reader =
        consumers.group(
            "secured",
            "group-" + UUID.randomUUID(),
            List.of(Topic.PROBES_NAME),
            Map.of(),
            batch -> batch.forEach(arrived -> handled.add(arrived.envelope().id())));
    reader.start();
    return handled;
  }

  private static String say(KafkaProducer<String, byte[]> producer) throws Exception {
    Envelope<ProbeRound> envelope =
        Envelope.of(
            "/podspan/test",
            Instant.now(),
            new ProbeRound("paris", "tokyo", 1, 0, 0, null, null, null, List.of(), 1));
    producer.send(EventCodec.record(envelope)).get();
    return envelope.id();
  }

  private static Map<String, String> login(String mechanism, String user, Path password) {
    Map<String, String> settings = new HashMap<>();
    settings.put(KafkaSecurity.TLS, "true");
    settings.put(KafkaSecurity.CA_FILE, certificate.certificate().toString());
    settings.put(KafkaSecurity.MECHANISM, mechanism);
    settings.put(KafkaSecurity.USERNAME, user);
    settings.put(KafkaSecurity.PASSWORD_FILE, password.toString());
    return settings;
  }

  private static Path file(String password) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "password", ""), password);
  }

  private static KafkaClients kafka(Map<String, String> settings) {
    return new KafkaClients(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build(),
        broker.bootstrapServers());
  }
}
