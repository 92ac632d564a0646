package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.FakePeering;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code apply} and {@code diff}. */
class ApplyCommandTest {
  private static final String EUROPE =
      """
      apiVersion: podspan.io/v1
      kind: Interconnect
      metadata: {name: europe}
      spec:
        clusters: [paris, london]
        reflectors: [{name: reflector, address: 192.0.2.1, port: 179, asn: 64512}]
        rollout: {canary: {count: 1}}
      """;

  @TempDir Path folder;
  private FakePeering peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakePeering();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private static String cluster(String name) {
    return """
    apiVersion: podspan.io/v1
    kind: Cluster
    metadata: {name: %1$s}
    spec:
      access:
        kubeconfig: %1$s
    """
        .formatted(name);
  }

  private String file(String... documents) throws Exception {
    return Files.writeString(folder.resolve("f.yaml"), String.join("---\n", documents)).toString();
  }

  private CommandRun run(String... arguments) {
    List<String> line = new ArrayList<>(List.of(arguments));
    line.addAll(List.of("--url", "peering-service=" + peering.url()));
    return CommandRun.of(line.toArray(String[]::new));
  }

  @Test
  void everyObjectIsCreatedThenUnchangedThenConfigured() throws Exception {
    String file = file(EUROPE, cluster("paris"), cluster("london"));

    assertThat(run("apply", "-f", file).out())
        .isEqualTo(
            """
            cluster/paris created
            cluster/london created
            interconnect/europe created
            """);
    assertThat(peering.object("/api/v1/interconnects/europe").path("rollout").toString())
        .isEqualTo("{\"canary\":{\"count\":1}}");

    assertThat(run("apply", "-f", file).out())
        .isEqualTo(
            """
            cluster/paris unchanged
            cluster/london unchanged
            interconnect/europe unchanged
            """);
    assertThat(peering.changes()).hasSize(3);

    String other = file(EUROPE.replace("count: 1", "count: 2"), cluster("paris"));
    assertThat(run("apply", "-f", other).out())
        .isEqualTo("cluster/paris unchanged\ninterconnect/europe configured\n");
  }

  @Test
  void theExampleIsApplied() {
    assertThat(run("apply", "-f", "../docs/examples/europe.yaml").out())
        .isEqualTo(
            """
            cluster/paris created
            cluster/london created
            reflector/rr1 created
            interconnect/europe created
            """);
    assertThat(run("diff", "-f", "../docs/examples/europe.yaml").code()).isEqualTo(ExitCode.OK);
  }

  @Test
  void namesAloneArePrintedForScripts() throws Exception {
    String file = file(cluster("paris"), cluster("london"));

    assertThat(run("apply", "-f", file, "-o", "name").out())
        .isEqualTo("cluster/paris\ncluster/london\n");
  }

  @Test
  void aDryRunIsAskedForAsWithKubectl() throws Exception {
    String file = file(cluster("paris"));

    assertThat(run("apply", "-f", file, "--dry-run=server").out())
        .isEqualTo("cluster/paris created (dry run)\n");
    assertThat(run("apply", "-f", file, "--dry-run=none").out())
        .isEqualTo("cluster/paris created\n");
    assertThat(run("apply", "-f", file, "--dry-run=client").err())
        .contains("write server or none, not client");
  }

