package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {
  private static final String PAGE =
      """
      {"step": "minute", "since": "2026-11-30T09:00:00Z", "until": "2026-11-30T10:00:00Z",
       "rows": [%s], "next": %s}
      """;
  private static final String WELL =
      """
      {"at": "2026-11-30T09:01:00Z", "from": "paris", "fromNode": null, "to": "tokyo",
       "toNode": "n\\u001b[31m1", "sent": 48, "received": 47, "loss": 0.020833, "rttMinMicros": 80,
       "rttP50Micros": 120, "rttP95Micros": 200, "rttP99Micros": 900, "rttMaxMicros": 1500,
       "jitterMicros": 12}
      """;
  private static final String SILENT =
      """
      {"at": "2026-11-30T09:02:00Z", "from": "paris", "to": "tokyo", "sent": 48, "received": 0,
       "loss": 1.0, "rttMinMicros": null, "rttP50Micros": null}
      """;

  @Test
  void readsAllPagesAndShowsARowForEachMinute() throws Exception {
    try (FakeService probes =
        new FakeService()
            .answers(200, "application/json", PAGE.formatted(WELL, "\"1-2-3\""))
            .answers(200, "application/json", PAGE.formatted(SILENT, "null"))) {
      CommandRun run =
          CommandRun.with(Service.PROBES, probes, "history", "paris", "tokyo", "--since", "1h");
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .containsPattern(
              "paris +tokyo/n\\\\u001b\\[31m1 +2026-11-30 09:01 +48 +2.08% +0.08 +0.12 +0.20 +0.90"
                  + " +1.50 +0.01")
          .containsPattern("paris +tokyo +2026-11-30 09:02 +48 +100% +- +- +- +- +- +-")
          .contains("A row is a minute.")
          .doesNotContain("\u001b");
      assertThat(probes.requests())
          .extracting(FakeService.Request::path)
          .containsExactly(
              "/api/v1/history?limit=10000&from=paris&to=tokyo&since=1h",
              "/api/v1/history?limit=10000&from=paris&to=tokyo&since=1h&cursor=1-2-3");
    }
  }

  @Test
  void aTotalIsARowForEachPairOverAllOfTheTime() throws Exception {
    try (FakeService probes =
        new FakeService().answers(200, "application/json", PAGE.formatted(SILENT, "null"))) {
      CommandRun run = CommandRun.with(Service.PROBES, probes, "history", "--total");
      assertThat(run.out())
          .contains("A row is from 2026-11-30 09:00:00 UTC until 2026-11-30 10:00:00 UTC.\n");
      assertThat(probes.requests())
          .extracting(FakeService.Request::path)
          .containsExactly("/api/v1/history?limit=10000&total=true");
    }
  }

  @Test
  void nothingMeasuredIsNoFailureAndNoSuccess() throws Exception {
    try (FakeService probes =
        new FakeService().answers(200, "application/json", PAGE.formatted("", "null"))) {
      CommandRun run = CommandRun.with(Service.PROBES, probes, "history");
      assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(run.out())
          .contains("Nothing was measured from 2026-11-30 09:00:00 UTC")
          .doesNotContain("deleted");
    }
  }

  @Test
  void whatIsDeletedIsNotSaidToBeUnmeasured() throws Exception {
    assertThat(withoutRows("2026-11-30T10:00:00.5Z"))
        .contains("Nothing is kept of what was measured from 2026-11-30 09:00:00 UTC")
        .contains("Earlier rows than those of 2026-11-30 10:00:00.5 UTC are deleted");
  }

  @Test
  void whereAPartIsKeptNothingWasMeasuredInThat() throws Exception {
    assertThat(withoutRows("2026-11-30T09:30:00Z"))
        .contains("until 2026-11-30 10:00:00 UTC, as far as it is kept.")
        .contains("Nothing was measured from 2026-11-30 09:00:00 UTC")
        .contains("Earlier rows than those of 2026-11-30 09:30:00 UTC are deleted");
  }

  private static String withoutRows(String keptSince) throws Exception {
    String page = PAGE.formatted("", "null").replace("{", "{\"keptSince\": \"" + keptSince + "\",");
    try (FakeService probes = new FakeService().answers(200, "application/json", page)) {
      return CommandRun.with(Service.PROBES, probes, "history", "--step", "minute").out();
    }
  }
}
