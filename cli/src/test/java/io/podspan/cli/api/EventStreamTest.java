package io.podspan.cli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private final Queue<StreamedEvent> received = new ConcurrentLinkedQueue<>();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  @Test
  void resumesAfterTheLastEventWhenTheConnectionBreaks() throws Exception {
    try (FakeService console =
            new FakeService()
                .answers(200, "text/event-stream", "id: 1\ndata: {}\n\nid: 2\ndata: {}\n\n")
                .answers(200, "text/event-stream", "id: 3\ndata: {}\n\n");
        EventStream stream =
            new EventStream(
                HttpClient.newHttpClient(),
                console.url(),
                Bearer.NONE,
                "",
                null,
                received::add,
                told::add)) {
      stream.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= 3);

      assertThat(received).extracting(StreamedEvent::sequence).startsWith("1", "2", "3");
      assertThat(console.requests())
          .extracting(FakeService.Request::lastEventId)
          .startsWith("", "2");
    }
  }

  @Test
  void triesAgainWhileTheConsoleIsAway() throws Exception {
    try (FakeService console =
            new FakeService()
                .answers(503, "text/plain", "starting")
                .answers(200, "text/event-stream", "id: 1\ndata: {}\n\n");
        EventStream stream =
            new EventStream(
                HttpClient.newHttpClient(),
                console.url(),
                Bearer.NONE,
                "",
                "0",
                received::add,
                told::add)) {
      stream.start();

      await().atMost(Duration.ofSeconds(60)).until(() -> !received.isEmpty());

      assertThat(console.requests())
          .extracting(FakeService.Request::lastEventId)
          .startsWith("0", "0");
      assertThat(told)
          .first()
          .asString()
          .contains("was answered with status 503: starting")
          .endsWith("Trying again.");
    }
  }

  @Test
  void aRefusedQuestionIsNotAskedAgain() throws Exception {
    try (FakeService console =
            new FakeService()
                .answers(400, "application/problem+json", "{\"detail\": \"No such type.\"}");
        EventStream stream =
            new EventStream(
                HttpClient.newHttpClient(),
                console.url(),
                Bearer.NONE,
                "",
                null,
                received::add,
                told::add)) {
      assertThatThrownBy(stream::follow)
          .isInstanceOf(ProblemException.class)
          .hasMessage("No such type.");
      assertThat(console.requests()).hasSize(1);
    }
  }
}
