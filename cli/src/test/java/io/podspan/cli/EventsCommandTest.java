package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsCommandTest {
  private static final String JSON = "application/json";
  private static final String NEWEST_FIRST =
      """
      {"events": [{"sequence": 5, "type": "podspan.from.the.future.v9", "subject": "paris",
        "time": "2026-01-01T10:11:13Z", "data": {"a": 1}},
       {"sequence": 4, "type": "podspan.cluster.removed.v1", "subject": "paris",
        "time": "2026-01-01T10:11:12.345Z", "sentence": "Cluster paris is removed",
        "data": {"cluster": "paris"}}]}
      """;
  private static final String NONE = "{\"events\": []}";

  private FakeService console;

  @BeforeEach
  void start() throws Exception {
    console =
        new FakeService()
            .answersTo(
                "/api/v1/events/types",
                200,
                JSON,
                "[\"podspan.cluster.removed.v1\", \"podspan.probe.round.v1\"]");
  }

  @AfterEach
  void stop() {
    console.close();
  }

  @Test
  void printsTheConsolesSentencesWithDateAndZoneOldestFirst() {
    console.answers(200, JSON, NEWEST_FIRST);

    assertThat(events().out())
        .isEqualTo(
            """
            2026-01-01 10:11:12.345 UTC  Cluster paris is removed
            2026-01-01 10:11:13 UTC  podspan.from.the.future.v9 about paris
            """);
  }

  @Test
  void leavesOutProbeRoundsUnlessAsked() {
    console.answers(200, JSON, NEWEST_FIRST);

    events();
    assertThat(lastPath())
        .isEqualTo("/api/v1/events?type=podspan.cluster.removed.v1&order=desc&limit=50");

    events("--all");
    assertThat(lastPath()).isEqualTo("/api/v1/events?order=desc&limit=50");

    events("--type", "podspan.probe.round.v1");
    assertThat(lastPath())
        .isEqualTo("/api/v1/events?type=podspan.probe.round.v1&order=desc&limit=50");
  }

  @Test
  void saysThatNothingHasASubject() {
    console.answers(200, JSON, NONE);

    CommandRun run = events("--subject", "bogus");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("No event has the subject bogus.");
    assertThat(lastPath()).isEqualTo("/api/v1/events?subject=bogus&limit=1");
  }

  @Test
  void saysThatTheOtherOptionsLeaveASubjectOut() {
    console.answers(200, JSON, NONE).answers(200, JSON, NEWEST_FIRST);

    assertThat(events("--subject", "paris").err())
        .contains("There are events about paris, but the other options leave them out.");
  }

  @Test
  void anotherQuestionWithoutAnAnswerIsNoError() {
    console.answers(200, JSON, NONE);

    CommandRun run = events("--cluster", "paris");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void followingSomethingThatIsRefusedEndsWithTheReason() {
    console.answers(
        400,
        "application/problem+json",
        "{\"detail\": \"There is no topic podspan.x.\", \"nextStep\": \"Topics: podspan.sessions\"}");

    CommandRun run = events("-f", "--topic", "podspan.x");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .isEqualTo("podspan: There is no topic podspan.x.\nwhat to do: Topics: podspan.sessions\n");
  }

  @Test
  void printsYaml() {
    console.answers(200, JSON, NEWEST_FIRST);

    assertThat(events("-o", "yaml").out())
        .startsWith("- sequence: 4\n  type: podspan.cluster.removed.v1\n");
  }

  private CommandRun events(String... options) {
    String[] line = new String[options.length + 1];
    line[0] = "events";
    System.arraycopy(options, 0, line, 1, options.length);
    return CommandRun.with(Service.CONSOLE, console, line);
  }

  private String lastPath() {
    return console.requests().stream().map(Request::path).reduce("", (_, path) -> path);
  }
}
