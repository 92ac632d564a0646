package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterconnectsCommandTest {
  private static final String PLANNED =
      """
      {"name": "europe", "conditions": [], "plans": [{"cluster": "paris", "driver": "kube-router",
        "changes": ["+ --peer-router-ips=192.0.2.1"], "cautions": ["Sessions restart."]}]}
      """;

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
  void declaringSendsWhatTheContractWants() {
    peering.answers(202, "application/json", "{\"name\":\"europe\"}");

    CommandRun run = declare("--reflector", "second=[2001:db8::1]:1179", "--dry-run");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(peering.requests())
        .containsExactly(
            new Request(
                "POST",
                "/api/v1/interconnects",
                "",
                """
                {"name":"europe","dryRun":true,"clusters":["paris","london"],"reflectors":[\
                {"name":"reflector","address":"192.0.2.1","port":179,"asn":64512},\
                {"name":"second","address":"2001:db8::1","port":1179,"asn":64512}]}"""));
  }

  @Test
  void aReflectorThatIsDeclaredNeedsItsNameAlone() {
    peering.answers(202, "application/json", "{\"name\":\"europe\"}");

    assertThat(declare("--reflector", "rr2").code()).isEqualTo(ExitCode.OK);
    assertThat(peering.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.body()).contains("64512},\"rr2\"]"));
  }

  @Test
  void theCautionsOfAPlanAreShownByDeclareAndByADryRun() {
    peering.answers(202, "application/json", PLANNED);

    assertThat(declare().out())
        .contains("  + --peer-router-ips=192.0.2.1\n  caution: Sessions restart.\n")
        .doesNotContain("dry run");
    assertThat(declare("--dry-run").out())
        .contains("  caution: Sessions restart.\n")
        .endsWith("This was a dry run. Nothing was changed.\n");
  }

  @Test
  void eachCheckIsShownWithItsOutcomeItsEvidenceAndWhatToDo() {
    peering.answers(
        200,
        "application/json",
        """
        {"name": "europe", "plans": [{"cluster": "paris", "driver": "kube-router",
           "changes": ["+ --a"], "cautions": ["Sessions restart. Wait."]}],
         "checks": [
          {"check": "reflector-address", "outcome": "pass", "code": "ok", "where": "",
           "evidence": "The addresses are usable.", "whatToDo": ""},
          {"check": "graceful-restart", "outcome": "caution", "code": "graceful-restart-off",
           "where": "clusters/paris", "evidence": "Sessions restart.", "whatToDo": "Wait."}]}
        """);

    assertThat(declare("--dry-run").out())
        .contains(
            """

            checks:
              pass       reflector-address: The addresses are usable.
              caution    graceful-restart (clusters/paris): Sessions restart. What to do: Wait.

            plan for paris by kube-router:
              + --a
            """);
  }

  @Test
  void eachViolationIsShownAndEachStepOnce() {
    peering.answers(
        422,
        "application/problem+json",
        """
        {"title": "Refused", "detail": "10.1.0.0/16 is in both (and 1 more). Nothing was changed.",
         "nextStep": "Renumber london.",
         "violations": [
          {"where": "london", "detail": "10.1.0.0/16 is in both", "nextStep": "Renumber london."},
          {"where": "rome", "detail": "There is no cluster rome.",
           "nextStep": "Register it first (POST /api/v1/clusters)."}]}
        """);

    CommandRun run = declare();

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .isEqualTo(
            """
            podspan: 10.1.0.0/16 is in both (and 1 more). Nothing was changed.
              - london: 10.1.0.0/16 is in both
              - rome: There is no cluster rome.
            what to do:
              - Renumber london.
              - Register it first (podspan clusters add).
            """);
  }

  @Test
  void aSingleViolationIsToldOnce() {
    peering.answers(
        422,
        "application/problem+json",
        """
        {"title": "Refused", "detail": "It has no pod CIDR. Nothing was changed.",
         "nextStep": "Set one.",
         "violations": [{"where": "london", "detail": "It has no pod CIDR.", "nextStep": "Set one."}]}
        """);

    assertThat(declare().err())
        .isEqualTo(
            """
            podspan: london: It has no pod CIDR. Nothing was changed.
            what to do: Set one.
            """);
  }

  @Test
  void aSingleViolationWhosePlaceIsToldIsToldOnce() {
    peering.answers(
        400,
        "application/problem+json",
        """
        {"title": "Refused", "detail": "The field peersby cannot be used: There is no such field.",
         "violations": [{"where": "peersby", "detail": "There is no such field.",
          "nextStep": "Use peersBy."}]}
        """);

    assertThat(declare().err())
        .isEqualTo(
            """
            podspan: The field peersby cannot be used: There is no such field.
            what to do: Use peersBy.
            """);
  }

  @Test
  void updatingSwitchesWhetherPodAddressesAreKept() {
    peering.answers(
        200, "application/json", "{\"name\":\"europe\",\"podSourceAddress\":\"preserve\"}");
    CommandRun on = run("update", "europe", "--preserve-pod-addresses");
    run("update", "europe", "--no-preserve-pod-addresses");

    assertThat(on.out()).contains("pods see pod addresses (podSourceAddress: preserve)");
    assertThat(peering.requests())
        .containsExactly(
            new Request(
                "PATCH", "/api/v1/interconnects/europe", "", "{\"podSourceAddress\":\"preserve\"}"),
            new Request(
                "PATCH", "/api/v1/interconnects/europe", "", "{\"podSourceAddress\":null}"));
  }

  @Test
  void updatingSwitchesWhatIsDoneAboutDriftAndNothingElse() {
    peering.answers(200, "application/json", "{\"name\":\"europe\",\"onDrift\":\"heal\"}");
    assertThat(run("update", "europe", "--on-drift", "heal").out()).contains("onDrift: heal");
    assertThat(peering.requests())
        .containsExactly(
            new Request("PATCH", "/api/v1/interconnects/europe", "", "{\"onDrift\":\"heal\"}"));
  }

  @Test
  void whatIsSwitchedLaterIsDeclaredInTheSameWay() {
    peering.answers(200, "application/json", "{\"name\":\"europe\"}");
    String[] switches = {"--announce-services", "--peers-by", "annotations"};

    run("update", "europe", switches[0], switches[1], switches[2]);
    run("update", "europe", "--no-announce-services");
    declare(switches);

    String both = "\"serviceAddresses\":\"announce\",\"peersBy\":\"annotations\"";
    assertThat(peering.requests())
        .extracting(Request::body)
        .satisfiesExactly(
            body -> assertThat(body).isEqualTo("{" + both + "}"),
            body -> assertThat(body).isEqualTo("{\"serviceAddresses\":null}"),
            body -> assertThat(body).contains("\"dryRun\":false," + both + ",\"clusters\""));
  }

  @Test
  void aForcedWithdrawalListsWhatIsLeftAndWhatTakesItOut() {
    peering.answers(
        200,
        "application/json",
        """
        {"name": "europe", "remains": [{"interconnect": "europe", "cluster": "paris",
          "object": "DaemonSet kube-system/kube-router", "lines": ["- --peer-router-ips=192.0.2.1"],
          "commands": ["kubectl -n kube-system edit daemonset kube-router"]}]}
        """);
    assertThat(run("withdraw", "europe", "--force").out())
        .contains(
            "The interconnect europe is gone.",
            "paris may have still of europe: DaemonSet kube-system/kube-router",
            "    - --peer-router-ips=192.0.2.1",
            "    kubectl -n kube-system edit daemonset kube-router",
            "does not take it away by itself");
    assertThat(peering.requests())
        .containsExactly(new Request("DELETE", "/api/v1/interconnects/europe?force=true", "", ""));
  }

  @Test
  void updatingNothingIsAWrongCommandLine() {
    assertThat(run("update", "europe").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aConditionNamesTheCommandInsteadOfTheRestCall() {
    peering.answers(
        200,
        "application/json",
        """
        {"name": "europe", "conditions": [{"type": "SourcePreserved", "status": "False",
          "message": "It could be set with PATCH /api/v1/interconnects/{name}."}]}
        """);

    assertThat(run("show", "europe").out())
        .contains("It could be set with podspan interconnects update europe.");
  }

  @Test
  void retryingStartsNewRollouts() {
    peering.answers(202, "application/json", "{\"name\":\"europe\"}");

    assertThat(run("retry", "europe").code()).isEqualTo(ExitCode.OK);
    assertThat(peering.requests())
        .containsExactly(new Request("POST", "/api/v1/interconnects/europe/retry", "", ""));
  }

  private CommandRun run(String... arguments) {
    List<String> line = new ArrayList<>(List.of("interconnects"));
    line.addAll(List.of(arguments));
    return CommandRun.with(Service.PEERING, peering, line.toArray(String[]::new));
  }

  private CommandRun declare(String... options) {
    List<String> line =
        new ArrayList<>(
            List.of("interconnects", "declare", "europe", "--clusters", "paris,london"));
    line.addAll(List.of("--reflector", "reflector=192.0.2.1"));
    line.addAll(List.of(options));
    return CommandRun.with(Service.PEERING, peering, line.toArray(String[]::new));
  }
}
