package io.podspan.probeservice;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Step;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.Measurement.Measured;
import io.podspan.probeservice.measure.Measurement.PairPing;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.PodPair;
import io.podspan.probeservice.measure.RoundTrip;
import io.podspan.probeservice.verdict.Samples;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A day of measurements in a real Postgres, read as minutes, hours and days. */
@QuarkusTest
@TestProfile(WithoutClusters.class)
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "probes"))
class HistoryIT {
  private static final int MINUTES = 24 * 60;

  @Inject HistoryStore store;
  @Inject DataSource dataSource;

  /**
   * Every minute four rounds; in the seventh hour one of four is lost, in the ninth none is made.
   */
  private void fill(String from, String to, Instant midnight) {
    for (int minute = 0; minute < MINUTES; minute++) {
      int hour = minute / 60;
      if (hour == 9) {
        continue;
      }
      Instant at = midnight.plus(Duration.ofMinutes(minute)).plusSeconds(7);
      Tally tally = new Tally(100, Clock.fixed(at, ZoneOffset.UTC));
      for (int round = 0; round < 4; round++) {
        tally.add(measured(from, to, hour == 7 && round == 0 ? 0 : 100L * (1 + hour)));
      }
      store.add(tally.all(100));
    }
  }

  private static Measured measured(String from, String to, long micros) {
    PodPair pods =
        new PodPair(Samples.pods(from, 1, 1, 1).getFirst(), Samples.pods(to, 2, 1, 1).getFirst());
    Ping ping =
        micros == 0
            ? new Ping.Silent(3, new NoReply(3))
            : new Ping.Answered(3, 3, new RoundTrip(micros - 10, micros, micros + 10));
    return new Measured(
        new ClusterPair(from, to),
        List.of(new PairPing(pods, ping)),
        Map.of(),
        Duration.ofMillis(5));
  }

  private static Response history(String query) {
    return get("/api/v1/history?" + query);
  }

  @Test
  void aDayOfMinutesIsReadAsHoursAndAsADay() {
    Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
    fill("berlin", "madrid", midnight);
    String day =
        "from=berlin&to=madrid&since=%s&until=%s"
            .formatted(midnight, midnight.plus(Duration.ofDays(1)));
    Response hours = history(day + "&step=hour");
    hours
        .then()
        .statusCode(200)
        .body("rows", hasSize(23))
        .body("next", nullValue())
        .body("rows[0].at", equalTo(midnight.toString()))
        .body("rows[0].sent", equalTo(60 * 4 * 3))
        .body("rows[0].loss", equalTo(0f))
        .body("rows[0].rttMinMicros", equalTo(90))
        .body("rows[0].rttMaxMicros", equalTo(110))
        .body("rows[0].jitterMicros", equalTo(7))
        .body("rows[0].fromNode", nullValue())
        .body("rows[7].loss", equalTo(0.25f))
        .body("rows[7].sent", equalTo(60 * 4 * 3));
    assertThat(hours.<String>path("rows[9].at"))
        .as("the hour without a measurement has no row")
        .isEqualTo(midnight.plus(Duration.ofHours(10)).toString());
    assertThat(hours.<Integer>path("rows[4].rttP50Micros")).isBetween(490, 510);
    history(day + "&step=day")
        .then()
        .body("rows", hasSize(1))
        .body("rows[0].sent", equalTo(23 * 60 * 4 * 3))
        .body("rows[0].received", equalTo(23 * 60 * 4 * 3 - 60 * 3))
        .body("rows[0].rttMaxMicros", equalTo(2410));
    Response nodes = history(day + "&step=hour&nodes=true&limit=2");
    nodes
        .then()
        .body("rows", hasSize(2))
        .body("rows[0].fromNode", equalTo("berlin-n1"))
        .body("rows[0].toNode", equalTo("madrid-n1"));
    history(day + "&step=hour&from=berlin/node/berlin-n2").then().statusCode(200);
    history(day + "&step=hour&total=true")
        .then()
        .body("rows", hasSize(1))
        .body("next", nullValue())
        .body("rows[0].at", equalTo(midnight.toString()))
        .body("rows[0].sent", equalTo(23 * 60 * 4 * 3))
        .body("rows[0].rttMinMicros", equalTo(90))
        .body("rows[0].rttMaxMicros", equalTo(2410));
    assertThat(history(day + "&step=hour&total=true").<Integer>path("rows[0].rttP50Micros"))
        .as("half of the hours are below 1,300 us")
        .isBetween(1_100, 1_500);
    assertNumbersAreNotUsedUp();
    readPageByPage(day + "&step=minute&limit=500");
    assertWhatIsNotKeptIsSaid(midnight);
    asCsv(day + "&step=hour&limit=5");
    forget(day, midnight);
  }

  private static void assertWhatIsNotKeptIsSaid(Instant midnight) {
    String hour =
        "from=berlin&to=madrid&since=%s&until=%s"
            .formatted(midnight, midnight.plus(Duration.ofHours(1)));
    history(hour)
        .then()
        .body("step", equalTo("hour"))
        .body("rows", hasSize(1))
        .body("keptSince", nullValue());
    history(hour + "&step=minute").then().body("keptSince", containsString("Z"));
  }

  /** Each of 1,380 batches had the same clusters and nodes. */
  private void assertNumbersAreNotUsedUp() {
    try (Connection connection = dataSource.getConnection();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("select max(id), count(*) from history_spot")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(row.getLong(2));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void readPageByPage(String query) {
    int rows = 0;
    int pages = 0;
    String cursor = "";
    while (cursor != null) {
      Response page = history(query + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      rows += page.<List<?>>path("rows").size();
      cursor = page.path("next");
      pages++;
    }
    assertThat(rows).isEqualTo(23 * 60);
    assertThat(pages).isEqualTo(3);
  }

  private static void asCsv(String query) {
    given()
        .accept("text/csv")
        .get("/api/v1/history?" + query)
        .then()
        .statusCode(200)
        .contentType("text/csv")
        .header("Podspan-Next-Cursor", containsString("-"))
        .body(startsWith("at,from,fromNode,to,toNode,sent,received,loss,rttMinMicros"))
        .body(containsString(",berlin,,madrid,,720,720,0.000000,90,"));
  }

  private void forget(String day, Instant midnight) {
    Instant noon = midnight.plus(Duration.ofHours(12));
    assertThat(store.forget(Step.MINUTE, noon, 100)).isEqualTo(100);
    int deleted = 0;
    for (int last = 1; last > 0; deleted += last) {
      last = store.forget(Step.MINUTE, noon, 5_000);
    }
    assertThat(deleted).as("of the clusters and of the nodes").isEqualTo(2 * 11 * 60 - 100);
    history(day + "&step=minute&limit=10000").then().body("rows", hasSize(12 * 60));
    history(day + "&step=hour").then().body("rows", hasSize(23));
  }

  @Test
  void whatIsWrongWithAQuestionIsSaid() {
    await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    history("from=atlantis").then().statusCode(404).body("detail", containsString("atlantis"));
    history("since=yesterday&limit=0")
        .then()
        .statusCode(400)
        .body("violations.where", equalTo(List.of("since", "limit")));
  }
}
