package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeCommandTest {
  private static final String ENDS =
      """
      {"from": {"kind": "Pod", "cluster": "paris", "namespace": "default", "name": "web-0",
                "addresses": ["10.1.0.5"], "node": "paris-1"},
       "to": {"kind": "Service", "cluster": "tokyo", "namespace": "shop", "name": "api",
              "addresses": ["10.102.0.9"], "node": null},
       "measuredIn": "default/web-0", "measurements": [%s]}
      """;
  private static final String PINGED =
      """
      {"kind": "icmp", "state": "REACHED", "reason": null, "sent": 5, "received": 4,
       "rttMicros": {"min": 100, "median": 210, "max": 900}}
      """;
  private static final String REFUSED =
      """
      {"kind": "tcp", "state": "UNREACHED", "reason":
       {"code": "connection-refused", "text": "it refuses", "toDo": "Listen there."}}
      """;
  private static final String LACKS =
      """
      {"kind": "mtu", "state": "NOT_MEASURED", "reason":
       {"code": "tool-missing", "text": "the image lacks ping", "toDo": "Take another one."}}
      """;

  private String asked = "";

  private CommandRun probe(String measurements, String... more) throws Exception {
    return probeTo("tokyo/service/shop/api", measurements, more);
  }

  private CommandRun probeTo(String to, String measurements, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of("probe", "paris/web-0", to));
    line.addAll(List.of(more));
    try (FakeService probes =
        new FakeService().answers(200, "application/json", ENDS.formatted(measurements))) {
      CommandRun run = CommandRun.with(Service.PROBES, probes, line.toArray(String[]::new));
      asked = probes.requests().isEmpty() ? "" : probes.requests().element().body();
      return run;
    }
  }

  @Test
  void showsBothEndsAndWhatEachKindSays() throws Exception {
    CommandRun run = probe(PINGED);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "paris/default/web-0 (10.1.0.5 on paris-1) -> tokyo/service/shop/api (10.102.0.9)")
        .containsPattern("icmp +reached +4 of 5 replies, round trip 0.21 ms \\(0.10 to 0.90\\)");
    assertThat(asked).contains("\"kinds\":[\"icmp\"]").doesNotContain("port");
  }

  @Test
  void asksForAllThatIsWanted() throws Exception {
    probe(PINGED, "--tcp", "8080", "--dns", "api.shop", "--mtu", "--source");
    assertThat(asked)
        .contains("\"kinds\":[\"tcp\",\"dns\",\"mtu\",\"source\"]")
        .contains("\"port\":8080")
        .contains("\"name\":\"api.shop\"");
  }

  /** A healthy Service does not answer pings, and is no failure. */
  @Test
  void aServiceIsNotPingedWhereAPortIsAskedFor() throws Exception {
    probe(PINGED, "--http", "80");
    assertThat(asked).contains("\"kinds\":[\"http\"]");
    probeTo("tokyo/service/api", PINGED, "--http", "80");
    assertThat(asked).as("a pod in a namespace").contains("\"kinds\":[\"icmp\",\"http\"]");
  }

  @Test
  void theExitCodeTellsUnreachedFromNotFoundOut() throws Exception {
    CommandRun unreached = probe(PINGED + "," + REFUSED + "," + LACKS);
    assertThat(unreached.code()).isEqualTo(ExitCode.FAILED);
    assertThat(unreached.out())
        .containsPattern("tcp +NOT REACHED +it refuses")
        .contains("what to do: Listen there.");
    CommandRun unknown = probe(PINGED + "," + LACKS);
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.out()).containsPattern("mtu +not measured +the image lacks ping");
    assertThat(probe("").code()).as("an answer without a measurement").isEqualTo(4);
  }

  @Test
  void twoPortsAreTwoCommands() throws Exception {
    CommandRun run = probe(PINGED, "--tcp", "1", "--http", "2");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(asked).isEmpty();
  }

  @Test
  void aServiceThatIsAwayIsExitCodeThree() throws Exception {
    try (FakeService console = new FakeService().answers(200, "application/json", "{}")) {
      CommandRun run = CommandRun.with(Service.CONSOLE, console, "probe", "paris", "tokyo");
      assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
    }
  }
}
