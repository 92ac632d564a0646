package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.HttpServer;
import io.podspan.events.IntentEvent;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.servicekit.conditional.MergePatch;
import io.podspan.servicekit.once.KeptAnswer;
import io.podspan.servicekit.once.KeptAnswers;
import io.podspan.servicekit.once.Once;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is refused says what to do, and changes nothing. In one class, since each further one would
 * start the service, Postgres and Kafka again.
 */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class RefusalIT {
  @Inject KeptAnswers kept;
  @Inject Transaction transaction;

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
    given().get("/api/v1/interconnects").then().statusCode(200).body("items", hasSize(0));
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
    cluster("sedan", "antrea-agent", 1, 1);
    cluster("brest", "weave", 2, 2);
    PaperCluster paris = cluster("paris", "kube-router", 3, 3);
    refused(register("sedan"), 422, "unusable-cluster")
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
    given().get("/api/v1/clusters").then().body("items", hasSize(0));

    register("paris").statusCode(201);
    refused(register("paris"), 409, "cluster-exists");
    paris.close();
    clusters.remove(paris);
    refused(given().post("/api/v1/clusters/paris/refresh").then(), 422, "cluster-unreachable");
    assertThat(reflector.heard(IntentEvent.ClusterRegistered.class))
        .noneMatch(e -> e.cluster().name().equals("sedan"));
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
    refused(
        given().contentType("application/json").post("/api/v1/clusters").then(),
        400,
        "bad-request");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rollouts?limit=0             | limit
          rollouts?limit=abc           | limit
          rollouts?offset=1            | offset
          rollouts?state=SLEEPING      | state
          rollouts?ended=perhaps       | ended
          rollouts?cluster=            | cluster
          rollouts?cursor=abc          | cursor
          clusters?limit=201           | limit
          clusters?colour=red          | colour
          clusters?sort=shoe-size      | sort
          clusters?asn=many            | asn
          interconnects?withdrawing=no | withdrawing
          interconnects?sort=name&sort=declaredAt | sort
          """)
  void parametersOfAListThatCannotBeUsedAreNamed(String list, String where) {
    refused(given().get("/api/v1/" + list).then(), 400, "invalid-request")
        .body("violations.where", hasItem(where));
  }

  @Test
  void aChangeThatDoesNotKnowTheLastOneIsRefused() {
    cluster("paris", "kube-router", 1, 1);
    cluster("tokyo", "calico", 2, 2);
    register("paris").header("ETag", not(equalTo("")));
    register("tokyo").statusCode(201);
    Rest.declare("asia", "paris", "tokyo").statusCode(202);
    String path = "/api/v1/interconnects/asia";
    String tag = given().get(path).getHeader("ETag");
    String preserve = "{\"podSourceAddress\": \"preserve\"}";

    ValidatableResponse first = patch(path, tag, preserve).statusCode(200);
    refused(patch(path, tag, preserve), 412, "changed-meanwhile")
        .body("violations.where", equalTo(List.of("podSourceAddress")));
    refused(given().header("If-Match", tag).delete(path).then(), 412, "changed-meanwhile");
    refused(patch(path, "abc", preserve), 400, "invalid-request")
        .body("violations.where", hasItem("If-Match"));
    refused(patch(path + "-2", "*", preserve), 412, "gone-meanwhile");
    patch(path, first.extract().header("ETag"), "{}").statusCode(200);
  }

  private static ValidatableResponse patch(String path, String tag, String body) {
    return given()
        .contentType("application/json")
        .header("If-Match", tag)
        .body(body)
        .patch(path)
        .then();
  }

  @Test
  void whatACallerHasSeenIsNotSentAgain() {
    cluster("paris", "kube-router", 1, 1);
    register("paris").statusCode(201);
    await()
        .until(
            () -> {
              String tag = given().get("/api/v1/clusters/paris").getHeader("ETag");
              return given().header("If-None-Match", tag).get("/api/v1/clusters/paris").statusCode()
                  == 304;
            });
    given().header("If-None-Match", "\"a\"").get("/api/v1/clusters/paris").then().statusCode(200);
  }

  @Test
  void everyAnswerHasAnExample() {
    assertThat(ApiDescription.withoutExample())
        .noneMatch(gap -> gap.matches(".*/(clusters|interconnects|rollouts)[/:].*"));
  }

  @Test
  void oneClusterHasOneName() throws IOException {
    cluster("paris", "kube-router", 1, 1);
    cluster("nice", "kube-router", 2, 2);
    register("paris").statusCode(201).body("uid", not(equalTo(""))).body("cautions", hasSize(0));
    refused(registerWith("lyon", "paris"), 409, "cluster-registered-twice")
        .body("detail", containsString("lyon"))
        .body("detail", containsString("paris"));
    Files.copy(
        Infra.CREDENTIALS.resolve("nice"),
        Infra.CREDENTIALS.resolve("paris"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    refused(given().post("/api/v1/clusters/paris/refresh").then(), 409, "another-cluster")
        .body("detail", containsString("paris"));
    given().get("/api/v1/clusters/paris").then().body("podCidrs", hasItem("10.1.0.0/16"));
  }

  @Test
  void aClusterIsReplacedAndPatched() {
    cluster("paris", "kube-router", 1, 1);
    String plain = "{\"access\": {\"kubeconfig\": \"paris\"}}";
    String said = "{\"access\": {\"kubeconfig\": \"paris\"}, \"asn\": 64999}";
    put("paris?dryRun=true", plain).statusCode(200).body("dryRun", equalTo("created"));
    refused(given().get("/api/v1/clusters/paris").then(), 404, "not-found");
    put("paris", plain)
        .statusCode(201)
        .header("Location", containsString("/api/v1/clusters/paris"));
    put("paris?dryRun=true", said).statusCode(200).body("dryRun", equalTo("changed"));
    put("paris", said).statusCode(200).body("asn", equalTo(64999));
    refused(put("paris?dryrun=true", plain), 400, "invalid-request")
        .body("violations.where", hasItem("dryrun"));
    refused(put("lyon", "{\"name\": \"paris\"}"), 400, "invalid-request")
        .body("violations.where", hasItem("name"));

    merge("{\"asn\": null}").statusCode(200).body("spec.asn", nullValue());
    merge("{\"podCidrs\": [\"10.0.0.0/14\"]}").statusCode(200);
    merge("{}").statusCode(200).body("spec.podCidrs", equalTo(List.of("10.0.0.0/14")));
    refused(merge("{\"podCidrs\": [\"10.0.0.0/8\"]}"), 422, "unusable-cluster")
        .body("violations.code", hasItem("pod-cidrs-overlap-service-cidrs"));
    refused(merge("{\"colour\": 1}"), 400, "unusable-json");
    refused(merge("[]"), 400, "bad-request");
    refused(merge("{\"access\": null}"), 400, "invalid-request")
        .body("violations.where", hasItem("access.kubeconfig"));
  }

  private static ValidatableResponse put(String path, String body) {
    return given()
        .contentType("application/json")
        .body(body)
        .put("/api/v1/clusters/" + path)
        .then();
  }

  private static ValidatableResponse merge(String patch) {
    return given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(MergePatch.MEDIA_TYPE, ContentType.TEXT)))
        .contentType(MergePatch.MEDIA_TYPE)
        .body(patch)
        .patch("/api/v1/clusters/paris")
        .then();
  }

  @Test
  void aRequestThatIsSentTwiceIsDoneOnce() {
    cluster("paris", "kube-router", 1, 1);
    String key = UUID.randomUUID().toString();
    String body = "{\"name\": \"paris\", \"access\": {\"kubeconfig\": \"paris\"}}";
    String other = "{\"name\": \"lyon\", \"access\": {\"kubeconfig\": \"paris\"}}";
    String first = keyed(key, body).statusCode(201).extract().asString();

    keyed(key, body)
        .statusCode(201)
        .header(Once.REPLAYED, "true")
        .header("Location", containsString("/api/v1/clusters/paris"))
        .body(equalTo(first));
    refused(keyed(key, other), 422, "key-of-another-request");
    refused(keyed(UUID.randomUUID().toString(), body), 409, "cluster-exists");
    refused(keyed("a b", body), 400, "invalid-request")
        .body("violations.where", hasItem("Idempotency-Key"));
  }

  private static ValidatableResponse keyed(String key, String body) {
    return given()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post("/api/v1/clusters")
        .then();
  }

  @Test
  void anAnswerIsKeptWithItsEffectOrNotAtAll() {
    String key = UUID.randomUUID().toString();
    KeptAnswer answer = new KeptAnswer(201, "/api/v1/clusters/paris", "\"t\"", "{}", true);
    KeptAnswers.Nothing mark = (KeptAnswers.Nothing) kept.begin("anna", key, "digest");

    assertThatThrownBy(
            () ->
                transaction.call(
                    () -> {
                      assertThat(kept.keep("anna", key, mark.holder(), answer)).isTrue();
                      throw new IllegalStateException("the service dies");
                    }))
        .hasMessage("the service dies");
    assertThat(kept.begin("anna", key, "digest")).isEqualTo(new KeptAnswers.UnderWay());
    transaction.call(() -> kept.keep("anna", key, mark.holder(), answer));
    kept.release("anna", key, mark.holder());
    assertThat(kept.begin("anna", key, "digest")).isEqualTo(new KeptAnswers.Answer(answer));
    assertThat(kept.begin("anna", key, "another")).isEqualTo(new KeptAnswers.OtherRequest());
    assertThat(kept.begin("bert", key, "another")).isInstanceOf(KeptAnswers.Nothing.class);
    assertThat(transaction.call(() -> kept.keep("anna", key, "nobody", answer))).isFalse();
  }

  @Test
  void aListIsReadPageByPage() {
    for (String name : List.of("a", "b", "c")) {
      cluster(name, "kube-router", 1, 1);
      register(name).statusCode(201);
    }
    ValidatableResponse first =
        given().get("/api/v1/clusters?limit=2&sort=-name").then().statusCode(200);
    first.body("items.name", equalTo(List.of("c", "b"))).body("total", equalTo(3));
    String next = first.extract().path("next");
    given()
        .get("/api/v1/clusters?limit=2&sort=-name&cursor=" + next)
        .then()
        .body("items.name", equalTo(List.of("a")))
        .body("items.nodes.flatten()", hasSize(2))
        .body("next", nullValue());
    refused(given().get("/api/v1/clusters?cursor=" + next).then(), 400, "invalid-request");
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
