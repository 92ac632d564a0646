package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.post;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.podspan.events.IntentEvent;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEvent;
import io.podspan.events.SessionEvent;
import io.podspan.events.world.World;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.servicekit.conditional.MergePatch;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reflectors over REST, in Postgres and on the intent topic. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class ReflectorIT {
  private static final String REFLECTORS = "/api/v1/reflectors";
  private static final String RR1 = REFLECTORS + "/rr1";
  private static final String SECRET = "k3y-0f-bgp";

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

  private static ValidatableResponse declare(String name, String address) {
    return post(REFLECTORS, Map.of("name", name, "address", address));
  }

  private static ValidatableResponse put(String path, Map<String, Object> body) {
    return given().contentType("application/json").body(body).put(path).then();
  }

  private static ValidatableResponse patch(String path, String patch) {
    return given().contentType(MergePatch.MEDIA_TYPE).body(patch).patch(path).then();
  }

  private void parisAndLondon() {
    for (int n = 1; n <= 2; n++) {
      String name = n == 1 ? "paris" : "london";
      clusters.add(PaperCluster.running(name, "kube-router", n, n, reflector));
      Rest.register(name).statusCode(201);
    }
  }

  private static ValidatableResponse europeThrough(Object... reflectors) {
    return post(
        "/api/v1/interconnects",
        Map.of(
            "name", "europe",
            "clusters", List.of("paris", "london"),
            "reflectors", List.of(reflectors)));
  }

  @Test
  void oneIsDeclaredReadReplacedPatchedAndForgotten() {
    String tag =
        declare("rr1", "192.0.2.1")
            .statusCode(201)
            .header("Location", containsString(RR1))
            .body("port", equalTo(179))
            .body("asn", equalTo(64512))
            .body("runs", equalTo("here"))
            .body("conditions.type", contains("Ready"))
            .body("conditions.status", contains("Unknown"))
            .body("conditions.reason", contains("NotHeard"))
            .extract()
            .header("ETag");
    given().get(RR1).then().statusCode(200).header("ETag", tag);
    given().header("If-None-Match", tag).get(RR1).then().statusCode(304);
    declare("rr1", "192.0.2.1").statusCode(409).body("type", containsString("reflector-exists"));

    given()
        .contentType("application/json")
        .body(Map.of("address", "192.0.2.2", "port", 1790))
        .put(RR1 + "?dryRun=true")
        .then()
        .statusCode(200)
        .body("dryRun", equalTo("changed"))
        .body("address", equalTo("192.0.2.2"));
    given().get(RR1).then().body("address", equalTo("192.0.2.1"));

    put(RR1, Map.of("address", "192.0.2.2", "port", 1790)).statusCode(200);
    given()
        .header("If-Match", tag)
        .contentType("application/json")
        .body(Map.of("address", "192.0.2.3"))
        .put(RR1)
        .then()
        .statusCode(412)
        .body("violations.where", hasItem("address"))
        .body("violations.where", hasItem("port"));
    patch(RR1, "{\"port\": null, \"runs\": \"elsewhere\"}")
        .statusCode(200)
        .body("port", equalTo(179))
        .body("address", equalTo("192.0.2.2"))
        .body("conditions.reason", contains("NotOurs"));

    given().header("If-Match", tag).delete(RR1).then().statusCode(412);
    given().delete(RR1).then().statusCode(204);
    given().delete(RR1).then().statusCode(404);
    patch(RR1, "{\"port\": 1}").statusCode(404);
    put(RR1, Map.of("address", "192.0.2.2")).statusCode(201);
  }

  @Test
  void aListIsFilteredSortedAndPaged() {
    declare("rr1", "192.0.2.1").statusCode(201);
    declare("rr2", "192.0.2.2").statusCode(201);
    post(REFLECTORS, Map.of("name", "frr", "address", "192.0.2.9", "runs", "elsewhere"))
        .statusCode(201);

    given()
        .get(REFLECTORS + "?sort=-name")
        .then()
        .body("total", equalTo(3))
        .body("items.name", contains("rr2", "rr1", "frr"));
    given().get(REFLECTORS + "?runs=elsewhere").then().body("items.name", contains("frr"));
    String next =
        given()
            .get(REFLECTORS + "?limit=2")
            .then()
            .body("items.name", contains("frr", "rr1"))
            .extract()
            .path("next");
    given()
        .queryParam("cursor", next)
        .get(REFLECTORS + "?limit=2")
        .then()
        .body("items.name", contains("rr2"))
        .body("next", nullValue());
    given().get(REFLECTORS + "?colour=red").then().statusCode(400);
    given().get(REFLECTORS + "?runs=there").then().statusCode(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"address": "192.0.2.1"}                                              | name
          {"name": "RR 1", "address": "192.0.2.1"}                              | name
          {"name": "r"}                                                         | address
          {"name": "r", "address": "host"}                                      | address
          {"name": "r", "address": "192.0.2.1/32"}                              | address
          {"name": "r", "address": "fe80::1%eth0"}                              | address
          {"name": "r", "address": "192.0.2.1", "port": 0}                      | port
          {"name": "r", "address": "192.0.2.1", "port": 65536}                  | port
          {"name": "r", "address": "192.0.2.1", "asn": 4294967296}              | asn
          {"name": "r", "address": "192.0.2.1", "runs": "there"}                | runs
          {"name": "r", "address": "192.0.2.1", "keyFile": "../rr1.key"}        | keyFile
          {"name": "r", "address": "192.0.2.1", "keyFile": "/etc/shadow"}       | keyFile
          {"name": "r", "address": "192.0.2.1", "keyFile": ""}                  | keyFile
          {"name": "r", "address": "192.0.2.1", "authSecretRef": "Rr1"}         | authSecretRef
          {"name": "r", "address": "192.0.2.1", "authSecretRef": "a/b"}         | authSecretRef
          {"name": "r", "address": "192.0.2.1", "authSecretRef": ""}            | authSecretRef
          {"name": "r", "address": "192.0.2.1", "authSecretRef": "podspan-bgp-r"} | authSecretRef
          """)
  void aFieldThatCannotBeUsedIsNamed(String body, String where) {
    post(REFLECTORS, body)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("violations.where", hasItem(where));
    given().get(REFLECTORS).then().body("total", equalTo(0));
  }

  @Test
  void bodiesThatAreNoReflectorAreRefused() {
    for (String body : new String[] {"", "[]", "null", "{", "{\"name\": \"r\", \"key\": \"x\"}"}) {
      assertThat(given().contentType("application/json").body(body).post(REFLECTORS).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    declare("r".repeat(51), "192.0.2.1").statusCode(400);
    declare("r".repeat(100_000), "192.0.2.1").statusCode(413);
    declare("rr1", "192.0.2.1").statusCode(201);
    patch(RR1, "[]").statusCode(400);
    patch(RR1, "{\"name\": \"rr2\"}").statusCode(400).body("violations.where", hasItem("name"));
    patch(RR1, "{\"address\": null}").statusCode(400);
  }

  @Test
  void aKeyIsAFileAndNeverAValue() throws IOException {
    post(REFLECTORS, Map.of("name", "rr1", "address", "192.0.2.1", "keyFile", "rr1.key"))
        .statusCode(422)
        .body("type", containsString("unusable-key-file"))
        .body("violations.where", contains("keyFile"));
    Path key = Files.createDirectories(Infra.CREDENTIALS).resolve("rr1.key");
    Files.writeString(key, SECRET + "\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    try {
      String answer =
          post(REFLECTORS, Map.of("name", "rr1", "address", "192.0.2.1", "keyFile", "rr1.key"))
              .statusCode(201)
              .body("keyFile", equalTo("rr1.key"))
              .body("cautions", hasSize(2))
              .extract()
              .asString();
      assertThat(answer).doesNotContain(SECRET);
      await().until(() -> world().reflectors().containsKey("rr1"));
      assertThat(world().reflectors().toString()).contains("rr1.key").doesNotContain(SECRET);
    } finally {
      Files.delete(key);
    }
    given().get(RR1).then().body("cautions[0]", containsString("not in the credentials folder"));
  }

  @Test
  void aSecretOfTheClustersOperatorsIsAName() {
    Map<String, String> body =
        Map.of("name", "rr1", "address", "192.0.2.1", "authSecretRef", "bgp-rr1");
    post(REFLECTORS, body)
        .statusCode(201)
        .body("authSecretRef", equalTo("bgp-rr1"))
        .body("spec.authSecretRef", equalTo("bgp-rr1"))
        .body("cautions[0]", containsString("no keyFile"));
  }

  @Test
  void oneThatIsSentTwiceIsDeclaredOnce() {
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      given()
          .contentType("application/json")
          .header("Idempotency-Key", key)
          .body(Map.of("name", "rr1", "address", "192.0.2.1"))
          .post(REFLECTORS)
          .then()
          .statusCode(201)
          .header("ETag", not(nullValue()))
          .header("Idempotency-Replayed", i == 0 ? nullValue() : equalTo("true"));
    }
    given().get(REFLECTORS).then().body("total", equalTo(1));
  }

  private World world() {
    return World.EMPTY.after(reflector.heard(IntentEvent.class));
  }

  @Test
  void theIntentTellsOfItAndWhoAskedAndForgetsIt() {
    declare("rr1", "192.0.2.1").statusCode(201);
    await().until(() -> world().reflectors().containsKey("rr1"));
    assertThat(reflector.requesterOf(IntentEvent.ReflectorDeclared.class)).isNotEmpty();
    put(RR1, Map.of("address", "192.0.2.2")).statusCode(200);
    await().until(() -> world().reflectors().get("rr1").address().equals("192.0.2.2"));
    int told = reflector.heard(IntentEvent.ReflectorChanged.class).size();
    put(RR1, Map.of("address", "192.0.2.2")).statusCode(200);
    given().delete(RR1).then().statusCode(204);
    await().until(() -> world().reflectors().isEmpty());
    assertThat(reflector.heard(IntentEvent.ReflectorChanged.class)).hasSize(told);
  }

  @Test
  void aWrongListenAddressIsFoundAndBlocksInterconnectsThatNameIt() {
    parisAndLondon();
    declare("rr1", "192.0.2.1").statusCode(201);
    reflector.say(
        new SessionEvent.ReflectorConfigured(
            "rr1", "192.0.2.7,2001:db8::7", 179, 64512, Map.of(), 0));
    await()
        .untilAsserted(
            () ->
                given()
                    .get(RR1)
                    .then()
                    .body("conditions.status", contains("False"))
                    .body("conditions.reason", contains("ListenMismatch"))
                    .body("conditions[0].message", containsString("192.0.2.7 and 2001:db8::7")));
    europeThrough("rr1")
        .statusCode(422)
        .body("violations.code", hasItem("reflector-elsewhere"))
        .body("violations.where", hasItem("reflectors/rr1"));
    patch(RR1, "{\"address\": \"2001:db8::7\"}")
        .statusCode(200)
        .body("conditions.reason", contains("Listening"));
  }

  @Test
  void sessionsOfNodesShowOneThatRunsElsewhere() {
    parisAndLondon();
    post(REFLECTORS, Map.of("name", "frr", "address", "192.0.2.9", "runs", "elsewhere"))
        .statusCode(201)
        .body("conditions.reason", contains("NotOurs"));
    reflector.say(
        new RouteEvent.NodeSessionsChanged(
            "paris", "paris-1", List.of(new NodeSession("192.0.2.9", 64512, "Established", true))));
    await()
        .untilAsserted(
            () ->
                given()
                    .get(REFLECTORS + "/frr")
                    .then()
                    .body("conditions.status", contains("True"))
                    .body("conditions.reason", contains("SessionsEstablished"))
                    .body("conditions[0].message", containsString("1 node has a session")));
  }

  @Test
  void anInterconnectNamesItAndItStaysAsItIsMeanwhile() {
    parisAndLondon();
    europeThrough(PaperReflector.NAME)
        .statusCode(422)
        .body("type", containsString("unknown-reflector"))
        .body("violations.where", contains("reflectors[0]"));
    declare(PaperReflector.NAME, PaperReflector.ADDRESS).statusCode(201);
    europeThrough(Map.of("name", PaperReflector.NAME, "address", "198.18.0.9"))
        .statusCode(422)
        .body("violations.code", hasItem("reflector-contradiction"));
    europeThrough(PaperReflector.NAME)
        .statusCode(202)
        .body("reflectors.address", contains(PaperReflector.ADDRESS));
    Rest.awaitCondition("europe", "Peered", "True");

    String path = REFLECTORS + "/" + PaperReflector.NAME;
    given()
        .get(path)
        .then()
        .body("interconnects", contains("europe"))
        .body("conditions.reason", contains("Listening"));
    given()
        .delete(path)
        .then()
        .statusCode(409)
        .body("type", containsString("reflector-in-use"))
        .body("detail", containsString("europe"));
    put(path, Map.of("address", "198.18.0.9"))
        .statusCode(409)
        .body("nextStep", containsString("Declare a second reflector"));
    patch(path, "{\"runs\": \"elsewhere\"}").statusCode(200);
    given()
        .contentType(MergePatch.MEDIA_TYPE)
        .body("{\"reflectors\": [\"" + PaperReflector.NAME + "\"]}")
        .patch("/api/v1/interconnects/europe?dryRun=true")
        .then()
        .statusCode(200)
        .body("plans", nullValue());
  }

  @Test
  void oneThatAnInterconnectDescribesIsAdoptedIfItIsTheSame() {
    parisAndLondon();
    Rest.declare("europe", "paris", "london").statusCode(202);
    declare(PaperReflector.NAME, "198.18.0.9")
        .statusCode(409)
        .body("type", containsString("reflector-contradiction"));
    declare(PaperReflector.NAME, PaperReflector.ADDRESS)
        .statusCode(201)
        .body("interconnects", contains("europe"));
  }

  @Test
  void aKeyBecomesAnotherOneNodeByNodeWhileTheReflectorTakesBoth() throws IOException {
    Path former = keyFile("rr1-old.key", "former");
    Path next = keyFile("rr1-new.key", "next");
    String path = REFLECTORS + "/" + PaperReflector.NAME;
    try {
      parisAndLondon();
      post(
              REFLECTORS,
              Map.of(
                  "name", PaperReflector.NAME,
                  "address", PaperReflector.ADDRESS,
                  "keyFile", "rr1-old.key"))
          .statusCode(201);
      europeThrough(PaperReflector.NAME).statusCode(202);
      Rest.awaitCondition("europe", "Peered", "True");
      List<String> flags = clusters.getFirst().flags();

      patch(path, "{\"keyFile\": \"rr1-new.key\"}")
          .statusCode(409)
          .body("nextStep", containsString("formerKeyFile"));
      patch(path, "{\"keyFile\": \"rr1-new.key\", \"formerKeyFile\": \"rr1-old.key\"}")
          .statusCode(200)
          .body("formerKeyFile", equalTo("rr1-old.key"));
      await().until(() -> world().reflectors().get(PaperReflector.NAME).formerKeyFile() != null);
      assertThat(keyFiles("paris")).endsWith("=rr1-old.key");
      nobodyLeavesWithTheFormerKey();

      String named = "{\"reflectors\": [\"" + PaperReflector.NAME + "\"]}";
      await()
          .untilAsserted(
              () ->
                  patch("/api/v1/interconnects/europe?dryRun=true", named)
                      .statusCode(200)
                      .body("plans.cluster", hasItem("paris"))
                      .body("plans.changes.flatten()", hasItem(containsString("rr1-new.key"))));
      patch("/api/v1/interconnects/europe", named).statusCode(200);
      patch(path, "{\"formerKeyFile\": null}").statusCode(409);
      await()
          .until(
              () ->
                  keyFiles("paris").endsWith("=rr1-new.key")
                      && keyFiles("london").endsWith("=rr1-new.key"));
      Rest.awaitCondition("europe", "Peered", "True");
      assertThat(clusters.getFirst().flags()).isEqualTo(flags);
      await().untilAsserted(() -> patch(path, "{\"formerKeyFile\": null}").statusCode(200));
      await().until(() -> world().reflectors().get(PaperReflector.NAME).formerKeyFile() == null);
    } finally {
      Rest.clear();
      Files.delete(former);
      Files.delete(next);
    }
  }

  /** North has the next key, so only europe can bring it to the routers. */
  private void nobodyLeavesWithTheFormerKey() {
    clusters.add(PaperCluster.running("oslo", "kube-router", 3, 3, reflector));
    Rest.register("oslo").statusCode(201);
    Map<String, Object> north =
        Map.of(
            "name", "north",
            "clusters", List.of("paris", "oslo"),
            "reflectors", List.of(PaperReflector.NAME));
    Rest.awaitCondition("europe", "Configured", "True");
    post("/api/v1/interconnects", north).statusCode(202);
    String europe = "/api/v1/interconnects/europe";
    for (String leave : List.of(europe, europe + "?force=true")) {
      given()
          .delete(leave)
          .then()
          .statusCode(409)
          .body("type", equalTo("/problems/key-change-in-progress"))
          .body("detail", containsString("north wants it already"))
          .body("nextStep", containsString("Name " + PaperReflector.NAME + " again in europe"));
    }
    patch(europe, "{\"reflectors\": [{\"name\": \"rr9\", \"address\": \"192.0.2.9\"}]}")
        .statusCode(409)
        .body("type", equalTo("/problems/key-change-in-progress"));
    await().until(() -> given().delete("/api/v1/interconnects/north").statusCode() == 202);
    Rest.awaitGone("north");
  }

  private static Path keyFile(String name, String key) throws IOException {
    return Files.writeString(Files.createDirectories(Infra.CREDENTIALS).resolve(name), key);
  }

  private String keyFiles(String cluster) {
    PaperCluster paper = clusters.get(cluster.equals("paris") ? 0 : 1);
    return paper
        .store()
        .get(paper.daemonSetKey())
        .at("/metadata/annotations/podspan.io~1bgp-key-files")
        .asText();
  }
}
