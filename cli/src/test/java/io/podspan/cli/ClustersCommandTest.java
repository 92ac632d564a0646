package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClustersCommandTest {
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  private FakeService peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  @Test
  void registeringLeavesOutWhatIsToBeFound() {
    peering.answers(201, JSON, "{\"name\":\"paris\"}");

    run("clusters", "add", "paris", "--kubeconfig", "paris");

    assertThat(peering.requests())
        .extracting(Request::body)
        .containsExactly(
            "{\"name\":\"paris\",\"access\":{\"kubeconfig\":\"paris\",\"context\":null}}");
  }

  @Test
  void registeringTellsWhichNodesAreLeftOut() {
    peering.answers(
        201,
        JSON,
        """
        {"name": "paris",
         "nodes": [{"name": "n1", "leftOut": null},
           {"name": "n2", "leftOut": "The node n2 is not Ready."}],
         "leftOut": [{"node": "fresh3", "code": "node-without-address",
           "why": "The node fresh3 is left out, because it has no InternalIP.",
           "nextStep": "Give the node an InternalIP."}]}
        """);

    assertThat(run("clusters", "add", "paris", "--kubeconfig", "paris").out())
        .endsWith(
            """

            left out: The node fresh3 is left out, because it has no InternalIP. What to do: Give the node an InternalIP.
            left out for now: The node n2 is not Ready.
            """);
  }

  @Test
  void risksOfCredentialsAreShownWhereClustersAre() {
    String paris =
        """
        {"name": "paris", "nodes": [],
         "cautions": ["The certificate of the API server is not checked (insecure-skip-tls-verify)."]}
        """;
    String caution =
        "caution: paris: The certificate of the API server is not checked (insecure-skip-tls-verify).\n";
    peering
        .answers(200, JSON, "{\"items\": [" + paris + "], \"next\": null}")
        .answers(200, JSON, paris);
    assertThat(run("clusters", "list").out()).endsWith("\n" + caution);
    assertThat(run("clusters", "show", "paris").out()).endsWith("\n" + caution);
  }

  @Test
  void refreshingReadsTheClusterAgainAndShowsIt() {
    peering.answers(200, JSON, "{\"name\": \"paris\", \"nodes\": [{\"name\": \"node-1\"}]}");

    CommandRun run = run("clusters", "refresh", "paris");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("paris").contains("node-1");
    assertThat(peering.requests())
        .containsExactly(new Request("POST", "/api/v1/clusters/paris/refresh", "", ""));
  }

  @Test
  void anErrorNamesTheCommandInPlaceOfTheRestCall() {
    peering.answers(
        409,
        PROBLEM,
        """
        {"detail": "A cluster of this name is registered.",
         "nextStep": "Refresh it (POST /api/v1/clusters/{name}/refresh), or choose another name."}
        """);

    CommandRun run = run("clusters", "add", "paris", "--kubeconfig", "paris");

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .isEqualTo(
            """
            podspan: A cluster of this name is registered.
            what to do: Refresh it (podspan clusters refresh paris), or choose another name.
            """);
  }

  @Test
  void listsAsTableAsJsonAndAsYaml() {
    peering.answers(
        200,
        JSON,
        """
        {"items": [{"name": "paris", "cni": "kube-router", "asn": 64512, "podCidrs": ["10.1.0.0/16"], "nodes": [{}, {}]}],
         "next": null, "total": 1}
        """);

    assertThat(run("clusters").out())
        .contains("NAME")
        .contains("paris  kube-router")
        .contains("10.1.0.0/16");
    assertThat(run("clusters", "list", "-o", "json").out()).contains("\"cni\" : \"kube-router\"");
    assertThat(run("clusters", "list", "-o", "yaml").out())
        .startsWith("- name: paris\n  cni: kube-router\n  asn: 64512\n");
  }

  private CommandRun run(String... line) {
    return CommandRun.with(Service.PEERING, peering, line);
  }
}
