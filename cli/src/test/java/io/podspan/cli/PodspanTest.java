package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PodspanTest {
  static List<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    collect(Podspan.commandLine(), all);
    return all;
  }

  private static void collect(CommandLine command, List<CommandLine> all) {
    String name = command.getCommandName();
    // picocli's own command.
    if (!name.equals("help")) {
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
  void everyCommandThatPrintsAnAnswerHasTheSameOutputOption() {
    assertThat(commands())
        .flatExtracting(command -> command.getCommandSpec().options())
        .filteredOn(option -> List.of(option.names()).contains("-o"))
        .hasSizeGreaterThan(8)
        .allSatisfy(option -> assertThat(option.names()).containsExactly("-o", "--output"))
        .allSatisfy(
            option ->
                assertThat(option.paramLabel())
                    .isIn("table|json|yaml", "table|json|yaml|wide|name", "name"));
  }

  @Test
  void everyCommandThatPrintsObjectsHasTheFormatsOfKubectl() {
    assertThat(commands())
        .filteredOn(
            command ->
                command
                    .getCommandSpec()
                    .qualifiedName()
                    .matches(
                        "podspan (get|(clusters|interconnects|rollouts)( (list|show|add|declare))?)"))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().findOption("-o").paramLabel())
                    .isEqualTo("table|json|yaml|wide|name"));
  }

  @Test
  void aWrongCommandLineIsExitCodeTwo() {
    CommandRun run = CommandRun.of("interconnects", "declare", "europe");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Missing required options");
  }

  @ParameterizedTest
  @CsvSource({
    "get clusters -x, podspan: Unknown option: '-x', See podspan get --help.",
    "rollouts show, podspan: Missing required parameter: 'ID', See podspan rollouts show --help.",
    "rolout status 1, podspan: There is no command rolout., See podspan --help.",
  })
  void whatIsWrongIsNotHiddenByAllThatACommandUnderstands(String line, String what, String see) {
    CommandRun run = CommandRun.of(words(line));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith(what).endsWith(see + "\n");
    assertThat(run.err().lines().count()).isLessThan(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interconnects declare x --clusters a,b --reflector r=192.0.2.1:x",
        "interconnects declare x --clusters a,b --reflector 192.0.2.1",
        "up --port web=80",
        "status -o xml",
        "status --every",
        "get nodes",
        "get cluster paris/x",
        "get cluster/",
        "get clusters,nodes",
        "get clusters,interconnects paris",
        "get clusters,interconnects --sort-by name",
        "apply --dry-run=client -f x",
        "delete cluster/paris --force",
        "delete all",
        "delete clusters",
        "delete rollout 1",
        "delete",
        "delete cluster paris -f x",
        "wait cluster/paris --for=ready",
        "wait cluster/paris --for=delete --timeout=soon",
        "apply",
        "apply -f /no/such/file",
        "diff",
        "edit clusters",
        "edit rollout 1",
        "completion tcsh"
      })
  void aWrongValueIsExitCodeTwoWithAReason(String line) {
    CommandRun run = CommandRun.of(words(line));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).isNotBlank();
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters",
        "clusters list",
        "clusters show paris",
        "clusters add paris --kubeconfig paris",
        "clusters refresh paris",
        "clusters remove paris",
        "interconnects",
        "interconnects list",
        "interconnects show europe",
        "interconnects declare europe --clusters a,b --reflector r=192.0.2.1",
        "interconnects withdraw europe",
        "rollouts",
        "rollouts list",
        "rollouts show 1",
        "rollouts pause 1",
        "edit cluster paris",
        "rollouts watch 1",
        "rollout status 1",
        "get clusters",
        "get all",
        "get cluster paris -o yaml",
        "describe interconnect europe",
        "delete interconnect europe",
        "wait interconnects --for=condition=Ready",
        "events",
        "events -f"
      })
  void everyFailureIsToldWithWhatToDoAndIsNoSuccess(String line) throws Exception {
    String[] services = words("--url peering-service=%1$s --url console=%1$s");
    try (FakeService broken = new FakeService().answers(500, "text/plain", "broken")) {
      CommandRun run = CommandRun.of(with(line, services, broken.url()));

      assertThat(run.code()).isEqualTo(ExitCode.FAILED);
      assertThat(run.err())
          .contains("was answered with status 500: broken")
          .containsOnlyOnce("what to do:");
    }

    CommandRun run = CommandRun.of(with(line, services, "http://127.0.0.1:1"));

    assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err())
        .contains("http://127.0.0.1:1 does not answer")
        .containsOnlyOnce("what to do:");
  }

  private static String[] with(String line, String[] services, String url) {
    return Stream.concat(
            Stream.of(words(line)), Stream.of(services).map(word -> word.formatted(url)))
        .toArray(String[]::new);
  }

  private static String[] words(String line) {
    return line.split(" ", -1);
  }
}
