package io.podspan.probeservice;

import static io.podspan.probeservice.verdict.Samples.pods;
import static io.podspan.testkit.Patience.AMPLE;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.ProbeRound;
import io.podspan.events.ProbeEvent.ReachabilityChanged;
import io.podspan.events.Topic;
import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.Infrastructure;
import io.podspan.testkit.RealInfrastructure;
import io.podspan.testkit.callers.ClosedDoor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service on a real Postgres and Kafka; only the pods are not there. */
@QuarkusTest
@TestProfile(WithoutClusters.class)
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "probes"))
class ProbeServiceIT {
  private static final AtomicInteger RUN = new AtomicInteger();

  private static final String PARKED = "/api/v1/outbox/parked";

  @Inject DataSource database;
  @Inject TestPods pods;
  @Inject TestTopics topics;

  private String interconnect;
  private String paris;
  private String tokyo;

  @BeforeEach
  void twoClusters() {
    int run = RUN.incrementAndGet();
    interconnect = "i" + run;
    paris = "paris" + run;
    tokyo = "tokyo" + run;
    pods.has(paris, pods(paris, 2 * run, 2, 2)).has(tokyo, pods(tokyo, 2 * run + 1, 2, 2));
    soon().untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    topics.register(paris, tokyo);
  }

  @AfterEach
  void serversAreThereAgain() {
    Infrastructure.startKafka();
    Infrastructure.startPostgres();
    topics.withdraw(interconnect);
  }

