package io.podspan.console.api;

import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.podspan.console.EventsOnKafka;
import io.podspan.console.Scene;
import io.podspan.console.api.StreamClient.Message;
import io.podspan.console.journal.Sentence;
import io.podspan.events.Event;
import io.podspan.events.FailedPing;
import io.podspan.events.ProbeEvent;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.RealInfrastructure;
import io.podspan.testkit.callers.ClosedDoor;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "console"))
@Timeout(180)
class StreamIT {
  @TestHTTPResource("/api/v1/events/stream")
  URI stream;

  private final EventsOnKafka kafka = new EventsOnKafka();

  @AfterEach
  void close() {
    kafka.close();
  }

  private static List<Event> rounds(String from, long first, long last) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(round -> (Event) Scene.round(from, "there", round, 16))
        .toList();
  }

  private URI about(String from) {
    return URI.create(stream + "?subject=" + from + "/there");
  }

  private static List<Long> roundsOf(List<Message> messages) {
    return messages.stream().map(m -> m.data().path("data").path("round").asLong()).toList();
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
  void tellsWhatHappensFromNowOn() throws Exception {
    try (StreamClient reader = new StreamClient(about("live"))) {
      reader.awaitComments(1);
      assertThat(reader.header("content-type")).startsWith("text/event-stream");
      assertThat(reader.header("x-accel-buffering")).isEqualTo("no");
      kafka.say(Scene.configured());
      kafka.say(rounds("live", 1, 1));
      Message message = reader.next();
      assertThat(message.type()).isEqualTo("podspan.probe.round.v1");
      assertThat(message.id()).isEqualTo(message.data().path("sequence").asText());
      assertThat(message.data().fieldNames())
          .toIterable()
          .contains("sequence", "id", "type", "source", "subject", "topic", "time", "data");
      assertThat(message.data().path("sentence").asText())
          .isEqualTo(Sentence.of(Scene.round("live", "there", 1, 16)));
    }
  }

  @Test
  void resumesWithoutLossOrRepetitionHoweverOftenItBreaks() throws Exception {
    int all = 3_000;
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 1; i <= all; i += 100) {
                    kafka.say(rounds("broken", i, i + 99L));
                  }
                });
    List<Message> seen = new ArrayList<>();
    String last = "0";
    while (seen.size() < all) {
      try (StreamClient reader = new StreamClient(about("broken"), "Last-Event-ID", last)) {
        seen.addAll(reader.next(Math.min(457, all - seen.size())));
        last = seen.getLast().id();
      }
    }
    writer.join();
    assertThat(roundsOf(seen)).isEqualTo(LongStream.rangeClosed(1, all).boxed().toList());
  }

  @Test
  void beginsAfterTheGivenSequence() throws Exception {
    kafka.say(rounds("after", 1, 5));
    try (StreamClient all = new StreamClient(URI.create(about("after") + "&after=0"))) {
      List<Message> first = all.next(5);
      URI rest = URI.create(about("after") + "&after=" + first.get(2).id());
      try (StreamClient reader = new StreamClient(rest)) {
        assertThat(roundsOf(reader.next(2))).containsExactly(4L, 5L);
      }
    }
  }

  @Test
  void keepsASilentConnectionAlive() throws Exception {
    try (StreamClient reader = new StreamClient(about("silent"))) {
      reader.awaitComments(3);
      assertThat(reader.status()).isEqualTo(200);
    }
  }

  @Test
  void aReaderThatDoesNotReadHoldsUpNobody() throws Exception {
    List<FailedPing> large =
        Collections.nCopies(
            200, new FailedPing("pod", "node", "pod", "node", "10.0.0.1", "x".repeat(200)));
    List<Event> heavy =
        LongStream.rangeClosed(1, 200)
            .mapToObj(
                round ->
                    (Event)
                        new ProbeEvent.ProbeRound(
                            "slow", "there", round, 1, 0, null, null, null, large, 1))
            .toList();
    try (StreamClient slow = new StreamClient(about("slow"));
        StreamClient quick = new StreamClient(about("slow"))) {
      slow.awaitComments(1);
      quick.awaitComments(1);
      kafka.say(heavy);
      assertThat(quick.next(200)).hasSize(200);
      // And the slow one misses nothing when it wakes up.
      assertThat(roundsOf(slow.next(200)))
          .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
    }
  }

  @Test
  void countsReadersAndNoticesThatTheyHaveGone() throws Exception {
    awaitReaders("0.0");
    try (StreamClient reader = new StreamClient(about("counted"))) {
      reader.awaitComments(1);
      awaitReaders("1.0");
    }
    awaitReaders("0.0");
  }

  private static void awaitReaders(String count) {
    await()
        .until(
            () -> given().get("/q/metrics").asString().contains("podspan_stream_readers " + count));
  }

  @Test
  void refusesAPlaceInAnotherJournal() {
    given()
        .header("Accept", "text/event-stream")
        .header("Last-Event-ID", "999999999")
        .get(stream)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("999999999"))
        .body("nextStep", containsString("after=0"));
    given()
        .header("Accept", "text/event-stream")
        .get(stream + "?type=nonsense")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void theOverviewFollowsTheStream() throws Exception {
    try (StreamClient reader =
        new StreamClient(URI.create(stream + "?type=podspan.probe.round.v1"))) {
      reader.awaitComments(1);
      kafka.say(Scene.whole());
      Message last = reader.next(6).getLast();
      await()
          .untilAsserted(
              () -> {
                var overview = given().get("/api/v1/overview").jsonPath();
                assertThat(overview.getLong("sequence"))
                    .isGreaterThanOrEqualTo(Long.parseLong(last.id()));
                assertThat(overview.getList("clusters.name")).contains("paris", "london", "tokyo");
                assertThat(
                        overview.getString(
                            "interconnects.find { it.name == 'demo' }"
                                + ".conditions.find { it.type == 'Ready' }.status"))
                    .isEqualTo("True");
              });
    }
  }
}
