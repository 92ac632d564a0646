package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pipeline sees of an interconnect in a file. */
class PreflightCommandTest {
  private static final String EUROPE =
      """
      apiVersion: podspan.io/v1
      kind: Interconnect
      metadata:
        name: europe
      spec:
        clusters: [paris, london]
        reflectors:
          - name: reflector
            address: 192.0.2.1
      """;

  @TempDir Path folder;
  private FakeService peering;

  @BeforeEach
  void start() throws IOException {
    peering = new FakeService();
    Files.writeString(folder.resolve("europe.yaml"), EUROPE);
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private static String answer(int caution, int unchecked, int block) {
    return """
        {"name": "europe", "outcome": "caution",
         "counts": {"pass": 1, "caution": %d, "unchecked": %d, "block": %d},
         "checks": [{"check": "graceful-restart", "outcome": "caution", "code": "graceful-restart-off",
           "where": "clusters/paris", "evidence": "No graceful restart.",
           "whatToDo": "Set it (PATCH /api/v1/interconnects/{name}).",
           "docs": "docs/preflight.md#graceful-restart"}],
         "plans": [{"cluster": "paris", "driver": "kube-router-flags", "changes": ["+ --a"]}],
         "routes": {"added": 8, "taken": 0, "clusters": [{"cluster": "paris", "nodes": 2, "named": ["n1"],
           "added": {"count": 3, "named": [{"prefix": "10.3.1.0/24", "nextHop": "198.18.3.1",
             "from": "tokyo/tokyo-1"}]}, "taken": {"count": 0, "named": []}}]}}
        """
        .formatted(caution, unchecked, block);
  }

  private CommandRun preflight(String... more) {
    List<String> line = new ArrayList<>(List.of("preflight"));
    line.addAll(List.of(more));
    return CommandRun.with(Service.PEERING, peering, line.toArray(String[]::new));
  }

  private CommandRun ofEurope(String... more) {
    List<String> line = new ArrayList<>(List.of("-f", folder.resolve("europe.yaml").toString()));
    line.addAll(List.of(more));
    return preflight(line.toArray(String[]::new));
  }

  @Test
  void theDocumentIsSentAsTheBodyOfADeclaration() {
    peering.answers(200, "application/json", answer(0, 0, 0));
    assertThat(ofEurope().code()).isEqualTo(ExitCode.OK);
    assertThat(peering.requests())
        .extracting(Request::method, Request::path)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("POST", "/api/v1/preflight"));
    assertThat(peering.requests().element().body())
        .contains("\"name\":\"europe\"", "\"clusters\":[\"paris\",\"london\"]", "192.0.2.1");
  }

  @Test
  void checksPlansAndRoutesAreShown() {
    peering.answers(200, "application/json", answer(1, 0, 0));
    assertThat(ofEurope().out())
        .startsWith("preflight of europe: caution (1 pass, 1 caution, 0 unchecked, 0 block)\n")
        .contains(
            """
              caution    graceful-restart (clusters/paris): No graceful restart.
                         what to do: Set it (podspan interconnects update europe).
                         more: docs/preflight.md#graceful-restart

            plan for paris by kube-router-flags:
              + --a

            routes of all nodes together: 8 added, 0 taken
              each of the 2 nodes of paris: 3 added, 0 taken
                + 10.3.1.0/24 via 198.18.3.1 (tokyo/tokyo-1)
                + 2 more
            """)
        .endsWith("\nNothing was changed.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, '', 0",
    "1, 1, 0, '', 0",
    "0, 0, 0, --strict, 0",
    "1, 0, 0, --strict, 4",
    "0, 1, 0, --strict, 4",
    "0, 0, 1, '', 1",
    "1, 1, 1, --strict, 1",
  })
  void theExitCodeSaysWhetherSomethingStandsAgainstIt(
      int caution, int unchecked, int block, String option, int code) {
    peering.answers(200, "application/json", answer(caution, unchecked, block));
    CommandRun run = option.isEmpty() ? ofEurope() : ofEurope(option);
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void theReportOfAPipelineIsWrittenAndTheAnswerIsJson() throws IOException {
    peering.answers(200, "application/json", answer(1, 0, 0));
    Path report = folder.resolve("report.xml");
    CommandRun run = ofEurope("-o", "json", "--junit", report.toString());
    assertThat(run.out()).startsWith("{").contains("\"outcome\" : \"caution\"");
    assertThat(Files.readString(report)).contains("<testsuites", "graceful-restart clusters/paris");
  }

  @Test
  void otherKindsInAFileAreLeftOutAndNamed() throws IOException {
    Files.writeString(
        folder.resolve("europe.yaml"),
        EUROPE
            + "---\napiVersion: podspan.io/v1\nkind: Cluster\nmetadata: {name: paris}\nspec: {}\n"
            + "---\napiVersion: podspan.io/v1\nkind: Reflector\nmetadata: {name: rr1}\nspec: {}\n");
    peering.answers(200, "application/json", answer(0, 0, 0));

    CommandRun run = ofEurope();

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).startsWith("preflight of europe");
    assertThat(run.err())
        .isEqualTo(
            "podspan: Left out, because only interconnects are checked: cluster/paris,"
                + " reflector/rr1\n");
    assertThat(peering.requests()).hasSize(1);
  }

