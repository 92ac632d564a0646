package io.podspan.routecollector.store;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.clusteraccess.EventsOnKafka;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.IntentEvent.ClusterRemoved;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RibEvent.Withheld;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.Topic;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Elsewhere;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import io.podspan.testkit.Infrastructure;
import io.podspan.testkit.RealInfrastructure;
import io.podspan.testkit.callers.ClosedDoor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known and what is said, on a real Postgres and Kafka; nodes are read by the test. */
@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "collector"))
class NodeStoreIT {
  private static final RouteEntry ROUTE = new RouteEntry("10.2.0.0/24", "192.0.2.21");
  private static final Expectation EXPECTED = new Expectation(List.of(ROUTE), Set.of("192.0.2.1"));
  private static final ReadOutcome WITHOUT_ROUTE = read(List.of());
  private static final ReadOutcome WITH_ROUTE = read(List.of(ROUTE));

  @Inject NodeRecords records;
  @Inject PeerRecords peers;
  private EventsOnKafka routes;

  private static ReadOutcome read(List<RouteEntry> rib) {
    return new ReadOutcome.Read(
        new NodeTables(
            List.of(new NodeSession("192.0.2.1", 64512, "Established", false)),
            rib,
            rib.stream()
                .map(r -> new KernelRoute(r.prefix(), r.nextHop(), "eth0", "unicast"))
                .toList()));
  }

  @BeforeEach
  void listen() {
    routes = new EventsOnKafka(Topic.ROUTES);
    await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  @AfterEach
  void bringBack() {
    Infrastructure.startPostgres();
    Infrastructure.startKafka();
    routes.say(new ClusterRemoved("store"));
    routes.close();
  }

  private List<Event> saidOf(String node) {
    return routes.heard().stream().filter(e -> e.subject().equals("store/" + node)).toList();
  }

  @Test
  void everyChangeIsRefusedToStrangers() {
    ClosedDoor.check("/api/v1/checks");
  }

  @Test
  void saysWhatChangedOnceAndRemembersIt() {
    records.record("store", "a", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    NodeStatus status = records.record("store", "a", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    await().untilAsserted(() -> assertThat(saidOf("a")).hasSize(3));
    assertThat(status.missingRoutes()).isEqualTo(1);
    assertThat(records.find("store", "a")).contains(status);
  }

  @Test
  void anUnreadableNodeKeepsWhatIsKnownAndSaysSinceWhen() {
    NodeStatus read = records.record("store", "b", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    NodeStatus first =
        records.record(
            "store", "b", new ReadOutcome.Unreadable("no pod"), EXPECTED, Elsewhere.NOTHING);
    NodeStatus second =
        records.record(
            "store", "b", new ReadOutcome.Unreadable("forbidden"), EXPECTED, Elsewhere.NOTHING);
    assertThat(first.known()).isEqualTo(read.known());
    assertThat(second.unreadableSince()).isEqualTo(first.unreadableSince());
    assertThat(second.unreadableWhy()).isEqualTo("forbidden");
    assertThat(records.record("store", "b", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING).readable())
        .isTrue();
    await().untilAsserted(() -> assertThat(saidOf("b")).hasSize(4));
    records.tell(read);
    await().untilAsserted(() -> assertThat(saidOf("b")).hasSize(5));
  }

  @Test
  void whatAReflectorSendsToAPeerIsKeptBesideWhatItSaysOfTheSession() {
    PeerIdentity peer = new PeerIdentity("rr", "192.0.2.29", "store", "g");
    routes.say(new SessionEstablished(peer, 64512, "192.0.2.29", 90, List.of("ipv4-unicast")));
    await().until(() -> word(peer).map(PeerWord::established).orElse(false));
    Withheld mesh = new Withheld("own-mesh", 1, List.of("10.1.0.0/24"));
    routes.say(new PeerRoutesSent(peer, 3, List.of("ipv4-unicast"), List.of(mesh)));
    await()
        .untilAsserted(
            () ->
                assertThat(word(peer).map(PeerWord::sent))
                    .hasValueSatisfying(
                        sent -> {
                          assertThat(sent.prefixes()).isEqualTo(3);
                          assertThat(sent.endOfRib()).containsExactly("ipv4-unicast");
                          assertThat(sent.withheld()).containsExactly(mesh);
                        }));
    assertThat(word(peer).map(PeerWord::established)).contains(true);
  }

  private Optional<PeerWord> word(PeerIdentity peer) {
    return peers
        .heard(List.of(Heard.key(peer.reflector(), peer.address())))
        .of(peer.reflector(), peer.address());
  }

  /** What it saw first may have changed when it ends. */
  @Test
  void aLookAtARouterCountsFromItsBeginning() {
    Instant began = Instant.parse("2026-01-02T12:00:00Z");
    records.record(
        "store",
        "h",
        WITH_ROUTE,
        EXPECTED,
        new Elsewhere(Heard.NOTHING, Map.of(), Map.of(), began));
    assertThat(records.routers(List.of("store/h")).get("store/h").at()).isEqualTo(began);
  }

  @Test
  void whatTheIntentDoesNotNameAnyMoreIsForgottenAndWhatItDoesNotExpectIsNotMissing() {
    records.record("store", "e", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    records.record("store", "f", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    records.expect(List.of("store/e"), new Expectation(List.of(), Set.of()));
    assertThat(records.find("store", "e").orElseThrow().missingRoutes()).isZero();
    assertThat(records.find("store", "f").orElseThrow().missingRoutes()).isEqualTo(1);
    records.keep(List.of("store/f"));
    assertThat(records.find("store", "e")).isEmpty();
    assertThat(records.find("store", "f")).isPresent();
  }

  @Test
  void whileKafkaIsAwayEventsWaitAndThenComeInOrder() {
    Infrastructure.stopKafka();
    records.record("store", "c", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    records.record("store", "c", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    Infrastructure.startKafka();
    await()
        .untilAsserted(
            () ->
                assertThat(saidOf("c"))
                    .hasSize(5)
                    .satisfies(said -> assertThat(said.get(2)).isInstanceOf(RouteMissing.class))
                    .filteredOn(NodeRoutesChanged.class::isInstance)
                    .extracting(e -> ((NodeRoutesChanged) e).missing())
                    .containsExactly(1, 0));
  }

  @Test
  void whilePostgresIsAwayNothingIsSaidAndTheAnswerIs503() {
    routes.say(
        new ClusterRegisteredV1(
            new ClusterState(
                "store",
                Cni.CALICO,
                null,
                64512,
                List.of(),
                List.of(),
                List.of(new NodeState("d", "192.0.2.11", List.of())),
                new AccessReference("store", null))));
    await().untilAsserted(() -> given().get("/api/v1/nodes/store/d").then().statusCode(200));
    Infrastructure.stopPostgres();
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> records.record("store", "d", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING));
    given()
        .get("/api/v1/nodes/store/d")
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .contentType("application/problem+json");
    Infrastructure.startPostgres();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        records
                            .record("store", "d", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING)
                            .missingRoutes())
                    .isZero());
    // The service itself looks at this node too, and expects no routes of it.
    await()
        .untilAsserted(
            () ->
                assertThat(saidOf("d"))
                    .filteredOn(
                        e -> e instanceof NodeRoutesChanged routes && routes.expected() == 1)
                    .isNotEmpty());
  }
}