  @Test
  void theExampleHasEveryFieldThoughWhatIsNotTheDefaultIsCommentedOut() throws Exception {
    String example = Files.readString(Path.of("../docs/examples/europe.yaml"));
    assertThat(run("apply", "-f", "../docs/examples/europe.yaml", "--dry-run").code()).isZero();

    run("apply", "-f", file(example.replaceAll("(?m)^( +)# ", "$1")));

    JsonNode europe = peering.object("/api/v1/interconnects/europe");
    assertThat(ObjectDocument.spec(Kind.INTERCONNECT, europe).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(ObjectDocument.OF_INTERCONNECTS);
    assertThat(europe.path("rollout").fieldNames())
        .toIterable()
        .containsExactly(
            "canary", "pauseAfterCanary", "batch", "parallelClusters", "windows", "mode");
    assertThat(peering.object("/api/v1/reflectors/rr1").has("keyFile")).isTrue();
    assertThat(peering.object("/api/v1/clusters/paris").path("spec").fieldNames())
        .toIterable()
        .containsExactly("access", "cni", "asn", "podCidrs", "serviceCidrs", "changes", "name");
  }

  @Test
  void aDryRunSaysTheSameAndChangesNothing() throws Exception {
    peering.has("/api/v1/clusters/london", "{\"name\":\"london\",\"spec\":{\"name\":\"london\"}}");
    CommandRun run =
        run("apply", "--dry-run", "-f", file(EUROPE, cluster("paris"), cluster("london")));

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .isEqualTo(
            """
            cluster/paris created (dry run)
            cluster/london configured (dry run)
            interconnect/europe created (dry run; its fields are right, the rest is checked when there is cluster/paris)
            """);
    assertThat(peering.changes()).isEmpty();
  }

  @Test
  void aWrongFieldIsNamedByItsLineAndNothingIsApplied() throws Exception {
    String file = file(cluster("paris"), cluster("london"), EUROPE);
    peering.refuses(
        "PUT /api/v1/interconnects/europe?dryRun=true",
        400,
        """
        {"title": "Invalid request", "detail": "x", "violations": [
          {"where": "reflectors[0].address", "detail": "It is no address.", "nextStep": "Give one."},
          {"where": "asn", "detail": "It is not known.", "nextStep": ""}]}
        """);

    CommandRun run = run("apply", "-f", file);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .isEqualTo(
            """
            podspan: Nothing was changed.
            %1$s, document 3, line 20: interconnect/europe: spec.reflectors[0].address: It is no address.
              what to do: Give one.
            %1$s, document 3, line 15: interconnect/europe: spec.asn: It is not known.
            """
                .formatted(file));
    assertThat(peering.changes()).isEmpty();
  }

  @Test
  void whatStandsAgainstAFieldIsNamedByItsLineToo() throws Exception {
    String file = file(cluster("paris"), cluster("london"), THROUGH_RR1);
    run("apply", "-f", file(cluster("paris"), cluster("london")));
    peering.refuses(
        "PUT /api/v1/interconnects/europe?dryRun=true",
        422,
        """
        {"title": "Reflector not declared", "detail": "x", "violations": [
          {"code": "unknown-reflector", "where": "reflectors[0]", "detail": "No reflector rr1.",
           "nextStep": "Declare it first (POST /api/v1/reflectors)."}]}
        """);

    assertThat(run("apply", "-f", file(cluster("paris"), cluster("london"), THROUGH_RR1)).err())
        .isEqualTo(
            """
            podspan: Nothing was changed.
            %s, document 3, line 20: interconnect/europe: spec.reflectors[0]: No reflector rr1.
              what to do: Declare it first (podspan apply -f FILE).
            """
                .formatted(file));
  }

  @Test
  void aMistypedFieldIsNamedByItsOwnLine() throws Exception {
    String file = file(cluster("paris") + "  asm: 1\n");
    peering.refuses(
        "PUT /api/v1/clusters/paris?dryRun=true",
        400,
        """
        {"title": "x", "detail": "The field asm cannot be used: There is no field of this name.",
         "violations": [{"where": "asm", "detail": "There is no field of this name.",
          "nextStep": "Use one of access, asn."}]}
        """);

    assertThat(run("apply", "-f", file).err())
        .isEqualTo(
            """
            podspan: Nothing was changed.
            %s, document 1, line 7: cluster/paris: spec.asm: There is no field of this name.
              what to do: Use one of access, asn.
            """
                .formatted(file));
  }

  @Test
  void whatStandsAgainstAClusterIsNamedByThatCluster() throws Exception {
    String file = file(cluster("paris"));
    peering.refuses(
        "PUT /api/v1/clusters/paris?dryRun=true",
        422,
        """
        {"title": "x", "detail": "It cannot be joined.", "violations": [
          {"code": "c", "where": "nodes/n1", "detail": "No address.", "nextStep": "Give one."}]}
        """);

    assertThat(run("apply", "-f", file).err())
        .isEqualTo(
            """
            podspan: Nothing was changed.
            %s, document 1, line 1: cluster/paris: It cannot be joined.
              - nodes/n1: No address.
            what to do: Give one.
            """
                .formatted(file));
  }

  @Test
  void aDefaultThatIsWrittenOutChangesNothing() throws Exception {
    peering.has(
        "/api/v1/interconnects/europe",
        "{\"name\": \"europe\", \"clusters\": [], \"rollouts\": []}");
    peering.refuses(
        "PUT /api/v1/interconnects/europe?dryRun=true",
        200,
        "{\"name\": \"europe\", \"clusters\": []}");
    String file = file(EUROPE.replaceAll("(?s)spec:.*", "spec: {clusters: [], onDrift: tell}\n"));

    assertThat(run("apply", "-f", file).out()).isEqualTo("interconnect/europe unchanged\n");
    assertThat(peering.changes()).isEmpty();
  }

  @Test
  void whatThisReleaseDoesNotKnowOfIsSaidToTheService() throws Exception {
    peering.has("/api/v1/interconnects/europe", "{\"name\": \"europe\", \"clusters\": []}");
    String file = file(EUROPE.replaceAll("(?s)spec:.*", "spec: {clusters: [], later: x}\n"));

    run("apply", "-f", file);
    assertThat(peering.changes()).containsExactly("PUT /api/v1/interconnects/europe");
  }

  @Test
  void aDocumentThatCannotBeReadIsNamedAndNothingIsAsked() throws Exception {
    CommandRun run = run("apply", "-f", file(cluster("paris"), "kind: Nonsense\n"));

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("f.yaml, document 2, line 8: the kind Nonsense is not known");
    assertThat(peering.changes()).isEmpty();
  }

  @Test
  void anInterconnectOfAClusterThatNobodyDeclaresIsRefusedBeforeAnythingIsChanged()
      throws Exception {
    CommandRun run = run("apply", "-f", file(cluster("paris"), EUROPE.replace("london", "rome")));

    // paris is missing, too, but would be created: that is not why.
    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("interconnect/europe").contains("There is no cluster");
  }

  @Test
  void whatIsRefusedAtItsTurnIsNamedAndWhatNeedsItIsLeftOut() throws Exception {
    String file =
        file(
            cluster("paris"),
            cluster("london"),
            cluster("rome"),
            EUROPE,
            EUROPE.replace("europe", "south").replace("london", "rome"));
    peering.refuses(
        "PUT /api/v1/clusters/london", 422, "{\"title\": \"x\", \"detail\": \"Its API is away.\"}");

    CommandRun run = run("apply", "-f", file);

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .isEqualTo(
            """
            cluster/paris created
            cluster/rome created
            interconnect/south created
            """);
    assertThat(run.err())
        .isEqualTo(
            """
            podspan: %1$s, document 2, line 8: cluster/london: Its API is away.
            podspan: %1$s, document 4, line 22: interconnect/europe is not applied, because it needs cluster/london.
            """
                .formatted(file));
  }

  @Test
  void aServiceThatIsAwayIsExitCodeThree() throws Exception {
    String file = file(cluster("paris"));
    CommandRun run =
        CommandRun.of("apply", "-f", file, "--url", "peering-service=http://127.0.0.1:1");

    assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aDocumentThatNamesAVersionIsNotAppliedOverAnotherOne() throws Exception {
    peering.has("/api/v1/clusters/paris", "{\"name\": \"paris\", \"spec\": {\"name\": \"paris\"}}");
    String now = run("get", "cluster", "paris", "-o", "yaml").out();
    assertThat(now).contains("resourceVersion: v1");
    peering.has("/api/v1/clusters/paris", "{\"name\": \"paris\", \"spec\": {\"asn\": 1}}");

    CommandRun run = run("apply", "-f", file(now));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("Changed meanwhile.");
  }

  @Test
  void itWaitsForRolloutsAndThenForTheCondition() throws Exception {
    String ready =
        "{\"name\": \"europe\", \"clusters\": [], \"rollouts\": [\"r1\"], \"conditions\":"
            + " [{\"type\": \"Ready\", \"status\": \"True\", \"reason\": \"r\", \"message\": \"m\"}]}";
    peering.has("/api/v1/interconnects/europe", ready);
    peering.has("/api/v1/rollouts/r1", "{\"id\": \"r1\", \"state\": \"COMPLETED\"}");
    String file = file(EUROPE.replaceAll("(?s)spec:.*", "spec: {clusters: []}\n"));

    CommandRun run = run("apply", "-f", file, "--wait", "--timeout=0");

    assertThat(run.out())
        .isEqualTo(
            """
            interconnect/europe unchanged
            rollout/r1 is COMPLETED
            interconnect/europe: Ready=True since - (r: m)
            """);

    peering.has("/api/v1/rollouts/r1", "{\"id\": \"r1\", \"state\": \"FAILED\"}");
    CommandRun failed = run("apply", "-f", file, "--wait", "--timeout=0");
    assertThat(failed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(failed.err()).isEqualTo("podspan: rollout/r1 is FAILED: -.\n");
  }

  @Test
  void withoutAFileItIsAWrongCommandLine() {
    assertThat(run("apply").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("diff").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void theDifferenceIsShownFieldByFieldAndIsExitCodeOne() throws Exception {
    String file = file(EUROPE, cluster("paris"), cluster("london"));
    run("apply", "-f", file);
    assertThat(run("diff", "-f", file)).isEqualTo(new CommandRun(ExitCode.OK, "", ""));

    String other =
        file(
            EUROPE.replace("[paris, london]", "[london, rome]").replace("192.0.2.1", "192.0.2.9"),
            cluster("rome"),
            cluster("paris"));
    CommandRun differs = run("diff", "-f", other);

    assertThat(differs.code()).isEqualTo(1);
    assertThat(differs.out())
        .isEqualTo(
            """
            cluster/rome (%1$s, document 2, line 9)
              + access.kubeconfig: rome
              routers of paris:
                + --x
            interconnect/europe (%1$s, document 1, line 1)
              - clusters[paris]
              + clusters[rome]
              - reflectors[reflector].address: 192.0.2.1
              + reflectors[reflector].address: 192.0.2.9
              The changes of routers are known when there is cluster/rome.
            """
                .formatted(other));
    assertThat(peering.changes()).hasSize(3);
  }

  @Test
  void aRefusalIsNoDifference() throws Exception {
    String file = file(cluster("paris"));
    peering.refuses("PUT /api/v1/clusters/paris?dryRun=true", 422, "{\"detail\": \"No.\"}");
    assertThat(run("diff", "-f", file).code()).isGreaterThan(1);
    peering.refuses("GET /api/v1/clusters/paris", 500, "{\"detail\": \"No.\"}");
    assertThat(run("diff", "-f", file).code()).isGreaterThan(1);
    assertThat(run("diff", "-f", "/no/such/file").code()).isGreaterThan(1);
    assertThat(
            CommandRun.of("diff", "-f", file, "--url", "peering-service=http://127.0.0.1:1").code())
        .isGreaterThan(1);
  }

  private static final String RR1 =
      """
      apiVersion: podspan.io/v1
      kind: Reflector
      metadata: {name: rr1}
      spec: {address: 192.0.2.1}
      """;

  private static final String THROUGH_RR1 =
      """
      apiVersion: podspan.io/v1
      kind: Interconnect
      metadata: {name: europe}
      spec:
        clusters: [paris, london]
        reflectors: [rr1]
      """;

  @Test
  void aReflectorIsAppliedBeforeTheInterconnectThatNamesIt() throws Exception {
    String file = file(THROUGH_RR1, RR1, cluster("paris"), cluster("london"));
    CommandRun run = run("apply", "-f", file);

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            cluster/paris created
            cluster/london created
            reflector/rr1 created
            interconnect/europe created
            """);
    assertThat(peering.object("/api/v1/reflectors/rr1").path("address").asText())
        .isEqualTo("192.0.2.1");
    assertThat(run("apply", "-f", file).out()).contains("reflector/rr1 unchanged");
    assertThat(run("diff", "-f", file(RR1)).code()).isZero();
  }

  @Test
  void aReflectorThatIsNotThereAndThatNoDocumentDeclaresIsNamed() throws Exception {
    CommandRun run = run("apply", "-f", file(cluster("paris"), cluster("london"), THROUGH_RR1));

    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void whatDiffersOfAReflectorIsShownByItsField() throws Exception {
    peering.has(
        "/api/v1/reflectors/rr1",
        """
        {"name": "rr1", "address": "192.0.2.9", "spec": {"name": "rr1", "address": "192.0.2.9"}}
        """);
    CommandRun run = run("diff", "-f", file(RR1));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("- address: 192.0.2.9").contains("+ address: 192.0.2.1");
  }
}