  @Test
  void oneThatIsRefusedIsAFailedCaseAndTheOthersAreChecked() throws IOException {
    Files.writeString(
        folder.resolve("europe.yaml"), EUROPE + "---\n" + EUROPE.replace("europe", "asia"));
    peering
        .answers(
            422,
            "application/problem+json",
            """
            {"title": "x", "detail": "x", "violations": [{"code": "unknown-reflector",
              "where": "reflectors[0]", "detail": "No reflector.", "nextStep": "Declare it."}]}
            """)
        .answers(200, "application/json", answer(0, 0, 0));
    Path report = folder.resolve("report.xml");

    CommandRun run = ofEurope("--junit", report.toString());

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .startsWith(
            """
            preflight of europe: block (0 pass, 0 caution, 0 unchecked, 1 block)

            checks:
              block      document (%s/europe.yaml, document 1, line 8): spec.reflectors[0]: No reflector.
                         what to do: Declare it.
                         more: docs/commands.md#documents

            Nothing was changed.

            preflight of europe: caution            """
                .formatted(folder));
    assertThat(Files.readString(report))
        .contains("name=\"podspan preflight\" tests=\"2\" failures=\"1\"")
        .contains("type=\"unknown-reflector\"");
  }

  @Test
  void aRefusalWithoutFieldsIsACaseOfTheDocument() {
    peering.answers(
        403,
        "application/problem+json",
        """
        {"type": "/problems/forbidden", "title": "x", "detail": "You may not.",
         "nextStep": "Ask (GET /api/v1/clusters)."}
        """);

    CommandRun run = ofEurope("-o", "json");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("\"code\" : \"forbidden\"")
        .contains("\"evidence\" : \"You may not.\"")
        .contains("\"whatToDo\" : \"Ask (podspan clusters).\"");
  }

  @Test
  void otherKindsAndOtherFilesAloneAreWrongUsage() throws IOException {
    Files.writeString(
        folder.resolve("paris.yaml"),
        "apiVersion: podspan.io/v1\nkind: Cluster\nmetadata: {name: paris}\nspec: {}\n");
    CommandRun cluster = preflight("-f", folder.resolve("paris.yaml").toString());
    assertThat(cluster.code()).isEqualTo(ExitCode.USAGE);
    assertThat(cluster.err()).contains("No document is an Interconnect", "what to do");
    assertThat(preflight("-f", folder.resolve("gone.yaml").toString()).code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(preflight().code()).isEqualTo(ExitCode.USAGE);
    assertThat(peering.requests()).isEmpty();
  }

  @Test
  void aReportThatCannotBeWrittenIsSaid() {
    peering.answers(200, "application/json", answer(0, 0, 0));
    CommandRun run = ofEurope("--junit", folder.resolve("no/such/folder.xml").toString());
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("cannot be written", "what to do");
  }

  @Test
  void aServiceThatDoesNotAnswerHasACodeOfItsOwn() {
    assertThat(
            CommandRun.of(
                    "preflight",
                    "-f",
                    folder.resolve("europe.yaml").toString(),
                    "--url",
                    "peering-service=http://127.0.0.1:1")
                .code())
        .isEqualTo(ExitCode.UNREACHABLE);
  }
}