  /** Less than the pause of a pair that is well. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(50));
  }

  private Response pair() {
    return get("/api/v1/reachability/{from}/{to}", paris, tokyo);
  }

  private void awaitState(String state) {
    awaitState(AMPLE, state);
  }

  private void awaitState(Duration atMost, String state) {
    soon()
        .atMost(atMost)
        .untilAsserted(() -> assertThat(pair().<String>path("summary.state")).isEqualTo(state));
  }

  private List<ReachabilityChanged> changes() {
    return topics.told(paris, tokyo).stream()
        .filter(ReachabilityChanged.class::isInstance)
        .map(ReachabilityChanged.class::cast)
        .toList();
  }

  private List<ProbeRound> rounds() {
    return topics.told(paris, tokyo).stream()
        .filter(ProbeRound.class::isInstance)
        .map(ProbeRound.class::cast)
        .toList();
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
  void tellsEachChangeOnceAndLooksAtOnceWhenTheRoutesAreComplete() {
    pods.silent.put(tokyo, true);
    topics.join(interconnect, paris, tokyo);
    awaitState("UNREACHABLE");
    pair()
        .then()
        .body("summary.cause.code", equalTo("none-answers"))
        .body("summary.pairs", equalTo(16))
        .body("summary.loss", equalTo(1.0f))
        .body("failed", hasSize(16))
        .body("failed[0].cause.code", equalTo("no-reply"));
    soon().untilAsserted(() -> assertThat(rounds()).hasSizeGreaterThan(2));
    assertThat(changes())
        .extracting(ReachabilityChanged::before, ReachabilityChanged::now)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                ProbeEvent.Reachability.UNKNOWN, ProbeEvent.Reachability.UNREACHABLE));

    pods.silent.remove(tokyo);
    topics.routesComplete(paris);
    awaitState(AT_ONCE, "REACHABLE");
    soon().untilAsserted(() -> assertThat(changes()).hasSize(2));
    assertThat(changes().getLast().cause()).isEqualTo(new AllAnswer(16));
    assertThat(rounds()).isSortedAccordingTo((a, b) -> Long.compare(a.round(), b.round()));
  }

  @Test
  void noticesLostRoutesAtOnceThoughAllWasWell() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    pods.silent.put(tokyo, true);
    topics.routesComplete(tokyo);
    awaitState(AT_ONCE, "UNREACHABLE");
  }

  @Test
  void theMatrixHasBothDirectionsOfWhatIsJoinedAndForgetsWhatIsNot() {
    get("/api/v1/reachability").then().body("pairs.from", not(hasItem(paris)));
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    get("/api/v1/reachability")
        .then()
        .body("pairs.findAll { it.from == '" + paris + "' }.to", equalTo(List.of(tokyo)))
        .body("pairs.findAll { it.from == '" + tokyo + "' }.to", equalTo(List.of(paris)))
        .body("oneWay.from", not(hasItem(paris)));
    get("/api/v1/reachability/nodes")
        .then()
        .body("pairs.findAll { it.from == '" + paris + "' }", hasSize(4))
        .body("pairs.findAll { it.from == '" + paris + "' }.reachable", hasItem(4));

    topics.withdraw(interconnect);
    soon().untilAsserted(() -> pair().then().statusCode(404));
    pair().then().body("nextStep", containsString("Declare an interconnect"));
    get("/api/v1/reachability").then().body("pairs.from", not(hasItem(paris)));
    topics.join(interconnect, paris, tokyo);
    soon()
        .untilAsserted(
            () -> assertThat(rounds().getLast().round()).as("counted anew").isEqualTo(1));
  }

  @Test
  void doesNotKnowWhereNothingCanBeMeasured() {
    pods.has(tokyo, List.of());
    topics.join(interconnect, paris, tokyo);
    soon().untilAsserted(() -> pair().then().body("summary.round", greaterThan(0)));
    pair()
        .then()
        .body("summary.state", equalTo("UNKNOWN"))
        .body("summary.cause.code", equalTo("no-probe-pods"))
        .body("summary.cause.cluster", equalTo(tokyo));
    soon().untilAsserted(() -> assertThat(rounds()).hasSizeGreaterThan(1));
    // Announced once: whoever shows the pair can say why nothing was measured.
    assertThat(changes())
        .extracting(ReachabilityChanged::cause)
        .containsExactly(new NoProbePods(tokyo, 0));
  }

  @Test
  void probesOnDemandWithinAClusterAndBetweenClustersThatAreNotJoined() {
    soon().untilAsserted(() -> probe(paris, paris).then().statusCode(200));
    probe(paris, paris).then().body("summary.state", equalTo("REACHABLE"));
    pods.silent.put(tokyo, true);
    probe(paris, tokyo)
        .then()
        .statusCode(200)
        .body("summary.state", equalTo("UNREACHABLE"))
        .body("failed", hasSize(16));
    assertThat(topics.told(paris, tokyo))
        .as("of pairs that are not joined nothing is told")
        .isEmpty();
  }

  @Test
  void aProbeOnDemandOfAJoinedPairIsARoundLikeAnyOther() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    int before = pair().path("summary.round");
    probe(paris, tokyo).then().statusCode(200).body("summary.round", greaterThan(before));
  }

  @Test
  void anEventThatKafkaDoesNotTakeIsParkedToldOfAndDiscarded() throws SQLException {
    appendTooLarge();
    soon().untilAsserted(() -> get(PARKED).then().statusCode(200).body("$", hasSize(1)));
    get(PARKED)
        .then()
        .body("[0].key", equalTo("none/none"))
        .body("[0].reason", containsString("RecordTooLarge"));
    soon()
        .untilAsserted(
            () ->
                get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(containsString("1 events that Kafka does not take")));
    assertThat(get("/q/metrics").asString()).contains("podspan_outbox_parked 1.0");

    Number id = get(PARKED).path("[0].id");
    given().post(PARKED + "/" + id + "/retry").then().statusCode(204);
    soon().untilAsserted(() -> get(PARKED).then().body("$", hasSize(1)));
    soon().until(() -> given().delete(PARKED + "/" + id).statusCode() == 204);
    get(PARKED).then().body("$", hasSize(0));
    given().delete(PARKED + "/" + id).then().statusCode(404).body("nextStep", notNullValue());
    soon()
        .untilAsserted(
            () ->
                get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(not(containsString("Kafka does not take"))));
  }

  private void appendTooLarge() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement row =
            connection.prepareStatement(
                "insert into probes.outbox (topic, key, headers, value)"
                    + " values (?, 'none/none', '{}', ?)")) {
      row.setString(1, Topic.PROBES_NAME);
      row.setBytes(2, new byte[2 << 20]);
      row.executeUpdate();
    }
  }

  private static Response probe(String from, String to) {
    return post("{\"from\": \"" + from + "\", \"to\": \"" + to + "\"}");
  }

  private static Response post(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/api/v1/probes");
  }

  @Test
  void saysWhatIsWrongWithARequest() {
    soon().untilAsserted(() -> probe(paris, tokyo).then().statusCode(200));
    probe(paris, "atlantis").then().statusCode(404).body("nextStep", containsString(paris));
    for (String body :
        List.of("", "{}", "{\"from\": \"x\"}", "{", "[]", "{\"from\": 1, \"x\": 2}")) {
      post(body)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("nextStep", notNullValue());
    }
    get("/api/v1/reachability/atlantis/" + paris).then().statusCode(404);
    get("/api/v1/reachability/" + "x".repeat(500) + "/" + paris).then().statusCode(404);
  }

  @Test
  void saysWhatANameStandsForAndWhereItCouldNotAsk() {
    soon().untilAsserted(() -> resolve(paris).then().statusCode(200));
    resolve(paris).then().body("kind", equalTo("Cluster")).body("phase", equalTo("Running"));
    resolve("atlantis").then().statusCode(404).body("nextStep", containsString("clusters add"));
    resolve("atlantis/web-0").then().statusCode(404);
    resolve(paris + "/web-0").then().statusCode(503).body("nextStep", notNullValue());
    for (String name : List.of("", "..", "a//b", "A/b", "x".repeat(700))) {
      resolve(name).then().statusCode(400).body("nextStep", containsString("CLUSTER/POD"));
    }
  }

  private static Response resolve(String name) {
    return given().queryParam("name", name).get("/api/v1/resolve");
  }

  @Test
  void aMeasurementThatCouldNotBeMadeIsNotCalledUnreached() {
    soon().untilAsserted(() -> resolve(tokyo).then().statusCode(200));
    measure("{\"from\": \"" + paris + "\", \"to\": \"" + tokyo + "/web-0\"}")
        .then()
        .statusCode(200)
        .body("measurements[0].kind", equalTo("icmp"))
        .body("measurements[0].state", equalTo("NOT_MEASURED"))
        .body("measurements[0].reason.code", equalTo("access-unusable"));
    String ends = "{\"from\": \"" + paris + "\", \"to\": \"" + tokyo + "\", ";
    for (String body :
        List.of(
            "",
            "{}",
            "{\"from\": \"" + paris + "\"}",
            ends + "\"kinds\": [\"smell\"]}",
            ends + "\"kinds\": [null]}",
            ends + "\"kinds\": [\"tcp\"]}",
            ends + "\"kinds\": [\"tcp\"], \"port\": 65536}",
            ends + "\"kinds\": [\"dns\"], \"name\": \"-x\"}",
            ends + "\"kinds\": [\"dns\"], \"name\": \"a;b\"}")) {
      measure(body).then().statusCode(400).body("nextStep", notNullValue());
    }
  }

  private static Response measure(String body) {
    return given().contentType(ContentType.JSON).body(body).post("/api/v1/measurements");
  }

  @Test
  void answers503WhilePostgresIsAwayAndGoesOnAfterwards() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    Infrastructure.stopPostgres();
    pair().then().statusCode(503).header("Retry-After", notNullValue());
    pods.silent.put(tokyo, true);
    topics.routesComplete(paris);
    get("/q/health/live").then().statusCode(200);
    get("/q/health/ready").then().statusCode(503);
    Infrastructure.startPostgres();
    awaitState("UNREACHABLE");
    soon().untilAsserted(() -> assertThat(changes()).hasSize(2));
  }

  @Test
  void measuresOnWhileKafkaIsAwayAndTellsAllOfItAfterwards() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    Infrastructure.stopKafka();
    pods.silent.put(tokyo, true);
    probe(paris, tokyo).then().statusCode(200).body("summary.state", equalTo("UNREACHABLE"));
    Infrastructure.startKafka();
    soon()
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(changes())
                    .extracting(ReachabilityChanged::now)
                    .containsExactly(
                        ProbeEvent.Reachability.REACHABLE, ProbeEvent.Reachability.UNREACHABLE));
    assertThat(rounds()).extracting(ProbeRound::round).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void garbageOnTheRoutesTopicStopsNothing() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    byte[] garbage = "\u0000{".getBytes(StandardCharsets.UTF_8);
    topics.send(new ProducerRecord<>(Topic.ROUTES_NAME, paris + "/n1", garbage));
    pods.silent.put(tokyo, true);
    topics.routesComplete(paris);
    awaitState(AT_ONCE, "UNREACHABLE");
  }

  @Test
  void showsItsFiguresAndDescribesItself() {
    topics.join(interconnect, paris, tokyo);
    awaitState("REACHABLE");
    String tags = "{from=\"" + paris + "\",to=\"" + tokyo + "\"}";
    soon()
        .untilAsserted(
            () ->
                get("/q/metrics")
                    .then()
                    .body(containsString("podspan_probe_rtt_seconds" + tags + " 2.0E-4"))
                    .body(containsString("podspan_probe_loss_ratio" + tags + " 0.0"))
                    .body(containsString("podspan_probe_cluster_pairs{state=\"REACHABLE\"}"))
                    .body(containsString("podspan_probe_round_seconds_count")));
    get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("/api/v1/probes"))
        .body(containsString("/api/v1/reachability/{from}/{to}"));
  }
}
