package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class PodspanTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Podspan.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    String name = command.getCommandName();
    // Those two come with examples of their own kind: picocli's help, and the lab's module.
    if (!name.equals("help") && !name.equals("lab")) {
      all.add(command);
      command.getSubcommands().values().forEach(child -> collect(child, all));
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithExamplesAndExitCodes(CommandLine command) {
    assertThat(command.getUsageMessage())
        .contains("Usage: podspan")
        .containsPattern("Examples?:")
        .contains("Exit codes:")
        .doesNotContain("null");
  }

  @Test
  void aWrongCommandLineIsExitCodeTwo() {
    assertThat(run("interconnects", "declare", "europe")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Missing required options");
  }

  @Test
  void aReflectorThatIsWrittenWronglyIsExplained() {
    int code =
        run("interconnects", "declare", "x", "--clusters", "a,b", "--reflector", "r=192.0.2.1:x");

    assertThat(code).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("x is no port from 1 to 65535");
  }

  @Test
  void aPortThatNothingListensOnIsExplained() {
    assertThat(run("up", "--port", "web=80")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("nothing listens under the name web");
  }

  @Test
  void aServiceThatDoesNotAnswerIsExitCodeThree() {
    int code = run("clusters", "--url", "peering-service=http://127.0.0.1:1");

    assertThat(code).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .contains("http://127.0.0.1:1 does not answer")
        .contains("./podspan up");
  }

  @Test
  void aProblemIsShownWithEachViolationAndWhatToDo() throws Exception {
    try (FakeService peering =
        new FakeService()
            .answers(
                422,
                "application/problem+json",
                """
                {"type": "/problems/overlapping-pod-cidrs", "title": "Unprocessable", "status": 422,
                 "detail": "paris and london cannot be joined", "nextStep": "change one of them",
                 "violations": [{"code": "overlap", "where": "london", "detail": "10.1.0.0/16 is in both",
                 "nextStep": "renumber london"}]}
                """)) {
      int code =
          run(
              "interconnects",
              "declare",
              "europe",
              "--clusters",
              "paris,london",
              "--reflector",
              "reflector=192.0.2.1",
              "--url",
              "peering-service=" + peering.url());

      assertThat(code).isEqualTo(ExitCode.FAILED);
      assertThat(err.toString())
          .contains("paris and london cannot be joined")
          .contains("london: 10.1.0.0/16 is in both")
          .contains("what to do: renumber london")
          .contains("what to do: change one of them");
    }
  }

  @Test
  void declaringSendsWhatTheContractWants() throws Exception {
    try (FakeService peering =
        new FakeService().answers(202, "application/json", "{\"name\":\"europe\"}")) {
      int code =
          run(
              "interconnects",
              "declare",
              "europe",
              "--clusters",
              "paris,london",
              "--reflector",
              "reflector=192.0.2.1",
              "--dry-run",
              "--url",
              "peering-service=" + peering.url());

      assertThat(code).isEqualTo(ExitCode.OK);
      assertThat(peering.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.method()).isEqualTo("POST");
                assertThat(request.path()).isEqualTo("/api/v1/interconnects");
                assertThat(request.body())
                    .isEqualTo(
                        """
                        {"name":"europe","dryRun":true,"clusters":["paris","london"],"reflectors":[\
                        {"name":"reflector","address":"192.0.2.1","port":179,"asn":64512}]}""");
              });
    }
  }

  @Test
  void registeringLeavesOutWhatIsToBeFound() throws Exception {
    try (FakeService peering =
        new FakeService().answers(201, "application/json", "{\"name\":\"paris\"}")) {
      run(
          "clusters",
          "add",
          "paris",
          "--kubeconfig",
          "paris",
          "--url",
          "peering-service=" + peering.url());

      assertThat(peering.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.body())
                      .isEqualTo(
                          "{\"name\":\"paris\",\"access\":{\"kubeconfig\":\"paris\",\"context\":null}}"));
    }
  }

  @Test
  void listsAsATableAndAsJson() throws Exception {
    String clusters =
        """
        [{"name": "paris", "cni": "kube-router", "asn": 64512, "podCidrs": ["10.1.0.0/16"], "nodes": [{}, {}]}]
        """;
    try (FakeService peering = new FakeService().answers(200, "application/json", clusters)) {
      run("clusters", "--url", "peering-service=" + peering.url());
      assertThat(out.toString())
          .contains("NAME")
          .contains("paris  kube-router")
          .contains("10.1.0.0/16");

      run("clusters", "list", "-o", "json", "--url", "peering-service=" + peering.url());
      assertThat(out.toString()).contains("\"cni\" : \"kube-router\"");
    }
  }

  @Test
  void showsWhoReachesWhomAndWhatDoesNotAnswer() throws Exception {
    String overview =
        """
        {"sequence": 9, "clusters": [{"name": "paris"}, {"name": "london"}],
         "sessions": [{"reflector": "reflector", "address": "192.0.2.11", "cluster": "paris", "node": "n1",
           "state": "lost", "reason": "hold timer expired"}],
         "matrix": [{"from": "paris", "to": "london", "reachable": 4, "pairs": 16, "rttAverageMicros": 120}]}
        """;
    try (FakeService console = new FakeService().answers(200, "application/json", overview)) {
      List<String> line = new ArrayList<>(List.of("status", "--url", "console=" + console.url()));
      for (String absent :
          List.of("peering-service", "bgp-reflector", "route-collector", "probe-service")) {
        line.addAll(List.of("--url", absent + "=http://127.0.0.1:1"));
      }

      assertThat(run(line.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);

      assertThat(out.toString())
          .containsPattern("console +yes")
          .containsPattern("probe-service +NO +http://127.0.0.1:1 +does not answer")
          .contains("reflector - 192.0.2.11  paris/n1  lost   hold timer expired")
          .contains("4/16  0.12 ms");
    }
  }

  @Test
  void showsEventsAsSentences() throws Exception {
    String page =
        """
        {"events": [{"sequence": 4, "type": "podspan.cluster.removed.v1", "time": "2026-01-01T10:11:12.345Z",
          "data": {"cluster": "paris"}},
         {"sequence": 5, "type": "podspan.from.the.future.v9", "time": "2026-01-01T10:11:13Z", "data": {"a": 1}}]}
        """;
    try (FakeService console = new FakeService().answers(200, "application/json", page)) {
      run("events", "--type", "podspan.cluster.removed.v1", "--url", "console=" + console.url());

      assertThat(out.toString())
          .contains("10:11:12.345  cluster paris is removed")
          .contains("podspan.from.the.future.v9 {\"a\":1}");
      assertThat(console.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.path())
                      .isEqualTo(
                          "/api/v1/events?type=podspan.cluster.removed.v1&order=desc&limit=50"));
    }
  }

  private int run(String... arguments) {
    return Podspan.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
