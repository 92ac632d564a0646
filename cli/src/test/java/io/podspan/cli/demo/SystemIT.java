package io.podspan.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.PortPlan;
import io.podspan.events.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole system on real routers, while what it stands on breaks. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SystemIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** Its next one makes it worthless: the journal does not keep it. */
  private static final String NOT_KEPT = "podspan.rib.peer-sent.v1";

  private static TestMachine system;

  @BeforeAll
  static void start() throws IOException {
    TestMachine.assumeItCanRun();
    system =
        TestMachine.start(
            "sysit",
            "198.18.31.0/24",
            List.of(
                "-Dpodspan.rollout.gate-timeout=12s",
                "-Dpodspan.rollout.route-timeout=30s",
                "-Dpodspan.rollout.restart-timeout=15s"));
    TestMachine.CLUSTERS.forEach(new Operator(system.peering)::register);
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.tell();
      system.close();
    }
  }

  @Test
  @Order(1)
  void aRouterKilledDuringARolloutStopsItAndItSaysWhere() {
    declare("broken");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(SystemIT::killedTheSecondRouterUntilTheRolloutFailed);
    await().atMost(PATIENCE).until(() -> !system.journal("podspan.rollout.failed.v1").isEmpty());
    JsonNode failed = system.journal("podspan.rollout.failed.v1").getFirst().get("data");
    assertThat(failed.at("/rollout/cluster").asText()).isEqualTo("paris");
    assertThat(failed.at("/node").asText()).isEqualTo("paris-n2");
    assertThat(failed.at("/reason").asText()).isNotBlank();
    assertThat(failed.at("/nextStep").asText()).isNotBlank();
    await().atMost(PATIENCE).until(() -> condition("broken", "Ready").equals("False"));
    withdraw("broken");
  }

  /**
   * Kills the router of the second node whenever it runs with the new flags; the one that the way
   * back brings up has the old ones, and is to live.
   */
  private static boolean killedTheSecondRouterUntilTheRolloutFailed() {
    String path = "/api/v1/rollouts?interconnect=broken&cluster=paris";
    for (JsonNode rollout : system.peering.list(path)) {
      if (!rollout.get("failure").isNull()) {
        return true;
      }
    }
    system.lab.killRouter("paris", "paris-n2", "--peer-router-ips");
    return false;
  }

  @Test
  @Order(2)
  void declaredWhileKafkaIsDownForAMinuteItCompletesAfterwardsAndEveryEventIsInPostgresOnce() {
    Instant end = Instant.now().plusSeconds(60);
    assertThat(killKafka()).as("a broker runs").isTrue();
    declare("europe");
    assertThat(condition("europe", "Peered")).isNotEqualTo("True");
    // Whatever starts it again has to see it killed again, until the minute is over.
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              killKafka();
              return Instant.now().isAfter(end);
            });
    assertThat(system.everyPodReachesEveryOther()).isFalse();

    await()
        .atMost(Duration.ofSeconds(180))
        .until(() -> condition("europe", "Ready").equals("True"));
    assertThat(system.everyPodReachesEveryOther()).isTrue();
    await().atMost(PATIENCE).untilAsserted(SystemIT::theJournalHoldsWhatKafkaHoldsOnce);
    assertThat(
            system.journal("podspan.interconnect.declared.v1").stream()
                .filter(e -> e.at("/data/interconnect/name").asText().equals("europe")))
        .hasSize(1);
    calicosNodesGotTheirSessionsOneAfterTheOtherAndLostNoneInTheExchange();
  }

  /** One BGPPeer for all of them has taken the place of those of single nodes by now. */
  private static void calicosNodesGotTheirSessionsOneAfterTheOtherAndLostNoneInTheExchange() {
    List<JsonNode> verified =
        system.journal("podspan.rollout.node-verified.v1").stream()
            .filter(e -> e.at("/data/rollout/interconnect").asText().equals("europe"))
            .filter(e -> e.at("/data/rollout/cluster").asText().equals("tokyo"))
            .toList();
    assertThat(verified)
        .extracting(e -> e.at("/data/node").asText())
        .containsExactly("tokyo-n1", "tokyo-n2");
    Instant first = time(verified.getFirst());
    assertThat(sessions("established", "tokyo-n1").getLast()).isBefore(first);
    assertThat(sessions("established", "tokyo-n2").getLast()).isAfter(first);
    for (String node : List.of("tokyo-n1", "tokyo-n2")) {
      assertThat(sessions("lost", node))
          .as(node + " keeps its session")
          .allMatch(lost -> lost.isBefore(sessions("established", node).getLast()));
    }
    assertThat(system.peersOf("tokyo")).containsExactly("podspan-europe-reflector all()");
  }

  private static List<Instant> sessions(String what, String node) {
    return system.journal("podspan.session." + what + ".v1").stream()
        .filter(e -> e.at("/data/peer/node").asText().equals(node))
        .map(SystemIT::time)
        .toList();
  }

  private static Instant time(JsonNode event) {
    return Instant.parse(event.get("time").asText());
  }

  @Test
  @Order(3)
  void theReflectorKilledIsStartedAgainAndThePodsReachEachOtherAgain() {
    Children.named("bgp-reflector").forEach(ProcessHandle::destroyForcibly);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system.journal("podspan.reflector.configured.v1").size() > 1
                    && system.everyPodReachesEveryOther());
    await().atMost(PATIENCE).until(() -> condition("europe", "Ready").equals("True"));
  }

  @Test
  @Order(4)
  void aRouterThatIsKilledIsTheReasonThatTheNodesGiveWhoseRoutesItTookAway() {
    int before = missingIn("tokyo").size();
    assertThat(system.lab.killRouter("paris", "paris-n2")).isTrue();
    await()
        .atMost(PATIENCE)
        .until(() -> missingIn("tokyo").stream().skip(before).anyMatch(SystemIT::ofADeadRouter));
    system.newRouter("paris", "paris-n2");
    await().atMost(PATIENCE).until(() -> condition("europe", "Ready").equals("True"));
    assertThat(missingIn("tokyo").stream().skip(before))
        .as("neither the reflector nor this node is blamed for it")
        .noneMatch(
            missing ->
                Set.of("route-not-received", "no-reflector-session", "reflector-session-down")
                    .contains(code(missing)));
  }

  private static List<JsonNode> missingIn(String cluster) {
    return system.journal("podspan.route.missing.v1").stream()
        .map(event -> event.get("data"))
        .filter(data -> data.get("cluster").asText().equals(cluster))
        .toList();
  }

  private static boolean ofADeadRouter(JsonNode missing) {
    return code(missing).equals("origin-router-down")
        && missing.get("why").asText().contains("the router of paris-n2 is down");
  }

  private static String code(JsonNode missing) {
    return missing.at("/cause/code").asText();
  }

  @Test
  @Order(5)
  void noSecretLeavesItsPlaceWhateverAnApiServerSaysBack() throws Exception {
    Path kubeconfig = system.machine.folder().credentials().resolve("paris");
    byte[] own = Files.readAllBytes(kubeconfig);
    int before = unreadable();
    try (EchoingApi echo = EchoingApi.start()) {
      echo.replace(kubeconfig);
      assertThatThrownBy(() -> system.peering.post("/api/v1/clusters/paris/refresh"))
          .isInstanceOf(ProblemException.class)
          .message()
          .doesNotContain(EchoingApi.TOKEN);
      await().atMost(PATIENCE).until(() -> echo.asked() > 30 && unreadable() > before);
    } finally {
      Files.write(kubeconfig, own);
    }

    Leaks leaks = new Leaks(system.machine, EchoingApi.TOKEN);
    assertThat(leaks.find()).isEmpty();
    assertThat(leaks.octets()).isGreaterThan(10_000_000);
    assertThat(system.journal("").toString()).doesNotContain(EchoingApi.TOKEN);
    await().atMost(PATIENCE).until(() -> condition("europe", "Ready").equals("True"));
  }

  /** How often the journal tells that a node of paris could not be read. */
  private static int unreadable() {
    return (int)
        system.journal("podspan.node.read.v1").stream()
            .map(event -> event.get("data"))
            .filter(data -> data.get("cluster").asText().equals("paris"))
            .filter(data -> !data.get("readable").asBoolean())
            .count();
  }

  @Test
  @Order(6)
  void withdrawingTakesTheRoutesOutOfEveryKernelAgain() {
    withdraw("europe");
    assertThat(system.everyPodReachesEveryOther()).isFalse();
  }

  @Test
  @Order(7)
  void aKeyReachesTheRoutersOfAllClustersAndNothingElse() throws Exception {
    String key = "k3y-" + UUID.randomUUID();
    Path file =
        Files.writeString(system.machine.folder().credentials().resolve("reflector.key"), key);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Operator.Reflector at = system.reflector();
    system.peering.post(
        "/api/v1/reflectors",
        JsonNodeFactory.instance
            .objectNode()
            .put("name", at.name())
            .put("address", at.address())
            .put("port", at.port())
            .put("asn", at.asn())
            .put("keyFile", "reflector.key"));
    declare("keyed");
    await().atMost(Duration.ofSeconds(180)).until(() -> condition("keyed", "Ready").equals("True"));
    assertThat(system.everyPodReachesEveryOther()).isTrue();
    assertThat(system.bgpSecretsOf("paris")).hasSize(1);
    assertThat(system.bgpSecretsOf("tokyo")).containsExactly("podspan-bgp-reflector");

    String encoded = Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
    Leaks leaks =
        new Leaks(system.machine, EchoingApi.TOKEN)
            .alsoOf("a key of BGP", key)
            .alsoOf("a key of BGP in base64", encoded);
    assertThat(leaks.find()).isEmpty();
    assertThat(system.journal("").toString())
        .contains("reflector.key")
        .doesNotContain(key, encoded);
    assertThat(system.kubernetesEventsOf("paris")).doesNotContain(key, encoded);

    withdraw("keyed");
    assertThat(system.bgpSecretsOf("paris")).isEmpty();
    assertThat(system.bgpSecretsOf("tokyo")).isEmpty();
    system.peering.delete("/api/v1/reflectors/" + at.name());
  }

  private static void declare(String name) {
    new Operator(system.peering).declare(name, TestMachine.CLUSTERS, system.reflector());
  }

  private static void withdraw(String name) {
    await().atMost(PATIENCE).until(() -> isTaken(name));
    try {
      await().atMost(PATIENCE).until(() -> isGone(name));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(name + " is still there: " + system.rollouts(), e);
    }
  }

  /** Refused as long as a rollout, or its way back, is under way. */
  private static boolean isTaken(String name) {
    try {
      system.peering.delete("/api/v1/interconnects/" + name);
      return true;
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(409);
      return false;
    }
  }

  private static boolean isGone(String name) {
    try {
      system.peering.get("/api/v1/interconnects/" + name);
      return false;
    } catch (ProblemException e) {
      return e.status() == 404;
    }
  }

  private static String condition(String interconnect, String type) {
    for (JsonNode condition :
        system.peering.get("/api/v1/interconnects/" + interconnect).get("conditions")) {
      if (condition.get("type").asText().equals(type)) {
        return condition.get("status").asText();
      }
    }
    return "Unknown";
  }

  private static boolean killKafka() {
    List<ProcessHandle> brokers = Children.named("embedded.kafka");
    brokers.forEach(ProcessHandle::destroyForcibly);
    return !brokers.isEmpty();
  }

  private static void theJournalHoldsWhatKafkaHoldsOnce() {
    Map<String, Integer> stored = new HashMap<>();
    system.journal("").forEach(event -> stored.merge(event.get("id").asText(), 1, Integer::sum));
    assertThat(stored.values()).containsOnly(1);
    assertThat(stored.keySet()).containsAll(idsOnKafka());
  }

  private static Set<String> idsOnKafka() {
    String servers = "127.0.0.1:" + system.machine.config().ports().of(PortPlan.KAFKA);
    Set<String> ids = new HashSet<>();
    Map<String, Object> settings = Map.of("bootstrap.servers", servers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          Arrays.stream(Topic.values())
              .flatMap(
                  topic ->
                      IntStream.range(0, Topic.PARTITIONS)
                          .mapToObj(p -> new TopicPartition(topic.topicName(), p)))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record -> {
                  if (!header(record, "ce_type").equals(NOT_KEPT)) {
                    ids.add(header(record, "ce_id"));
                  }
                });
      }
    }
    return ids;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
