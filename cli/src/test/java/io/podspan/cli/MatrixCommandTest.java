package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixCommandTest {
  private static final String WELL =
      """
      {"from": "paris", "to": "tokyo", "state": "REACHABLE", "pairs": 16, "reachable": 16,
       "rttAverageMicros": 120}
      """;
  private static final String BROKEN =
      """
      {"from": "tokyo", "to": "paris", "state": "PARTIAL", "pairs": 16, "reachable": 12,
       "rttAverageMicros": 130, "why": "node n\\u001b[31m1 does not answer", "nextStep": "Look at n1."}
      """;
  private static final String UNKNOWN =
      """
      {"from": "tokyo", "to": "paris", "state": "UNKNOWN", "why": "no probe pods in paris",
       "nextStep": "Label some."}
      """;

  private static CommandRun matrix(String pairs, String oneWay, String... more) throws Exception {
    return matrixOf("{\"pairs\": [%s], \"oneWay\": [%s]}".formatted(pairs, oneWay), more);
  }

  private static CommandRun matrixOf(String answer, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("matrix"));
    line.addAll(List.of(more));
    try (FakeService probes = new FakeService().answers(200, "application/json", answer)) {
      return CommandRun.with(Service.PROBES, probes, line.toArray(String[]::new));
    }
  }

  @Test
  void showsBothDirectionsAndWhatIsNotWell() throws Exception {
    CommandRun run = matrix(WELL + "," + BROKEN, "{\"from\": \"tokyo\", \"to\": \"paris\"}");
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .containsPattern("paris +- +16/16 0.12 ms")
        .containsPattern("tokyo +12/16 0.13 ms +-")
        .contains("tokyo -> paris PARTIAL: node n\\u001b[31m1 does not answer")
        .contains("what to do: Look at n1.")
        .contains("tokyo -> paris fails one way only")
        .doesNotContain("\u001b");
  }

  @Test
  void theExitCodeTellsFailedFromNotFoundOut() throws Exception {
    assertThat(matrix(WELL, "").code()).isZero();
    CommandRun unknown = matrix(WELL + "," + UNKNOWN, "");
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.out())
        .containsPattern("tokyo +\\? +-")
        .contains("tokyo -> paris UNKNOWN: no probe pods in paris");
    assertThat(matrix("", "").code()).isEqualTo(4);
    assertThat(matrix("", "").out()).contains("No clusters are joined.");
  }

  @Test
  void showsNodesByNumbers() throws Exception {
    CommandRun run =
        matrix(
            """
            {"from": "paris", "fromNode": "p1", "to": "tokyo", "toNode": "t1", "pairs": 4, "reachable": 4},
            {"from": "paris", "fromNode": "p2", "to": "tokyo", "toNode": "t1", "pairs": 4, "reachable": 0}
            """,
            "",
            "--nodes");
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .containsPattern("1 +paris/p1 +\\. +\\. +ok")
        .containsPattern("2 +paris/p2 +\\. +\\. +NO")
        .containsPattern("3 +tokyo/t1 +\\. +\\. +\\.");
    assertThat(matrix("", "", "--nodes").out()).contains("No pairs of nodes were measured yet.");
  }

  /** What is not there is not well. */
  @Test
  void nodesThatCouldNotBeMeasuredAreExitCodeFour() throws Exception {
    String well =
        """
        {"from": "paris", "fromNode": "p1", "to": "tokyo", "toNode": "t1", "pairs": 4, "reachable": 4}
        """;
    String away = "{\"from\": \"tokyo\", \"to\": \"paris\", \"why\": \"not measured for 121 s\"}";
    String answer = "{\"pairs\": [%s], \"notMeasured\": [%s]}";
    CommandRun run = matrixOf(answer.formatted(well, away), "--nodes");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out())
        .contains("tokyo -> paris could not be measured: not measured for 121 s\n");
    assertThat(matrixOf(answer.formatted(well, ""), "--nodes").code()).isZero();
    assertThat(matrixOf(answer.formatted("", away), "--nodes").out()).contains("tokyo -> paris");
  }
}
