package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GetCommandTest {
  private static final String JSON = "application/json";
  private static final String PARIS =
      """
      {"name": "paris", "cni": "kube-router", "cniVersion": "2.1.0", "asn": 64512,
       "podCidrs": ["10.1.0.0/16"], "serviceCidrs": [], "nodes": [{"name": "n1"}],
       "access": {"kubeconfig": "paris", "context": null}, "leftOut": [],
       "origins": {"asn": "said at registration", "podCidrs": "the nodes"},
       "readAt": "2026-01-01T10:11:12.123456Z", "cautions": []}
      """;
  private static final String EUROPE =
      """
      {"name": "europe", "revision": 3, "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
       "withdrawing": false, "declaredAt": "2026-01-01T10:11:12Z",
       "conditions": [{"type": "Ready", "status": "False", "reason": "Waiting",
         "message": "Waits for routes", "since": "2026-01-01T10:11:13Z"}]}
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

  private CommandRun run(String... arguments) {
    return CommandRun.with(Service.PEERING, peering, arguments);
  }

  @Test
  void aKindIsNamedAsOneOrSeveralInAnyCase() {
    peering.answers(200, JSON, "[" + PARIS + "]");

    for (String word : new String[] {"cluster", "clusters", "Cluster"}) {
      assertThat(run("get", word, "-o", "name").out()).isEqualTo("cluster/paris\n");
    }
  }

  @Test
  void theServiceSelectsAndSortsPageAfterPage() {
    peering.answers(200, JSON, "{\"items\": [" + PARIS + "], \"next\": \"c/1\"}");

    CommandRun run =
        run("get", "clusters", "-o", "name", "--sort-by", "-asn", "--field-selector", "cni=calico");

    assertThat(run.out()).isEqualTo("cluster/paris\ncluster/paris\n");
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly(
            "/api/v1/clusters?sort=-asn&cni=calico&limit=200",
            "/api/v1/clusters?sort=-asn&cni=calico&limit=200&cursor=c%2F1");
  }

  @Test
  void oneKindIsWatched() {
    assertThat(run("get", "clusters,reflectors", "-w"))
        .returns(ExitCode.USAGE, CommandRun::code)
        .extracting(CommandRun::err)
        .asString()
        .contains("--watch is for objects of one kind.");
  }

  @Test
  void namesAreNotSelectedOnceMore() {
    assertThat(run("get", "cluster", "paris", "--sort-by", "asn"))
        .returns(ExitCode.USAGE, CommandRun::code)
        .extracting(CommandRun::err)
        .asString()
        .contains("--sort-by and --field-selector are for one kind without names.");
  }

  @Test
  void wideHasMoreColumns() {
    peering.answers(200, JSON, "[" + PARIS + "]");

    assertThat(run("get", "clusters").out())
        .isEqualTo(
            """
            NAME   CNI          VERSION  ASN    POD CIDRS    SERVICE CIDRS  NODES
            paris  kube-router  2.1.0    64512  10.1.0.0/16  -              1
            """);
    assertThat(run("get", "clusters", "-o", "wide").out())
        .isEqualTo(
            """
            NAME   CNI          VERSION  ASN    POD CIDRS    SERVICE CIDRS  NODES  LEFT OUT  CHANGED BY  KUBECONFIG  CONTEXT  READ
            paris  kube-router  2.1.0    64512  10.1.0.0/16  -              1      0         podspan     paris       -        2026-01-01 10:11:12.123 UTC
            """);
  }

  @Test
  void aClusterThatIsChangedByHandIsToBeSeen() {
    String byHand =
        PARIS.replace("\"cautions\"", "\"spec\": {\"changes\": \"byHand\"}, \"cautions\"");
    peering.answersTo("/api/v1/clusters", 200, JSON, "[" + byHand + "]");
    peering.answersTo("/api/v1/clusters/paris", 200, JSON, byHand);

    assertThat(run("get", "clusters", "-o", "wide").out()).contains("1      0         hand  ");
    assertThat(run("clusters", "show", "paris").out())
        .contains("Podspan only reads it: its routers are changed by hand (changes: byHand)");
  }

  @Test
  void aDocumentHasInItsSpecWhatWasDeclared() {
    peering.answers(200, JSON, PARIS);

    assertThat(run("get", "cluster", "paris", "-o", "yaml").out())
        .isEqualTo(
            """
            apiVersion: podspan.io/v1
            kind: Cluster
            metadata:
              name: paris
            spec:
              access:
                kubeconfig: paris
              asn: 64512
            status:
              cni: kube-router
              cniVersion: 2.1.0
              podCidrs:
              - 10.1.0.0/16
              serviceCidrs: []
              nodes:
              - name: n1
              leftOut: []
              origins:
                asn: said at registration
                podCidrs: the nodes
              readAt: 2026-01-01T10:11:12.123456Z
              cautions: []
            """);
    assertThat(peering.requests())
        .containsExactly(new Request("GET", "/api/v1/clusters/paris", "", ""));
  }

  @Test
  void severalObjectsAreAListThatCanBeRead() {
    peering.answersTo("/api/v1/clusters/paris", 200, JSON, PARIS);
    peering.answersTo("/api/v1/interconnects/europe", 200, JSON, EUROPE);

    CommandRun yaml = run("get", "interconnect/europe", "cluster/paris", "-o", "yaml");
    CommandRun table = run("get", "interconnect/europe", "cluster/paris");

    assertThat(yaml.out()).startsWith("apiVersion: podspan.io/v1\nkind: List\nitems:\n");
    assertThat(table.out())
        .containsSubsequence(
            "NAME   CNI", "paris  kube-router", "\n\n", "NAME    REV", "europe  3");
  }

  @Test
  void severalKindsAtATimeHaveATableEach() {
    peering.answersTo("/api/v1/clusters", 200, JSON, "[" + PARIS + "]");
    peering.answersTo("/api/v1/interconnects", 200, JSON, "[]");

    assertThat(run("get", "interconnects,cluster,clusters").out())
        .isEqualTo(
            """
            NAME   CNI          VERSION  ASN    POD CIDRS    SERVICE CIDRS  NODES
            paris  kube-router  2.1.0    64512  10.1.0.0/16  -              1

            NAME  REVISION  CLUSTERS  REFLECTORS  CONDITIONS
            """);
  }

  @Test
  void allIsEveryKind() {
    peering.answers(200, JSON, "[]");

    assertThat(run("get", "all", "-o", "name").out()).isEmpty();
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly(
            "/api/v1/clusters?limit=200",
            "/api/v1/reflectors?limit=200",
            "/api/v1/interconnects?limit=200",
            "/api/v1/rollouts?limit=200");
  }

  @Test
  void aListIsReadPageAfterPage() {
    peering.answers(200, JSON, "{\"items\": [" + PARIS + "], \"next\": \"a/b\", \"total\": 2}");
    peering.answers(
        200,
        JSON,
        "{\"items\": [" + PARIS.replace("paris", "rome") + "], \"next\": null, \"total\": 2}");

    assertThat(run("get", "clusters", "-o", "name").out())
        .isEqualTo("cluster/paris\ncluster/rome\n");
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsExactly("/api/v1/clusters?limit=200", "/api/v1/clusters?limit=200&cursor=a%2Fb");
  }

  @Test
  void aCursorThatComesAgainEndsTheList() {
    peering.answers(200, JSON, "{\"items\": [" + PARIS + "], \"next\": \"x\"}");

    assertThat(run("get", "clusters", "-o", "name").out().lines()).hasSize(2);
  }

  @Test
  void presentCommandsPrintNamesToo() {
    peering.answers(200, JSON, EUROPE);

    assertThat(run("interconnects", "show", "europe", "-o", "name").out())
        .isEqualTo("interconnect/europe\n");
    assertThat(run("interconnects", "withdraw", "europe", "-o", "name").out())
        .isEqualTo("interconnect/europe\n");
  }

  @Test
  void aDescriptionHasTheLastEvents() throws Exception {
    peering.answers(200, JSON, EUROPE);
    try (FakeService console = new FakeService()) {
      console.answersTo(
          "/api/v1/events",
          200,
          JSON,
          """
          {"events": [{"sequence": 7, "time": "2026-01-01T10:11:13Z", "sentence": "It is declared",
            "requestedBy": "ci"}]}
          """);
      CommandRun run =
          CommandRun.of(
              "describe",
              "interconnect/europe",
              "--url",
              "peering-service=" + peering.url(),
              "--url",
              "console=" + console.url());

      assertThat(run.out())
          .contains("Ready      False   Waiting  2026-01-01 10:11:13 UTC  Waits for routes")
          .endsWith("\nevents:\n  2026-01-01 10:11:13 UTC  It is declared (by ci)\n");
    }
  }

  @Test
  void aConsoleThatIsAwayIsNotAnObjectWithoutEvents() {
    peering.answers(200, JSON, EUROPE);

    assertThat(run("describe", "interconnect", "europe").out())
        .contains("\nevents: not known. http://127.0.0.1:1 does not answer")
        .doesNotContain("none");
  }

  private static final String RR1 =
      """
      {"name": "rr1", "address": "192.0.2.1", "port": 179, "asn": 64512, "runs": "here",
       "declaredAt": "2026-01-01T10:11:12Z", "interconnects": ["europe"],
       "conditions": [{"type": "Ready", "status": "False", "reason": "ListenMismatch",
         "message": "It says that it listens on 192.0.2.7.", "since": "2026-01-01T10:11:13Z"}],
       "cautions": ["The key file may be read by every user."],
       "spec": {"name": "rr1", "address": "192.0.2.1", "port": 179, "asn": 64512, "runs": "here"}}
      """;

  @Test
  void reflectorsAreShownWithWhoHasThemAndWhetherTheyAreReady() {
    peering.answers(200, JSON, "{\"items\": [" + RR1 + "], \"next\": null, \"total\": 1}");

    assertThat(run("get", "reflectors").out())
        .isEqualTo(
            """
            NAME  ADDRESS    PORT  ASN    RUNS  INTERCONNECTS  READY  REASON
            rr1   192.0.2.1  179   64512  here  europe         False  ListenMismatch
            """);
  }

  @Test
  void aReflectorIsADocumentThatCanBeAppliedAgain() {
    peering.answers(200, JSON, RR1);

    assertThat(run("get", "reflector", "rr1", "-o", "yaml").out())
        .contains("kind: Reflector")
        .contains("spec:\n  address: 192.0.2.1\n  port: 179\n  asn: 64512\n  runs: here\n");
    assertThat(run("wait", "reflector/rr1", "--for=condition=Ready=False").code()).isZero();
  }
}
