package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.sun.net.httpserver.HttpServer;
import io.podspan.events.IntentEvent;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused says what to do, and changes nothing. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class RefusalIT {
  private final List<PaperCluster> clusters = new ArrayList<>();
  private PaperReflector reflector;

  @BeforeEach
  void start() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Rest.clear();
    clusters.forEach(PaperCluster::close);
    reflector.close();
  }

  private PaperCluster cluster(String name, String cni, int n, int addresses) {
    PaperCluster cluster = PaperCluster.running(name, cni, n, addresses, reflector);
    clusters.add(cluster);
    return cluster;
  }

  private static ValidatableResponse refused(ValidatableResponse answer, int status, String type) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("/problems/" + type))
        .body("detail", not(equalTo("")))
        .body("nextStep", not(equalTo("")));
  }

  private void nothingIsDeclared() {
    given().get("/api/v1/interconnects").then().statusCode(200).body("$", hasSize(0));
    clusters.forEach(
        c -> assertThat(c.flags()).noneMatch(flag -> flag.startsWith("--peer-router")));
  }

  @Test
  void everyAnswerIsDescribed() {
    assertThat(ApiDescription.gaps()).isEmpty();
  }

  @Test
  void blockedPreflights() {
    cluster("paris", "kube-router", 1, 1);
    cluster("lyon", "kube-router", 1, 2);
    cluster("nice", "kube-router", 4, 1);
    List.of("paris", "lyon", "nice").forEach(name -> register(name).statusCode(201));

    refused(Rest.declare("france", "paris", "lyon"), 422, "preflight-blocked")
        .body("violations.code", hasItem("overlapping-pod-cidrs"))
        .body("violations[0].nextStep", containsString("rebuild"));
    refused(Rest.declare("france", "paris", "nice"), 422, "preflight-blocked")
        .body("violations.code", hasItem("duplicate-node-address"));
    Rest.post("/api/v1/preflight", Rest.interconnect("france", List.of("paris", "lyon")))
        .statusCode(200)
        .body("outcome", equalTo("block"))
        .body("counts.block", greaterThan(0))
        .body("plans", hasSize(0))
        .body("checks.code", hasItem("overlapping-pod-cidrs"))
        .body("checks.docs", hasItem("docs/preflight.md#overlapping-pod-cidrs"))
        .body("routes.added", greaterThan(0));
    refused(Rest.declare("france", "paris", "atlantis"), 422, "preflight-blocked")
        .body("violations.code", hasItem("unknown-cluster"));
    Map<String, Object> onNode =
        new HashMap<>(Rest.interconnect("france", List.of("paris", "lyon")));
    onNode.put("reflectors", List.of(Map.of("name", "r", "address", "198.18.1.11", "asn", 65000)));
    refused(Rest.post("/api/v1/interconnects", onNode), 422, "preflight-blocked")
        .body("violations.code", hasItem("reflector-on-node"))
        .body("violations.code", hasItem("asn-mismatch"));
    nothingIsDeclared();
  }

  @Test
  void anApiServerThatWentAwaySinceTheRegistration() throws IOException {
    cluster("paris", "kube-router", 1, 1);
    PaperCluster rome = cluster("rome", "kube-router", 2, 2);
    register("paris").statusCode(201);
    register("rome").statusCode(201);
    Files.copy(
        Infra.CREDENTIALS.resolve("rome-readonly"),
        Infra.CREDENTIALS.resolve("rome"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused(Rest.declare("italy", "paris", "rome"), 422, "preflight-blocked")
        .body("violations.code", hasItem("missing-right"))
        .body(
            "violations.detail",
            hasItem(containsString("patch daemonsets.apps kube-router in kube-system")));
    rome.close();
    clusters.remove(rome);
    refused(Rest.declare("italy", "paris", "rome"), 422, "preflight-blocked")
        .body("violations.code", hasItem("cluster-unreachable"));
    nothingIsDeclared();
  }

  @Test
  void clustersThatCannotBeRegistered() throws IOException {
    cluster("metz", "cilium", 1, 1);
    cluster("brest", "weave", 2, 2);
    PaperCluster paris = cluster("paris", "kube-router", 3, 3);
    refused(register("metz"), 422, "unusable-cluster")
        .body("violations.code", hasItem("unsupported-cni"));
    refused(register("brest"), 422, "unusable-cluster")
        .body("violations.code", hasItem("unknown-cni"));
    refused(registerWith("paris", "paris-norights"), 422, "missing-right")
        .body("detail", containsString("may not list nodes"));
    refused(registerWith("paris", "nowhere"), 422, "unusable-kubeconfig");
    String kubeconfig = Files.readString(Infra.CREDENTIALS.resolve("paris"));
    Files.writeString(
        Infra.CREDENTIALS.resolve("plugin"),
        kubeconfig.replaceAll("    token: .*", "    exec: {command: /bin/true, apiVersion: v1}"));
    refused(registerWith("paris", "plugin"), 422, "unusable-kubeconfig");
    given().get("/api/v1/clusters").then().body("$", hasSize(0));

    register("paris").statusCode(201);
    refused(register("paris"), 409, "cluster-exists");
    paris.close();
    clusters.remove(paris);
    refused(given().post("/api/v1/clusters/paris/refresh").then(), 422, "cluster-unreachable");
    assertThat(reflector.heard(IntentEvent.ClusterRegistered.class))
        .noneMatch(e -> e.cluster().name().equals("metz"));
  }

  /** An API server that answers everything alike, and says what it was sent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "409 | {\"kind\":\"Status\",\"code\":409,\"message\":\"SENT\"}",
        "422 | {\"kind\":\"Status\",\"code\":422,\"message\":\"SENT\"}",
        "401 | SENT",
        "404 | SENT",
        "418 | SENT",
        "429 | SENT",
        "500 | SENT",
        "200 | SENT",
        "200 | {}",
        "200 | []",
        "200 | null",
        "200 | {\"items\":[{}]}",
        "200 | {\"items\":[null]}",
        "200 | {\"items\":[{\"metadata\":null}]}",
        "200 | {\"items\":[{\"metadata\":{\"name\":\"n1\"}}]}",
        "200 | {\"items\":[{\"metadata\":{\"name\":\"n1\"},\"spec\":null,\"status\":null}]}",
        "200 | {\"items\":[{\"metadata\":{\"name\":\"n1\"},\"spec\":{\"template\":{}}}]}",
        "200 | {\"items\":[{\"metadata\":{\"name\":\"n1\\u001b[2J\"}}]}",
      })
  void anApiServerThatIsNone(int status, String body) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          byte[] said = body.replace("SENT", "you sent " + sent).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("WWW-Authenticate", sent);
          exchange.sendResponseHeaders(status, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
    try {
      kubeconfig("none", server.getAddress().getPort());
      ValidatableResponse answer = registerWith("none", "none");
      assertThat(answer.extract().statusCode()).isEqualTo(422);
      assertThat(answer.extract().asString())
          .doesNotContain("M4rk3r-0f-a-s3cret", "\\u001b", "\u001b");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPortThatIsNone() throws IOException {
    kubeconfig("port", 99_999);
    refused(registerWith("port", "port"), 422, "unusable-kubeconfig")
        .body("detail", containsString("is not an http or https URL"));
  }

  private static void kubeconfig(String name, int port) throws IOException {
    Files.createDirectories(Infra.CREDENTIALS);
    Files.writeString(
        Infra.CREDENTIALS.resolve(name),
        """
        current-context: main
        contexts: [{name: main, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
        users: [{name: u, user: {token: M4rk3r-0f-a-s3cret}}]
        """
            .formatted(port));
  }

  /** What a library logs is in the log without the secrets of clusters that are known. */
  @Test
  void noLogLineHasATokenOfACluster() throws IOException {
    kubeconfig("logged", 1);
    registerWith("logged", "logged").statusCode(422);
    Exception failure =
        new IllegalStateException("outer", new IOException("sent M4rk3r-0f-a-s3cret"));
    Logger.getLogger("a.library").error("the server said M4rk3r-0f-a-s3cret here", failure);

    await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(Path.of("target", "peering-test.log")))
                    .contains("the server said *** here", "sent ***")
                    .doesNotContain("M4rk3r-0f-a-s3cret"));
  }

  @Test
  void aDatabaseThatTakesNoChanges() {
    cluster("paris", "kube-router", 1, 1);
    Infrastructure.makePostgresReadOnly();
    try {
      refused(register("paris"), 503, "database-unavailable")
          .header("Retry-After", not(equalTo("")));
    } finally {
      Infrastructure.makePostgresWritable();
    }
    await().until(() -> register("paris").extract().statusCode() == 201);
  }

  private static ValidatableResponse registerWith(String name, String kubeconfig) {
    return Rest.post(
        "/api/v1/clusters", Map.of("name", name, "access", Map.of("kubeconfig", kubeconfig)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "Paris", "access": {"kubeconfig": "paris"}}                          | name
          {"name": "-", "access": {"kubeconfig": "paris"}}                              | name
          {"access": {"kubeconfig": "paris"}}                                           | name
          {"name": "paris"}                                                             | access.kubeconfig
          {"name": "paris", "access": {"kubeconfig": "../../etc/shadow"}}               | access.kubeconfig
          {"name": "paris", "access": {"kubeconfig": "/etc/shadow"}}                    | access.kubeconfig
          {"name": "paris", "access": {"kubeconfig": "p", "context": ""}}               | access.context
          {"name": "paris", "access": {"kubeconfig": "p"}, "cni": "weave"}              | cni
          {"name": "paris", "access": {"kubeconfig": "p"}, "asn": 0}                    | asn
          {"name": "paris", "access": {"kubeconfig": "p"}, "asn": 4294967296}           | asn
          {"name": "paris", "access": {"kubeconfig": "p"}, "podCidrs": ["10.1.0.0"]}    | podCidrs
          {"name": "paris", "access": {"kubeconfig": "p"}, "podCidrs": ["10.1.2.3/16"]} | podCidrs
          {"name": "paris", "access": {"kubeconfig": "p"}, "podCidrs": [null]}          | podCidrs
          {"name": "paris", "access": {"kubeconfig": "p"}, "serviceCidrs": ["fd00::1/8"]} | serviceCidrs
          """)
  void badFieldsOfAClusterAreNamed(String body, String where) {
    refused(Rest.post("/api/v1/clusters", body), 400, "invalid-request")
        .body("violations.where", hasItem(where));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "x", "clusters": ["a"], "reflectors": [{"name": "r", "address": "192.0.2.1"}]}           | clusters
          {"name": "x", "clusters": ["a", "a"], "reflectors": [{"name": "r", "address": "192.0.2.1"}]}      | clusters
          {"name": "x", "clusters": ["a", "B!"], "reflectors": [{"name": "r", "address": "192.0.2.1"}]}     | clusters[1]
          {"name": "x", "clusters": ["a", "b"], "reflectors": []}                                           | reflectors
          {"name": "x", "clusters": ["a", "b"]}                                                             | reflectors
          {"name": "x", "clusters": ["a", "b"], "reflectors": [{"name": "r", "address": "host"}]}           | reflectors[0].address
          {"name": "x", "clusters": ["a", "b"], "reflectors": [{"name": "r", "address": "192.0.2.1", "port": 0}]} | reflectors[0].port
          {"name": "x", "clusters": ["a", "b"], "reflectors": [{"name": "r", "address": "192.0.2.1", "asn": 0}]}  | reflectors[0].asn
          {"name": "x", "clusters": ["a", "b"], "reflectors": [null]}                                       | reflectors[0].name
          {"name": "", "clusters": ["a", "b"], "reflectors": [{"name": "r", "address": "192.0.2.1"}]}       | name
          """)
  void badFieldsOfAnInterconnectAreNamed(String body, String where) {
    refused(Rest.post("/api/v1/interconnects", body), 400, "invalid-request")
        .body("violations.where", hasItem(where));
    nothingIsDeclared();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "par          | malformed-json
          [1, 2]                 | unusable-json
          {"name": {"a": 1}}     | unusable-json
          {"surname": "x"}       | unusable-json
          {"asn": "many"}        | unusable-json
          {"asn": 1.5}           | unusable-json
          {"asn": 1, "asn": 2}   | malformed-json
          {"name": "a"} and more | malformed-json
          """)
  void whatIsNotTheJsonThatIsWanted(String body, String type) {
    refused(Rest.post("/api/v1/clusters", body), 400, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clusters/atlantis", "interconnects/atlantis", "rollouts/atlantis"})
  void whatIsNotThere(String path) {
    refused(given().get("/api/v1/" + path).then(), 404, "not-found");
  }

  @Test
  void otherThingsThatAreNotThere() {
    refused(given().delete("/api/v1/clusters/atlantis").then(), 404, "not-found");
    refused(given().post("/api/v1/clusters/atlantis/refresh").then(), 404, "not-found");
    refused(given().delete("/api/v1/interconnects/atlantis").then(), 404, "not-found");
    refused(given().post("/api/v1/interconnects/atlantis/retry").then(), 404, "not-found");
    refused(given().get("/api/v1/rollouts?limit=0").then(), 400, "bad-request");
    refused(given().get("/api/v1/rollouts?offset=-1").then(), 400, "bad-request");
    refused(given().get("/api/v1/rollouts?limit=abc").then(), 400, "unusable-parameter");
    refused(
        given().contentType("application/json").post("/api/v1/clusters").then(),
        400,
        "bad-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clusters/%00",
        "clusters/paris%0a",
        "rollouts?cluster=%1b%5b2J",
        "rollouts?%00=1"
      })
  void controlCharactersInAnAddress(String path) {
    refused(given().urlEncodingEnabled(false).get("/api/v1/" + path).then(), 400, "bad-request");
  }

  @Test
  void theServiceSaysWhichVersionItIs() {
    given()
        .get("/api/v1/version")
        .then()
        .statusCode(200)
        .body("service", equalTo("peering-service"))
        .body("version", equalTo("0.1.0"));
  }

  @Test
  void theApiDescribesItself() {
    String openApi =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().asString();
    assertThat(openApi)
        .contains("/api/v1/clusters", "/api/v1/interconnects", "/api/v1/rollouts", "kubeconfig");
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200);
    await().until(() -> given().get("/q/health/ready").statusCode() == 200);
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("podspan_rollouts_active"));
  }
}
