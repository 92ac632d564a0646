package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeleteCommandTest {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String DOCUMENTS =
      """
      apiVersion: podspan.io/v1
      kind: Cluster
      metadata: {name: paris}
      spec: {access: {kubeconfig: paris}}
      ---
      apiVersion: podspan.io/v1
      kind: Interconnect
      metadata: {name: europe}
      spec: {clusters: [paris, london]}
      """;

  @TempDir Path folder;
  private FakeService peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(Service.PEERING, peering, arguments);
  }

  @Test
  void anInterconnectGoesBeforeItsClustersAndIsWaitedFor() throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), DOCUMENTS);
    peering.answers(202, JSON, "{\"name\": \"europe\"}");
    peering.answers(404, PROBLEM, "{\"title\": \"Not found\"}");
    peering.answers(204, JSON, "");

    CommandRun run = run("delete", "-f", file.toString());

    assertThat(run.out())
        .isEqualTo(
            """
            interconnect/europe is being withdrawn
            interconnect/europe is gone
            cluster/paris deleted
            """);
    assertThat(peering.requests())
        .containsExactly(
            new Request("DELETE", "/api/v1/interconnects/europe", "", ""),
            new Request("GET", "/api/v1/interconnects/europe", "", ""),
            new Request("DELETE", "/api/v1/clusters/paris", "", ""));
  }

  @Test
  void oneThatIsNotGoneInTimeEndsTheCommandBeforeTheClusters() throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), DOCUMENTS);
    peering.answers(200, JSON, "{\"name\": \"europe\"}");

    CommandRun run = run("delete", "-f", file.toString(), "--timeout", "0");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("The time of 0 s is over. interconnect/europe is still there.");
    assertThat(peering.requests()).noneMatch(request -> request.path().contains("clusters"));
  }

  @Test
  void whatIsNotThereIsARefusalUnlessItIsIgnored() {
    peering.answers(404, PROBLEM, "{\"title\": \"x\", \"detail\": \"There is no cluster.\"}");

    assertThat(run("delete", "cluster", "paris").code()).isEqualTo(ExitCode.FAILED);
    assertThat(run("delete", "cluster", "paris", "--ignore-not-found"))
        .isEqualTo(new CommandRun(ExitCode.OK, "cluster/paris is not there\n", ""));
  }

  @Test
  void onlyInterconnectsAreLetGoByForce() throws Exception {
    CommandRun run = run("delete", "cluster/paris", "--force");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).startsWith("podspan: --force is for interconnects.");
    assertThat(peering.requests()).isEmpty();

    peering.answers(200, JSON, "{\"name\": \"europe\", \"remains\": []}");
    Path file = Files.writeString(folder.resolve("f.yaml"), DOCUMENTS);
    assertThat(run("delete", "-f", file.toString(), "--force").out())
        .isEqualTo(
            """
            The interconnect europe is gone.
            Podspan wrote nothing in its clusters that is left.
            cluster/paris deleted
            """);
  }

  @Test
  void aDocumentThatCannotBeReadDeletesNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), DOCUMENTS + "---\nkind: Node\n");

    CommandRun run = run("delete", "-f", file.toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .startsWith("podspan: Nothing was changed, because of 4 faults in documents:\n" + file)
        .contains(
            ", document 3, line 11: the kind Node is not known.\n"
                + "  what to do: write Cluster, Reflector or Interconnect");
    assertThat(peering.requests()).isEmpty();
  }
}
