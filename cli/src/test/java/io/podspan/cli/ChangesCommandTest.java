package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class ChangesCommandTest {
  private static final String PAGE =
      """
      {"from": "2026-11-30T09:00:00Z", "to": "2026-11-30T09:10:00Z", "keptSince": "2026-11-29T09:00:00Z",
       "items": [%s], "asBefore": %d, "begins": [%s], "next": %s}
      """;
  private static final String BEGIN =
      """
      {"cluster": "paris", "node": "paris-3", "since": "2026-11-30T09:07:00Z"}
      """;
  private static final String ROUTE =
      """
      {"cluster": "paris", "node": "paris-1", "part": "route", "item": "10.3.1.0/24 via 192.0.2.31",
       "before": "installed", "after": "missing in FIB: route-not-installed", "at": "2026-11-30T09:05:00Z",
       "times": 1}
      """;
  private static final String SESSION =
      """
      {"cluster": "paris", "node": "paris-2", "part": "session", "item": "192.0.2.1",
       "before": "Established", "at": "2026-11-30T09:06:00Z", "times": 3}
      """;

  private static final String NOT_KEPT =
      """
      {"type": "/problems/time-not-kept", "title": "Bad Request", "status": 400,
       "detail": "What changed is kept since 2026-11-30T09:01:00Z, and from is 2026-11-30T09:00:00Z.",
       "nextStep": "Begin anew."}
      """;

  @Test
  void readsAllPagesOfTheSameTwoMoments() throws Exception {
    try (FakeService collector =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted(ROUTE, 1, "", "\"a_b-c\""))
            .answers(200, "application/json", PAGE.formatted(SESSION, 2, BEGIN, "null"))) {
      CommandRun run =
          CommandRun.with(
              Service.COLLECTOR, collector, "changes", "paris/paris-1", "--since", "1h");
      assertThat(run.err()).isEmpty();
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .containsPattern(
              "paris/paris-1 +route +10.3.1.0/24 via 192.0.2.31 +installed +missing in FIB:"
                  + " route-not-installed +2026-11-30 09:05:00 UTC")
          .containsPattern("paris/paris-2 +session +192.0.2.1 +Established +")
          .contains("The difference between 2026-11-30 09:00:00 UTC and 2026-11-30 09:10:00 UTC.")
          .contains(
              "3 lines changed and came back.\n"
                  + "Nothing is known from before of paris/paris-3 (read since 2026-11-30 09:07:00 UTC).\n");
      assertThat(collector.requests())
          .extracting(FakeService.Request::path)
          .containsExactly(
              "/api/v1/changes?limit=1000&from=1h&cluster=paris&node=paris-1",
              "/api/v1/changes?limit=1000&cluster=paris&node=paris-1&cursor=a_b-c");
    }
  }

  @Test
  void noDifferenceIsSaidInWords() throws Exception {
    try (FakeService collector =
        new FakeService().answers(200, "application/json", PAGE.formatted("", 0, "", "null"))) {
      assertThat(CommandRun.with(Service.COLLECTOR, collector, "changes").out())
          .isEqualTo(
              "Nothing is different between 2026-11-30 09:00:00 UTC and 2026-11-30 09:10:00 UTC.\n");
    }
  }

  @Test
  void whatTheServiceChoosesIsAskedForWhereNoTimeIsGiven() throws Exception {
    try (FakeService collector =
        new FakeService().answers(200, "application/json", PAGE.formatted("", 0, "", "null"))) {
      CommandRun.with(Service.COLLECTOR, collector, "changes");
      assertThat(collector.requests())
          .extracting(FakeService.Request::path)
          .containsExactly("/api/v1/changes?limit=1000");
    }
  }

  @Test
  void whatIsRefusedBecauseOthersAskIsAskedAgain() throws Exception {
    String problem =
        """
        {"type": "/problems/too-many-questions", "title": "Too many questions", "status": 503,
         "detail": "Others ask what changed at this moment.", "nextStep": "Try again."}
        """;
    try (FakeService collector =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted(ROUTE, 0, "", "\"more\""))
            .answers(503, "application/problem+json", problem)
            .answers(200, "application/json", PAGE.formatted(SESSION, 0, "", "null"))) {
      CommandRun run = CommandRun.with(Service.COLLECTOR, collector, "changes");
      assertThat(run.code()).isZero();
      assertThat(run.out()).contains("paris/paris-1").contains("paris/paris-2");
      assertThat(collector.requests()).hasSize(3);
    }
  }

  @Test
  void aTimeThatIsNotKeptIsAnErrorThatSaysWhatIs() throws Exception {
    String problem =
        """
        {"type": "/problems/time-not-kept", "title": "Bad Request", "status": 400,
         "detail": "What changed is kept since 2026-11-29T09:00:00Z, and from is earlier.",
         "nextStep": "Ask from 2026-11-29T09:00:00Z on."}
        """;
    try (FakeService collector =
        new FakeService().answers(400, "application/problem+json", problem)) {
      CommandRun run = CommandRun.with(Service.COLLECTOR, collector, "changes", "--since", "9d");
      assertThat(run.code()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err()).contains("kept since 2026-11-29T09:00:00Z");
    }
  }

  @Test
  void whatWasReadIsShownWhereTheRestWasForgottenMeanwhile() throws Exception {
    try (FakeService collector =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted(ROUTE, 0, "", "\"more\""))
            .answers(400, "application/problem+json", NOT_KEPT)) {
      CommandRun run = CommandRun.with(Service.COLLECTOR, collector, "changes");
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains("paris/paris-1")
          .contains("The rest could not be read, because older changes were forgotten meanwhile");
    }
  }

  @Test
  void whereNothingWasReadBeforeItWasForgottenNothingIsCalledTheSame() throws Exception {
    try (FakeService collector =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted("", 0, BEGIN, "\"more\""))
            .answers(400, "application/problem+json", NOT_KEPT)) {
      assertThat(CommandRun.with(Service.COLLECTOR, collector, "changes").out())
          .startsWith("Nothing that was read is different between ")
          .contains("The rest could not be read");
    }
  }

  @Test
  void aScriptSeesThatTheRestWasForgotten() throws Exception {
    try (FakeService collector =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted(ROUTE, 0, "", "\"more\""))
            .answers(400, "application/problem+json", NOT_KEPT)) {
      assertThat(CommandRun.with(Service.COLLECTOR, collector, "changes", "-o", "json").out())
          .containsPattern("\"next\" ?: ?\"more\"")
          .containsPattern("\"forgotten\" ?: ?true");
    }
  }
}
