package io.podspan.console.events;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.console.journal.Sentence;
import io.podspan.events.Event;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.testkit.Infrastructure;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
class JournalIT {
  @Inject DataSource database;

  private final EventsOnKafka kafka = new EventsOnKafka();

  @AfterEach
  void bringBackWhatWasTaken() {
    Infrastructure.startPostgres();
    Infrastructure.makePostgresWritable();
    Infrastructure.startKafka();
    kafka.close();
  }

  private long rows(String id) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("select count(*) from journal where id = '" + id + "'")) {
      result.next();
      return result.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitStored(Envelope<Event> envelope) {
    await().until(() -> rows(envelope.id()) == 1);
  }

  @Test
  void storesEventsOfEveryTopicAndServesThemByAllFilters() {
    List<Envelope<Event>> said = kafka.say(Scene.whole());
    said.forEach(this::awaitStored);
    given()
        .get("/api/v1/events/" + said.getFirst().id())
        .then()
        .statusCode(200)
        .body("type", equalTo("podspan.cluster.registered.v1"))
        .body("subject", equalTo("cluster/paris"))
        .body("data.cluster.name", equalTo("paris"))
        .body("sentence", equalTo(Sentence.of(Scene.whole().getFirst())));
    JsonPath page =
        given()
            .queryParam("topic", "sessions")
            .queryParam("type", "podspan.session.*")
            .queryParam("cluster", "tokyo")
            .queryParam("order", "desc")
            .queryParam("from", said.getFirst().time().toString())
            .get("/api/v1/events")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(page.getList("events.subject", String.class))
        .containsExactlyInAnyOrder("reflector/198.18.0.31", "reflector/198.18.0.32");
    assertThat(page.getList("events.sequence", Long.class))
        .isSortedAccordingTo(java.util.Comparator.reverseOrder());
  }

  @Test
  void pagesThroughAllWithoutGapOrRepetition() {
    List<Event> rounds = new ArrayList<>();
    for (int i = 1; i <= 25; i++) {
      rounds.add(Scene.round("paging", "away", i, 3));
    }
    kafka.say(rounds).forEach(this::awaitStored);
    List<Integer> seen = new ArrayList<>();
    String next = "/api/v1/events?subject=paging/away&limit=10";
    while (next != null) {
      JsonPath page = given().urlEncodingEnabled(false).get(next).jsonPath();
      seen.addAll(page.getList("events.data.round", Integer.class));
      next = page.getString("next");
    }
    assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
  }

  /** Each route that comes or goes is such an event of nearly every peer. */
  @Test
  void keepsNothingOfWhatPeersAreSent() {
    PeerIdentity peer = new PeerIdentity("kept-back", "198.18.0.31", null, null);
    RibEvent told = new RibEvent.PeerRoutesSent(peer, 1, List.of(), List.of());
    Envelope<Event> sent = EventsOnKafka.envelope(told);
    kafka.send(sent);
    kafka.flush();
    // One key, one partition: the second is read after the first.
    Envelope<Event> after =
        kafka.say(
            new RibEvent.RoutesReflected("kept-back", told.subject(), List.of(), List.of(), 0));
    awaitStored(after);
    assertThat(rows(sent.id())).isZero();
  }

  @Test
  void keepsOneRowOfAnEventThatTheRelaySentTwice() {
    Envelope<Event> repeated = EventsOnKafka.envelope(Scene.round("twice", "there", 1, 3));
    kafka.send(repeated);
    kafka.send(repeated);
    kafka.flush();
    kafka.send(repeated);
    Envelope<Event> last = kafka.say(Scene.round("twice", "there", 2, 3));
    awaitStored(last);
    assertThat(rows(repeated.id())).isEqualTo(1);
  }

  @Test
  void keepsOneRowOfAnEventThatClaimsToBeOfAnotherAge() {
    Envelope<Event> ancient =
        Envelope.of(
            "/podspan/test",
            Instant.parse("1999-12-31T23:59:59Z"),
            Scene.round("ancient", "there", 1, 3));
    kafka.send(ancient);
    kafka.flush();
    awaitStored(ancient);
    kafka.send(ancient);
    awaitStored(kafka.say(Scene.round("ancient", "there", 2, 3)));
    assertThat(rows(ancient.id())).isEqualTo(1);
  }

  @Test
  void buriesGarbageAndGoesOn() {
    kafka.send(
        new ProducerRecord<>(
            "podspan.sessions", "reflector/garbage", "{nonsense".getBytes(StandardCharsets.UTF_8)));
    kafka.send(new ProducerRecord<>("podspan.probes", "a/b", null));
    Envelope<Event> poison = EventsOnKafka.envelope(Scene.round("forged", "there", 1, 3));
    kafka.send(withAZero(poison));
    awaitStored(kafka.say(Scene.round("after", "garbage", 1, 3)));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("podspan_dead_letters_total{topic=\"podspan.sessions\"}"))
                    .body(
                        containsString(
                            "podspan_dead_letters_total{topic=\"podspan.probes\"} 2.0")));
    assertThat(rows(poison.id())).isZero();
  }

  /** A name with a character that no name has; the database cannot hold it either. */
  private static ProducerRecord<String, byte[]> withAZero(Envelope<Event> envelope) {
    ProducerRecord<String, byte[]> record = EventCodec.record(envelope);
    String json = new String(record.value(), StandardCharsets.UTF_8);
    assertThat(json).contains("\"forged\"");
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.key(),
        json.replace("\"forged\"", "\"forged\\u0000\"").getBytes(StandardCharsets.UTF_8),
        record.headers());
  }

  @Test
  void noRecordStopsTheJournalAndEachThatCannotBeReadIsADeadLetter() throws Exception {
    Event session =
        Scene.whole().stream().filter(SessionEvent.class::isInstance).findFirst().orElseThrow();
    List<ProducerRecord<byte[], byte[]>> poison =
        Poison.records(EventCodec.record(EventsOnKafka.envelope(session)));
    List<Envelope<Event>> behind = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> raw = Poison.producer()) {
      for (ProducerRecord<byte[], byte[]> record : poison) {
        int partition = raw.send(record).get().partition();
        Envelope<Event> next = EventsOnKafka.envelope(session);
        raw.send(Poison.onPartition(partition, EventCodec.record(next))).get();
        behind.add(next);
      }
    }
    behind.forEach(this::awaitStored);
    await()
        .untilAsserted(
            () ->
                assertThat(Poison.deadLetters())
                    .as("the reasons by the mark of each record")
                    .containsOnlyKeys(Poison.UNREADABLE));
  }

  @Test
  void storesAnEventOfATopicThatWasCreatedAgain() throws SQLException {
    Envelope<Event> event = kafka.say(Scene.round("reborn", "there", 1, 3));
    awaitStored(event);
    // Another event had the next offset in the topic's former life.
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into journal (day, id, type, source, subject, topic, topic_partition,"
              + " topic_offset, time, clusters, data) select day, 'former-life', type, source,"
              + " subject, topic, topic_partition, topic_offset + 1, time, clusters, data"
              + " from journal where id = '"
              + event.id()
              + "'");
    }
    awaitStored(kafka.say(Scene.round("reborn", "there", 2, 3)));
    assertThat(rows("former-life")).isEqualTo(1);
  }

  @Test
  void waitsForPostgresAndLosesNothing() {
    awaitStored(kafka.say(Scene.round("patient", "there", 1, 3)));
    Infrastructure.stopPostgres();
    List<Envelope<Event>> said =
        kafka.say(
            List.of(Scene.round("patient", "there", 2, 3), Scene.round("patient", "there", 3, 3)));
    given()
        .get("/api/v1/events")
        .then()
        .statusCode(503)
        .header("Retry-After", "5")
        .contentType("application/problem+json");
    Infrastructure.startPostgres();
    await()
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(said).allSatisfy(event -> assertThat(rows(event.id())).isEqualTo(1)));
  }

  @Test
  void goesOnWhereItWasWhenKafkaIsBack() {
    awaitStored(kafka.say(Scene.round("restarted", "there", 1, 3)));
    Infrastructure.killKafka();
    given().get("/q/health/live").then().statusCode(200);
    given().get("/api/v1/overview").then().statusCode(200);
    Infrastructure.startKafka();
    List<Envelope<Event>> said =
        kafka.say(
            List.of(
                Scene.round("restarted", "there", 2, 3), Scene.round("restarted", "there", 3, 3)));
    said.forEach(this::awaitStored);
  }

  @Test
  void waitsWhilePostgresTakesNoChanges() {
    awaitStored(kafka.say(Scene.round("writable", "there", 1, 3)));
    long deadLetters = deadLetters();
    Infrastructure.makePostgresReadOnly();

    List<Envelope<Event>> said =
        kafka.say(
            List.of(
                Scene.round("readonly", "there", 1, 3), Scene.round("readonly", "there", 2, 3)));
    await().until(() -> given().get("/q/health/ready").statusCode() == 503);
    Infrastructure.makePostgresWritable();

    said.forEach(this::awaitStored);
    await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    assertThat(deadLetters()).isEqualTo(deadLetters);
  }

  private static long deadLetters() {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("podspan_dead_letters_total"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void answersBadQuestionsWithProblems() {
    for (String query :
        List.of(
            "topic=weather",
            "type=nonsense",
            "limit=0",
            "limit=many",
            "order=random",
            "after=-1",
            "from=yesterday",
            "from=%2B999999999-01-01T00:00:00Z",
            "until=-0001-01-01T00:00:00Z",
            "cluster=%00")) {
      given()
          .urlEncodingEnabled(false)
          .get("/api/v1/events?" + query)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("nextStep", org.hamcrest.Matchers.notNullValue());
    }
    given()
        .get("/api/v1/events/none")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void dataIsWhatWasSentWithWhateverANewerVersionAdded() {
    Envelope<Event> envelope = EventsOnKafka.envelope(Scene.round("newer", "there", 1, 3));
    String data =
        new String(EventCodec.data(envelope.event()), StandardCharsets.UTF_8)
            .replaceFirst("\\{", "{\"colour\":\"blue\",");
    ProducerRecord<String, byte[]> record = EventCodec.record(envelope);
    ProducerRecord<String, byte[]> newer =
        new ProducerRecord<>(
            record.topic(),
            null,
            record.key(),
            data.getBytes(StandardCharsets.UTF_8),
            record.headers());
    kafka.send(newer);
    kafka.flush();
    awaitStored(envelope);
    given().get("/api/v1/events/" + envelope.id()).then().body("data.colour", equalTo("blue"));
  }
}
