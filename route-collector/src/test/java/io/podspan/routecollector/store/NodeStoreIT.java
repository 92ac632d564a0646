package io.podspan.routecollector.store;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

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
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerRecords;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Charge;
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
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
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

  /** This test is an instance of the service, too, and reads one cluster. */
  private static final Charge CHARGE = new Charge("store", 1);

  private static final Charge PARIS = new Charge("paris", 1);

  @Inject NodeRecords records;
  @Inject DataSource dataSource;
  @Inject PeerRecords peers;
  @Inject ChangeRecords changes;
  @Inject ChangeStore store;
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
  void listen() throws SQLException {
    routes = new EventsOnKafka(Topic.ROUTES);
    takeCharge(CHARGE.term());
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

  private void takeCharge(long term) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into collector.share_member (id, since, expires_at)
          values ('test', now(), now() + interval '1 day') on conflict (id) do nothing
          """);
      statement.execute(
          """
          insert into collector.share_owner (work, owner, term)
          values ('store', 'test', %1$d), ('paris', 'test', %1$d)
          on conflict (work) do update set owner = 'test', term = %1$d
          """
              .formatted(term));
    }
  }

  @Test
  void everyChangeIsRefusedToStrangers() {
    ClosedDoor.check("/api/v1/checks");
  }

  @Test
  void saysWhatChangedOnceAndRemembersIt() {
    record("a", WITHOUT_ROUTE);
    NodeStatus status = record("a", WITHOUT_ROUTE);
    await().untilAsserted(() -> assertThat(saidOf("a")).hasSize(3));
    assertThat(status.missingRoutes()).isEqualTo(1);
    assertThat(records.find("store", "a")).contains(status);
  }

  @Test
  void whatALateLookOfAnotherTermSawIsNeitherKeptNorSaid() throws SQLException {
    NodeStatus before = record("i", WITH_ROUTE);
    await().untilAsserted(() -> assertThat(saidOf("i")).hasSize(2));
    takeCharge(2);
    assertThat(records.record(CHARGE, "i", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING)).isEmpty();
    records.tell(CHARGE, before);
    records.expect(CHARGE, List.of("store/i"), new Expectation(List.of(), Set.of()));
    records.keep(CHARGE, List.of());
    records.keepClusters(List.of());
    assertThat(records.find("store", "i")).contains(before);
    Charge now = new Charge("store", 2);
    assertThat(records.record(now, "i", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING)).isPresent();
    await()
        .untilAsserted(
            () ->
                assertThat(saidOf("i"))
                    .as("the change alone, once")
                    .hasSize(4)
                    .last()
                    .isInstanceOf(RouteMissing.class));
  }

  @Test
  void whatADeadInstanceReadIsForgottenWhereTheIntentDoesNotNameIt() throws SQLException {
    record("j", WITH_ROUTE);
    execute("update collector.share_owner set owner = 'dead' where work = 'store'");
    records.keepClusters(List.of("store"));
    assertThat(records.find("store", "j")).isPresent();
    records.keepClusters(List.of("paris"));
    assertThat(records.find("store", "j")).isEmpty();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private NodeStatus record(String node, ReadOutcome outcome) {
    return records.record(CHARGE, node, outcome, EXPECTED, Elsewhere.NOTHING).orElseThrow();
  }

  /** A thousand nodes with a thousand routes are looked at all the time. */
  @Test
  void aLookWithoutNewsLeavesTheTablesWhereTheyAre() throws SQLException {
    List<RouteEntry> all =
        IntStream.range(0, 1_000)
            .mapToObj(
                i ->
                    new RouteEntry(
                        "10.%d.%d.0/24".formatted(i / 200, i % 200), "192.0.2." + i % 250))
            .toList();
    record("large", read(all));
    long tables = tables();
    long before = written();
    Instant first = records.find("store", "large").orElseThrow().readAt();
    for (int i = 0; i < 20; i++) {
      record("large", read(all));
    }
    assertThat(written() - before).as("octets of 20 looks").isLessThan(100_000);
    assertThat(tables()).isEqualTo(tables);
    NodeStatus now = records.find("store", "large").orElseThrow();
    assertThat(now.readAt()).isAfter(first);
    record("large", new ReadOutcome.Unreadable("no pod"));
    assertThat(tables()).isEqualTo(tables);
    assertThat(records.find("store", "large").orElseThrow().unreadableWhy()).isEqualTo("no pod");
    record("large", read(all.subList(1, 1_000)));
    assertThat(tables()).as("there is one route less").isNotEqualTo(tables);
    assertThat(records.find("store", "large").orElseThrow().known().rib()).hasSize(999);
  }

  @Test
  void aLookAtANodeThatIsForgottenMeanwhileFindsNoRowToUpdate() throws SQLException {
    record("forgotten", read(List.of()));
    NodeStatus status = records.find("store", "forgotten").orElseThrow();
    try (Connection connection = dataSource.getConnection()) {
      assertThat(NodeRows.saveLook(connection, status)).isTrue();
      execute("delete from collector.node_status where name = 'store/forgotten'");
      assertThat(NodeRows.saveLook(connection, status)).isFalse();
    }
  }

  /** Where Postgres keeps them: a large value is written once, and again when it is another one. */
  private long tables() throws SQLException {
    return number(
        "select pg_column_toast_chunk_id(known) from collector.node_status where name = 'store/large'");
  }

  /** What Postgres has written to its log so far. */
  private long written() throws SQLException {
    return number("select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
  }

  private long number(String select) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void anUnreadableNodeKeepsWhatIsKnownAndSaysSinceWhen() {
    NodeStatus read = record("b", WITH_ROUTE);
    NodeStatus first = record("b", new ReadOutcome.Unreadable("no pod"));
    NodeStatus second = record("b", new ReadOutcome.Unreadable("forbidden"));
    assertThat(first.known()).isEqualTo(read.known());
    assertThat(second.unreadableSince()).isEqualTo(first.unreadableSince());
    assertThat(second.unreadableWhy()).isEqualTo("forbidden");
    assertThat(record("b", WITH_ROUTE).readable()).isTrue();
    await().untilAsserted(() -> assertThat(saidOf("b")).hasSize(4));
    records.tell(CHARGE, read);
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
        CHARGE, "h", WITH_ROUTE, EXPECTED, new Elsewhere(Heard.NOTHING, Map.of(), Map.of(), began));
    assertThat(records.routers(List.of("store/h")).get("store/h").at()).isEqualTo(began);
  }

  @Test
  void whatTheIntentDoesNotNameAnyMoreIsForgottenAndWhatItDoesNotExpectIsNotMissing() {
    record("e", WITHOUT_ROUTE);
    record("f", WITHOUT_ROUTE);
    records.expect(CHARGE, List.of("store/e"), new Expectation(List.of(), Set.of()));
    assertThat(records.find("store", "e").orElseThrow().missingRoutes()).isZero();
    assertThat(records.find("store", "f").orElseThrow().missingRoutes()).isEqualTo(1);
    records.keep(CHARGE, List.of("store/f"));
    assertThat(records.find("store", "e")).isEmpty();
    assertThat(records.find("store", "f")).isPresent();
  }

  @Test
  void whileKafkaIsAwayEventsWaitAndThenComeInOrder() {
    Infrastructure.stopKafka();
    record("c", WITHOUT_ROUTE);
    record("c", WITH_ROUTE);
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
    assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> record("d", WITH_ROUTE));
    given()
        .get("/api/v1/nodes/store/d")
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .contentType("application/problem+json");
    Infrastructure.startPostgres();
    await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(record("d", WITH_ROUTE).missingRoutes()).isZero());
    // The service itself looks at this node too, and expects no routes of it.
    await()
        .untilAsserted(
            () ->
                assertThat(saidOf("d"))
                    .filteredOn(
                        e -> e instanceof NodeRoutesChanged routes && routes.expected() == 1)
                    .isNotEmpty());
  }

  private static final Between ALWAYS =
      new Between(Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"));

  private List<String> changed(String node) {
    List<String> changed = new ArrayList<>();
    changes.read(
        "paris/" + node,
        ALWAYS,
        (change, _) ->
            changed.add(
                "%s %s: %s, %s"
                    .formatted(
                        change.line().part().text(),
                        change.line().item(),
                        change.before(),
                        change.after())));
    return changed;
  }

  @Test
  void whatChangedIsKeptWithTheNodeAndGoesWithIt() {
    records.record(PARIS, "changing", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    assertThat(changed("changing")).containsExactly("state : never, read");
    records.record(PARIS, "changing", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    records.record(PARIS, "changing", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    assertThat(changed("changing"))
        .contains(
            "rib 10.2.0.0/24: null, 192.0.2.21",
            "fib 10.2.0.0/24: null, 192.0.2.21",
            "state : never, read")
        .anyMatch(line -> line.startsWith("route 10.2.0.0/24 via 192.0.2.21: "));
    records.record(
        PARIS, "changing", new ReadOutcome.Unreadable("no pod"), EXPECTED, Elsewhere.NOTHING);
    assertThat(changed("changing")).last().isEqualTo("state : read, stale");
    assertThat(changes.nodes(ALWAYS)).contains("paris/changing");

    records.keep(PARIS, List.of());
    assertThat(changed("changing")).isEmpty();
  }

  @Test
  void pagesOfWhatChangedGoOnFromLineToLine() {
    records.record(PARIS, "paged", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    Instant from = changes.kept().now();
    records.record(PARIS, "paged", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    JsonPath first = page("from", from.toString());
    assertThat(first.getString("items[0].part")).isEqualTo("route");
    records.record(PARIS, "paged", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    JsonPath second = page("cursor", first.getString("next"));
    assertThat(second.getString("items[0].part")).isEqualTo("rib");
    assertThat(second.getString("items[0].after"))
        .as("at the moment of the first page")
        .isEqualTo("192.0.2.21");
    JsonPath third = page("cursor", second.getString("next"));
    assertThat(third.getString("items[0].part")).isEqualTo("fib");
    assertThat(third.getList("begins.node")).doesNotContain("paged");
    String csv =
        given()
            .accept("text/csv")
            .queryParam("from", from.toString())
            .queryParam("limit", 1)
            .get("/api/v1/changes")
            .then()
            .statusCode(200)
            .extract()
            .header("Podspan-Next-Cursor");
    assertThat(page("cursor", csv).getString("items[0].part")).isNotEqualTo("route");
  }

  private static JsonPath page(String parameter, String value) {
    return given()
        .queryParam("limit", 1)
        .queryParam(parameter, value)
        .get("/api/v1/changes")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  @Test
  void theTimesOfANodeGoUpWhateverAnotherPostgresSaid() throws SQLException {
    records.record(PARIS, "clock", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    execute(
        "update collector.node_change set at = at + interval '1 hour' where name = 'paris/clock'");
    records.record(PARIS, "clock", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    List<Instant> times = new ArrayList<>();
    changes.read("paris/clock", ALWAYS, (_, at) -> times.add(at));
    assertThat(times).isSorted().hasSizeGreaterThan(1);
    records.keep(PARIS, List.of());
  }

  @Test
  void whatHasTooManyOctetsIsForgottenToo() {
    records.record(PARIS, "wide", WITHOUT_ROUTE, EXPECTED, Elsewhere.NOTHING);
    records.record(PARIS, "wide", WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    store.forget(Instant.EPOCH, Integer.MAX_VALUE, Long.MAX_VALUE);
    assertThat(changed("wide")).contains("state : never, read");
    store.forget(Instant.EPOCH, Integer.MAX_VALUE, 1);
    assertThat(changed("wide")).isEmpty();
  }

  @Test
  void whatIsTooOldOrTooMuchIsForgottenAndSaid() {
    Instant before = changes.kept().since();
    assertThat(before).isAfter(Instant.EPOCH);
    for (int look = 0; look < 4; look++) {
      records.record(
          PARIS, "many", look % 2 == 0 ? WITHOUT_ROUTE : WITH_ROUTE, EXPECTED, Elsewhere.NOTHING);
    }
    int lines = changed("many").size();
    store.forget(Instant.EPOCH, 1, Long.MAX_VALUE);
    assertThat(changed("many")).isNotEmpty().hasSizeLessThan(lines);
    Instant since = changes.kept().since();
    assertThat(since).isAfter(before);

    given()
        .queryParam("from", before.toString())
        .get("/api/v1/changes")
        .then()
        .statusCode(400)
        .body("type", equalTo("/problems/time-not-kept"))
        .body("detail", containsString("is kept since " + since));
    given()
        .queryParam("from", since.toString())
        .get("/api/v1/changes")
        .then()
        .statusCode(200)
        .body("keptSince", equalTo(since.toString()))
        .body("items.find { it.node == 'many' && it.part == 'rib' }.item", equalTo("10.2.0.0/24"));
    given()
        .accept("text/csv")
        .queryParam("from", since.toString())
        .queryParam("part", "rib")
        .get("/api/v1/changes")
        .then()
        .statusCode(200)
        .body(containsString("paris,many,rib,10.2.0.0/24,,192.0.2.21,"));
    String usual = given().get("/api/v1/changes").then().statusCode(200).extract().path("from");
    assertThat(Instant.parse(usual)).as("it will not be forgotten soon").isAfter(since);
    given().get("/api/v1/changes?cursor=1").then().statusCode(400);
    given().get("/api/v1/changes?limit=0").then().statusCode(400);
    given().get("/api/v1/changes?from=yesterday").then().statusCode(400);
    given().get("/api/v1/changes?from=2999-01-01T00:00:00Z").then().statusCode(400);
    given().get("/api/v1/changes?from=0s&cluster=nowhere").then().statusCode(404);
    given().get("/api/v1/changes?from=0s&part=all").then().statusCode(400);
  }
}
