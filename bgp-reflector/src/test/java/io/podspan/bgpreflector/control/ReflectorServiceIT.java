package io.podspan.bgpreflector.control;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgp.wire.bmp.BmpDecoder;
import io.podspan.bgp.wire.bmp.BmpFrame;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.MonitoredUpdate;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.bgp.wire.bmp.UpdateReader;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RibEvent.RoutesReflected;
import io.podspan.events.RouteEntry;
import io.podspan.events.SessionEvent.PeerRefused;
import io.podspan.events.SessionEvent.PrefixRejected;
import io.podspan.events.SessionEvent.ReflectorConfigured;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.Infrastructure;
import io.podspan.testkit.RealInfrastructure;
import io.podspan.testkit.callers.ClosedDoor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole service with a real Kafka and peers on the loopback. */
@QuarkusTest
@TestProfile(ReflectorServiceIT.OnAnyPort.class)
@QuarkusTestResource(RealInfrastructure.class)
class ReflectorServiceIT {
  private static final String PARIS = "127.0.0.11";
  private static final String LONDON = "127.0.0.12";

  @Inject ReflectorService reflector;
  @Inject KafkaClients kafka;
  @Inject TopicProvisioner topics;

  private final List<Event> seen = new ArrayList<>();
  private KafkaConsumer<String, byte[]> consumer;
  private long revision;

