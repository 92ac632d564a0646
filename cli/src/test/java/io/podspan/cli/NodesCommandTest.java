package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class NodesCommandTest {
  private static final String NODES =
      """
      {"nodes": [
        {"cluster": "paris", "node": "paris-1", "verdict": "MISSING", "expected": 4, "missing": 1, "unknown": 1,
         "sessions": 2, "sessionsEstablished": 1, "gaps": [], "readAt": "2026-01-01T10:11:12Z",
         "feed": {"state": "following", "why": ""}, "source": "stream"},
        {"cluster": "paris", "node": "paris-2", "verdict": "UNKNOWN", "expected": 4, "missing": 0, "unknown": 0,
         "sessions": 0, "sessionsEstablished": 0, "gaps": [],
         "unreadable": {"since": "2026-01-01T10:11:12Z", "why": "its pod is Pending"}, "source": "bmp"}],
       "page": 0, "size": 500, "total": 2, "bmp": "the BMP station had no time"}
      """;
  private static final String ROUTES =
      """
      {"routes": [{"prefix": "10.3.1.0/24", "nextHop": "192.0.2.31", "nodes": 2, "installed": 1, "missing": 1,
        "unknown": 0, "on": [{"cluster": "paris", "node": "paris-1", "rib": [], "fib": [],
          "verdict": "missing in FIB", "code": "route-not-installed", "why": "the kernel lacks it",
          "nextStep": "Look at the log."}]}], "cut": false}
      """;

  private static CommandRun run(String answer, String... words) throws Exception {
    try (FakeService collector = new FakeService().answers(200, "application/json", answer)) {
      return CommandRun.with(Service.COLLECTOR, collector, words);
    }
  }

  @Test
  void aNodeIsALineWithWhatItHasAndWhyItIsNotRead() throws Exception {
    CommandRun nodes = run(NODES, "nodes");

    assertThat(nodes.err()).isEmpty();
    assertThat(nodes.code()).isEqualTo(ExitCode.OK);
    assertThat(nodes.out())
        .containsPattern(
            "paris +paris-1 +MISSING +2/4 +1/2 +following +stream +2026-01-01 10:11:12 UTC")
        .containsPattern("paris +paris-2 +UNKNOWN .* bmp +.*its pod is Pending")
        .contains("Not known now: the BMP station had no time.");
  }

  @Test
  void aRouteIsALineAndEachNodeThatLacksItAnother() throws Exception {
    CommandRun routes = run(ROUTES, "routes");

    assertThat(routes.err()).isEmpty();
    assertThat(routes.out())
        .containsPattern("10.3.1.0/24 +192.0.2.31 +1/2")
        .containsPattern(
            "10.3.1.0/24 +paris/paris-1 +missing in FIB +the kernel lacks it +Look at the log.");
  }

  @Test
  void otherProgramsGetTheWholeAnswer() throws Exception {
    assertThat(run(ROUTES, "routes", "10.3.1.7", "-o", "json").out())
        .contains("\"code\" : \"route-not-installed\"");
  }
}