  /** State and ports of its own. */
  public static final class OnAnyPort implements QuarkusTestProfile {
    static final int STATION = 11_079;
    static final Path STATE = Path.of("target", "state-" + UUID.randomUUID());

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "podspan.reflector.port",
          "0",
          "podspan.reflector.bmp-stations",
          "127.0.0.1:" + STATION,
          "podspan.state-dir",
          STATE.toString(),
          "quarkus.http.test-port",
          "0");
    }
  }

  @BeforeEach
  void declareAnInterconnectOfParisAndLondon() throws Exception {
    topics.provide();
    follow();
    revision = System.nanoTime();
    say(new IntentEvent.ClusterRegisteredV1(cluster("paris", "10.1.0.0/16", PARIS)));
    say(new IntentEvent.ClusterRegisteredV1(cluster("london", "10.2.0.0/16", LONDON)));
    say(
        new IntentEvent.InterconnectDeclared(
            new InterconnectState(
                "europe",
                revision,
                List.of("paris", "london"),
                List.of(new ReflectorState("reflector", "127.0.0.1", 1790, 64512)))));
    soon()
        .untilAsserted(
            () ->
                assertThat(read())
                    .anyMatch(
                        event ->
                            event instanceof ReflectorConfigured configured
                                && configured.interconnects().equals(Map.of("europe", revision))
                                && configured.peers() == 2));
  }

  @AfterEach
  void stopFollowing() {
    consumer.close(Duration.ofSeconds(1));
  }

  @Test
  void everyChangeIsRefusedToStrangers() {
    ClosedDoor.check();
  }

  @Test
  void everyAnswerIsDescribed() {
    assertThat(ApiDescription.gaps()).isEmpty();
  }

  @Test
  void tellsAStationItsRoutes() throws Exception {
    try (ServerSocket listening =
        new ServerSocket(OnAnyPort.STATION, 1, InetAddress.getLoopbackAddress())) {
      // It is tried each half minute at most.
      listening.setSoTimeout(40_000);
      try (Socket station = listening.accept()) {
        station.setSoTimeout(10_000);
        DataInputStream in = new DataInputStream(station.getInputStream());
        assertThat(bmp(in)).isInstanceOf(BmpMessage.Initiation.class);
        assertThat(bmp(in)).isInstanceOf(BmpMessage.PeerUp.class);
        BmpMessage.RouteMonitoring first = (BmpMessage.RouteMonitoring) bmp(in);
        assertThat(first.peer().table()).isEqualTo(PeerHeader.Table.LOC_RIB);
        MonitoredUpdate own = (MonitoredUpdate) UpdateReader.read(first.update(), false, Set.of());
        assertThat(own.routes().getFirst().announced())
            .extracting(path -> path.prefix().toString())
            .contains("1.0.0.2/32");
      }
    }
  }

  private static BmpMessage bmp(DataInputStream in) throws IOException {
    byte[] head = in.readNBytes(BmpFrame.LENGTH);
    byte[] whole = Arrays.copyOf(head, ByteBuffer.wrap(head, 1, 4).getInt());
    in.readFully(whole, head.length, whole.length - head.length);
    return (BmpMessage) BmpDecoder.decode(whole);
  }

  @Test
  void reflectsBetweenClustersAndSaysSo() throws Exception {
    int port = reflector.speaker().port();
    try (TestPeer paris = TestPeer.established(PARIS, port);
        TestPeer london = TestPeer.established(LONDON, port)) {
      assertThat(announced(london.readUpdate())).isEqualTo(Nlri.of(Prefix.of("1.0.0.2/32")));

      paris.send(announce("10.1.0.0/24", PARIS));
      Message.Update update = london.readUpdate();
      assertThat(announced(update)).isEqualTo(Nlri.of(Prefix.of("10.1.0.0/24")));
      assertThat(update.routes().getFirst().attributes().nextHop()).isEqualTo(IpAddress.of(PARIS));
      paris.send(announce("10.9.0.0/24", PARIS));

      soon()
          .untilAsserted(
              () ->
                  assertThat(read())
                      .anyMatch(
                          event ->
                              event instanceof SessionEstablished e
                                  && e.peer().address().equals(LONDON))
                      .anyMatch(
                          event ->
                              event instanceof RoutesReflected e
                                  && e.cluster().equals("paris")
                                  && e.announced().contains(new RouteEntry("10.1.0.0/24", PARIS)))
                      .anyMatch(
                          event ->
                              event instanceof PrefixRejected e
                                  && e.prefix().equals("10.9.0.0/24")
                                  && e.reason().equals("outside the pod CIDRs of paris")));
      given().get("/api/v1/peers?state=Established").then().statusCode(200).body("total", is(2));
      given()
          .get("/api/v1/peers?cluster=paris")
          .then()
          .statusCode(200)
          .body("items[0].address", equalTo(PARIS))
          .body("items[0].routerId", equalTo(PARIS))
          .body("items[0].holdTimeSeconds", is(90))
          .body("items[0].prefixesAccepted", is(1))
          .body("items[0].announcementsRejected", is(1));
      given()
          .get("/api/v1/routes?prefix=10.1.0.7")
          .then()
          .statusCode(200)
          .body("items[0].prefix", equalTo("10.1.0.0/24"))
          .body("items[0].reason", equalTo("the only path"))
          .body("items[0].paths[0].best", is(true))
          .body("items[0].paths[0].nextHop", equalTo(PARIS));
      saysWhatEachIsSent();
      saysHowFarARouteGot();
    }
    soon()
        .untilAsserted(
            () ->
                assertThat(read())
                    .anyMatch(
                        event -> event instanceof SessionLost e && e.peer().address().equals(PARIS))
                    .anyMatch(
                        event ->
                            event instanceof RoutesReflected e
                                && e.withdrawn().contains("10.1.0.0/24")
                                && e.total() == 0));
  }

  private void saysHowFarARouteGot() {
    soon()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/peers/" + LONDON + "/route?prefix=10.1.0.0/24&from=" + PARIS)
                    .then()
                    .statusCode(200)
                    .body("session", is(true))
                    .body("origin.session", is(true))
                    .body("origin.announced", is(true))
                    .body("sent", is(true))
                    .body("handedOver", is(true))
                    .body("paths[0].peer", equalTo(PARIS)));
    given()
        .get("/api/v1/peers/" + LONDON + "/route?prefix=10.9.0.0/24&from=" + PARIS)
        .then()
        .statusCode(200)
        .body("sent", is(false))
        .body("origin.announced", is(false))
        .body("origin.refused.why", equalTo("outside the pod CIDRs of paris"))
        .body("paths", equalTo(List.of()));
    given().get("/api/v1/peers/" + LONDON + "/route").then().statusCode(400);
    given().get("/api/v1/peers/203.0.113.99/route?prefix=10.1.0.0/24").then().statusCode(404);
  }

  private void saysWhatEachIsSent() {
    given()
        .get("/api/v1/peers/" + LONDON + "/sent?prefix=10.1.0.7")
        .then()
        .statusCode(200)
        .body("node", equalTo("london-1"))
        .body("sent", is(2))
        .body("endOfRib", equalTo(List.of("ipv4-unicast")))
        .body("withheld", equalTo(List.of()))
        .body("route.prefix", equalTo("10.1.0.0/24"))
        .body("route.sent", is(true))
        .body("route.paths[0].peer", equalTo(PARIS))
        .body("route.paths[0].sent", is(true));
    given()
        .get("/api/v1/peers/" + PARIS + "/sent?prefix=10.1.0.0/24")
        .then()
        .statusCode(200)
        .body("sent", is(1))
        .body("withheld[0].why", equalTo("own-route"))
        .body("withheld[0].prefixes", equalTo(List.of("10.1.0.0/24")))
        .body("route.sent", is(false))
        .body("route.paths[0].why", equalTo("own-route"))
        .body("route.paths[0].text", equalTo("the peer has announced it itself"));
    given()
        .get("/api/v1/peers/" + PARIS + "/sent?prefix=10.7.0.0/24")
        .then()
        .statusCode(200)
        .body("route", nullValue());
    soon()
        .untilAsserted(
            () ->
                assertThat(read())
                    .anyMatch(
                        event ->
                            event instanceof PeerRoutesSent e
                                && e.peer().address().equals(PARIS)
                                && e.sent() == 1
                                && e.withheld().stream()
                                    .anyMatch(kept -> kept.why().equals("own-route"))));
  }

  @Test
  void saysThatAPeerWithoutASessionIsSentNothing() {
    given().get("/api/v1/peers/" + PARIS + "/sent").then().statusCode(409);
    given().get("/api/v1/peers/203.0.113.99/sent").then().statusCode(404);
    given().get("/api/v1/peers/nobody/sent").then().statusCode(400);
    given().get("/api/v1/peers/" + PARIS + "/sent?prefix=10.1.0.1/16").then().statusCode(400);
  }

  @Test
  void refusesStrangersAndSaysWhy() throws Exception {
    try (TestPeer stranger = TestPeer.connect("127.0.0.99", reflector.speaker().port())) {
      assertThat(stranger.readEnd()).isIn("closed", "reset");
    }
    soon()
        .untilAsserted(
            () ->
                assertThat(read())
                    .anyMatch(
                        event ->
                            event instanceof PeerRefused e
                                && e.peer().address().equals("127.0.0.99")
                                && e.peer().cluster() == null));
    given()
        .get("/api/v1/reflector")
        .then()
        .statusCode(200)
        .body("refusedByReason.unknown-peer", is(1))
        .body("interconnects.europe", notNullValue());
    assertThat(given().get("/q/metrics").asString())
        .contains("podspan_reflector_refused_total{reason=\"unknown-peer\"} 1.0");
  }

  @Test
  void goesOnWithoutKafkaAndTellsAfterwards() throws Exception {
    int port = reflector.speaker().port();
    Infrastructure.stopKafka();
    try {
      try (TestPeer london = TestPeer.established(LONDON, port);
          TestPeer paris = TestPeer.established(PARIS, port)) {
        paris.send(announce("10.1.5.0/24", PARIS));
        Message.Update update = london.readUpdate();
        while (!announced(update).equals(Nlri.of(Prefix.of("10.1.5.0/24")))) {
          update = london.readUpdate();
        }
        given().get("/q/health/ready").then().statusCode(200);
      }
    } finally {
      Infrastructure.startKafka();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(read())
                    .anyMatch(
                        event ->
                            event instanceof SessionEstablished e
                                && e.peer().address().equals(PARIS))
                    .anyMatch(
                        event ->
                            event instanceof SessionLost e && e.peer().address().equals(PARIS)));
  }

  @Test
  void keepsTheConfigurationOnDisk() throws Exception {
    Path file = OnAnyPort.STATE.resolve("intent.json");

    // A disk that is busy with the work of others takes minutes to write through.
    soon()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(() -> assertThat(Files.readString(file)).contains(Long.toString(revision)));
    Configuration again =
        Configuration.of(
            new ConfigurationFile(OnAnyPort.STATE, "reflector").load().orElseThrow().world(),
            reflector.config(),
            ServiceSettings.of(reflector.config()).session());
    assertThat(again).isEqualTo(reflector.configuration());
  }

  @Test
  void saysThatItIsDeclaredWhereItDoesNotListenAndGoesOn() throws Exception {
    say(
        new IntentEvent.ReflectorDeclared(
            new ReflectorSpec("reflector", "192.0.2.7", 179, 64512, true, null)));
    soon()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/reflector")
                    .then()
                    .body("remarks", hasItem(containsString("declared at 192.0.2.7")))
                    .body("interconnects.europe", equalTo(revision)));
    say(new IntentEvent.ReflectorRemoved("reflector"));
    soon().untilAsserted(() -> given().get("/api/v1/reflector").then().body("remarks", hasSize(0)));
    try (TestPeer paris = TestPeer.established(PARIS, reflector.speaker().port())) {
      assertThat(announced(paris.readUpdate())).isEqualTo(Nlri.of(Prefix.of("1.0.0.2/32")));
    }
  }

  @Test
  void resetsASessionAndTellsThePeerWhy() throws Exception {
    try (TestPeer paris = TestPeer.established(PARIS, reflector.speaker().port())) {
      given()
          .queryParam("text", "new cables")
          .post("/api/v1/peers/" + PARIS + "/reset")
          .then()
          .statusCode(204);

      assertThat(paris.readNotification())
          .isEqualTo(NotificationCode.ADMINISTRATIVE_RESET.saying("new cables"));
    }
    given().post("/api/v1/peers/" + PARIS + "/clear").then().statusCode(204);
    given().post("/api/v1/peers/203.0.113.99/reset").then().statusCode(404);
    given().post("/api/v1/peers/nobody/reset").then().statusCode(400);
  }

  @Test
  void answersUnusableQueriesWithProblems() {
    for (String query :
        List.of(
            "/api/v1/peers?state=up",
            "/api/v1/peers?limit=0",
            "/api/v1/peers?limit=many",
            "/api/v1/peers?offset=-1",
            "/api/v1/peers?colour=red",
            "/api/v1/routes?prefix=10.1.0.1/16",
            "/api/v1/routes?prefix=fd00::/129",
            "/api/v1/routes?limit=1001")) {
      given()
          .get(query)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("nextStep", notNullValue());
    }
  }

  @Test
  void isReadyAndDescribesItself() {
    given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    assertThat(given().get("/q/openapi").asString())
        .contains("/api/v1/peers", "/api/v1/routes", "/api/v1/reflector");
  }

  private static Nlri announced(Message.Update update) {
    return update.routes().getFirst().announced();
  }

  private static Message announce(String prefix, String nextHop) {
    return Message.Update.announce(
        PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(nextHop)),
        Nlri.of(Prefix.of(prefix)));
  }

  private static ClusterState cluster(String name, String podCidr, String node) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(podCidr),
        List.of(),
        List.of(new NodeState(name + "-1", node, List.of(podCidr.replace("/16", "/24")))),
        new AccessReference(name, null));
  }

  private void say(IntentEvent event) throws Exception {
    try (var producer = kafka.producer()) {
      producer.send(EventCodec.record(Envelope.of("/test", Instant.now(), event))).get();
    }
  }

  /** From now on. */
  private void follow() {
    consumer = kafka.consumer(Map.of());
    List<TopicPartition> partitions =
        Stream.of(Topic.SESSIONS, Topic.RIB)
            .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  private List<Event> read() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
      if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> envelope)) {
        seen.add(envelope.event());
      }
    }
    return seen;
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(90));
  }
}
