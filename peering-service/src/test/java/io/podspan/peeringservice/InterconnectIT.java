package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.condition;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.metric;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.podspan.events.IntentEvent;
import io.podspan.events.NodeSession;
import io.podspan.events.ProbeEvent;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.RolloutEvent;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.peeringservice.store.MissingRouteRow;
import io.podspan.peeringservice.store.PeerSessionRow;
import io.podspan.peeringservice.store.ReachabilityRow;
import io.podspan.testkit.Infrastructure;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Interconnects from the declaration to the withdrawal, on real Kafka and Postgres. In one class,
 * since each further one would start the service, Postgres and Kafka again.
 */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class InterconnectIT {
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster tokyo;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = cluster("paris", "kube-router", 1);
    tokyo = cluster("tokyo", "calico", 3);
  }

  private PaperCluster cluster(String name, String cni, int n) {
    PaperCluster cluster = PaperCluster.running(name, cni, n, n, reflector);
    register(name).statusCode(201);
    return cluster;
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Rest.clear();
    paris.close();
    tokyo.close();
    reflector.close();
  }

  @Test
  void joinsNodeByNodeAndParts() {
    List<String> before = paris.flags();
    Map<String, Object> dry = new HashMap<>(Rest.interconnect("asia", List.of("paris", "tokyo")));
    dry.put("dryRun", true);
    Rest.post("/api/v1/interconnects", dry)
        .statusCode(200)
        .body("plans[0].changes", hasItem("+ --peer-router-ips=198.18.0.1"))
        .body("routes.added", greaterThan(0))
        .body("routes.clusters.cluster", hasItems("paris", "tokyo"));
    assertThat(paris.flags()).isEqualTo(before);
    given().get("/api/v1/interconnects").then().body("items", hasSize(0));

    declare("asia", "paris", "tokyo")
        .statusCode(202)
        .header("Location", containsString("/api/v1/interconnects/asia"))
        .body("plans.cluster", hasItems("paris", "tokyo"));
    awaitCondition("asia", "Configured", "True");
    assertThat(paris.flags()).contains("--peer-router-ips=198.18.0.1", "--peer-router-asns=64512");
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");
    assertThat(condition("asia", "Peered")).isEqualTo("True");
    await().untilAsserted(() -> assertThat(nodesVerified()).hasSize(4).containsAll(paris.nodes()));
    given()
        .get("/api/v1/rollouts?interconnect=asia&cluster=paris&limit=1")
        .then()
        .body("items[0].state", equalTo("COMPLETED"))
        .body("items[0].steps.status", hasItems("VERIFIED"))
        .body(
            "items[0].steps.gates.flatten()",
            hasItem("session with reflector 'reflector' Established at the reflector"));

    await()
        .until(
            () -> {
              // Again and again: what the collector on paper says of the last node may come after.
              aRouteIsMissing();
              return conditionField("asia", "RoutesInstalled", "reason").equals("RoutesMissing");
            });
    everythingElseComesTrue();
    awaitCondition("asia", "Ready", "True");
    await().until(() -> published("asia").contains("Ready=True"));
    assertThat(reflector.requesterOf(IntentEvent.ClusterRegistered.class)).isEqualTo("test-admin");
    assertThat(reflector.requesterOf(IntentEvent.InterconnectDeclared.class))
        .isEqualTo("test-admin");
    assertThat(reflector.requesterOf(IntentEvent.InterconnectConditionsChanged.class))
        .as("nobody asks for what the service finds out")
        .isEqualTo("null");

    given().delete("/api/v1/clusters/paris").then().statusCode(409);
    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    awaitGone("asia");
    assertThat(paris.flags()).isEqualTo(before);
    await().until(() -> !reflector.heard(IntentEvent.InterconnectWithdrawn.class).isEmpty());
    await().until(() -> published("asia").isEmpty());
    await().until(() -> observationsOfInterconnects() == 0);

    reflector.takesOver(false);
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Reachable", "Unknown");
    assertThat(condition("asia", "Peered")).isEqualTo("Unknown");
    assertThat(conditionField("asia", "Configured", "reason")).isEqualTo("ReflectorBehind");
    assertThat(condition("asia", "RoutesInstalled")).isEqualTo("Unknown");
  }

  /** The conditions of an interconnect as they were last published. */
  private List<String> published(String interconnect) {
    return reflector.heard(IntentEvent.InterconnectConditionsChanged.class).stream()
        .filter(e -> e.interconnect().equals(interconnect))
        .reduce((_, later) -> later)
        .map(e -> e.conditions().stream().map(c -> c.type() + "=" + c.status()).toList())
        .orElseThrow();
  }

  private static long observationsOfInterconnects() {
    return QuarkusTransaction.requiringNew()
        .call(() -> PeerSessionRow.count() + MissingRouteRow.count() + ReachabilityRow.count());
  }

  private List<String> nodesVerified() {
    String rollouts =
        given().get("/api/v1/rollouts?interconnect=asia&limit=2").jsonPath().getString("items.id");
    return reflector.heard(RolloutEvent.NodeVerified.class).stream()
        .filter(e -> rollouts.contains(e.rollout().id()))
        .map(RolloutEvent.NodeVerified::node)
        .toList();
  }

  private void aRouteIsMissing() {
    reflector.say(new RouteEvent.NodeRoutesChanged("paris", "paris-1", List.of(), List.of(), 2, 1));
    RouteEntry toTokyo = new RouteEntry("10.3.1.0/24", tokyo.address(tokyo.nodes().getFirst()));
    reflector.say(
        new RouteEvent.RouteMissing(
            "paris", "paris-1", toTokyo, RouteEvent.Table.RIB, "no session"));
  }

  /** As collector and probes say it. */
  private void everythingElseComesTrue() {
    for (PaperCluster cluster : List.of(paris, tokyo)) {
      for (String node : cluster.nodes()) {
        reflector.say(
            new RouteEvent.NodeRoutesChanged(cluster.name(), node, List.of(), List.of(), 2, 0));
      }
    }
    for (List<String> pair : List.of(List.of("paris", "tokyo"), List.of("tokyo", "paris"))) {
      reflector.say(
          new ProbeEvent.ReachabilityChanged(
              pair.get(0),
              pair.get(1),
              Reachability.UNKNOWN,
              Reachability.REACHABLE,
              4,
              4,
              "all answer"));
    }
  }

  @Test
  void itIsChangedWithoutBeingWithdrawn() {
    PaperCluster lyon = cluster("lyon", "kube-router", 2);
    try {
      List<String> before = lyon.flags();
      declare("asia", "paris", "tokyo").statusCode(202);
      awaitCondition("asia", "Configured", "True");
      List<Optional<String>> pods = paris.nodes().stream().map(paris::podOn).toList();

      Map<String, Object> third = Map.of("clusters", List.of("paris", "tokyo", "lyon"));
      patch("asia?dryRun=true", third)
          .statusCode(200)
          .body("plans.find { it.cluster == 'lyon' }.direction", equalTo("JOIN"))
          .body("plans.cluster", not(hasItem("paris")));
      patch("asia", third).statusCode(200).body("clusters", hasItem("lyon"));
      awaitCondition("asia", "Configured", "True");
      assertThat(lyon.flags()).contains("--peer-router-ips=198.18.0.1");
      assertThat(paris.nodes().stream().map(paris::podOn).toList())
          .as("paris stays as it is")
          .isEqualTo(pods);

      Map<String, Object> other =
          Map.of("name", PaperReflector.OTHER, "address", PaperReflector.OTHER_ADDRESS);
      patch("asia", Map.of("reflectors", List.of(other)))
          .statusCode(200)
          .body("leavingReflectors.name", hasItem(PaperReflector.NAME));
      await().until(() -> !get("asia").contains("leavingReflectors"));
      awaitCondition("asia", "Configured", "True");
      for (PaperCluster cluster : List.of(paris, lyon)) {
        assertThat(cluster.flags()).contains("--peer-router-ips=198.18.0.2");
      }
      assertThat(reflector.heard(IntentEvent.InterconnectChanged.class))
          .as("both reflectors have the peers while clusters change over")
          .anyMatch(changed -> changed.interconnect().reflectors().size() == 2);

      Map<String, Object> without =
          Map.of("clusters", List.of("paris", "tokyo"), "reflectors", List.of(other));
      given()
          .contentType(ContentType.JSON)
          .body(without)
          .put("/api/v1/interconnects/asia")
          .then()
          .statusCode(200)
          .body("leavingClusters", hasItem("lyon"));
      given().delete("/api/v1/clusters/lyon").then().statusCode(409);
      await().until(() -> !get("asia").contains("leavingClusters"));
      assertThat(lyon.flags()).isEqualTo(before);
      given().delete("/api/v1/clusters/lyon").then().statusCode(204);
      patch("nowhere", third).statusCode(404);
      patch("asia", Map.of("name", "europe")).statusCode(400);
    } finally {
      lyon.close();
    }
  }

  @Test
  void kubeRoutersPeersAreInAnnotationsAndMoveToFlags() {
    List<String> before = paris.flags();
    Map<String, Object> wanted =
        new HashMap<>(Rest.interconnect("asia", List.of("paris", "tokyo")));
    wanted.put("peersBy", "annotations");
    Rest.post("/api/v1/interconnects", wanted)
        .statusCode(202)
        .body("peersBy", equalTo("annotations"));
    awaitCondition("asia", "Configured", "True");
    assertThat(paris.flags()).isEqualTo(before);
    assertThat(paris.annotation("paris-2", "kube-router.io/peer.ips")).isEqualTo("198.18.0.1");
    assertThat(condition("asia", "Peered")).isEqualTo("True");

    patch("asia?dryRun=true", Map.of("peersBy", "flags"))
        .statusCode(200)
        .body(
            "plans.find { it.cluster == 'paris' }.changes",
            hasItems(
                "+ --peer-router-ips=198.18.0.1",
                "- kube-router.io/peer.ips=198.18.0.1 on paris-1, paris-2"));
    patch("asia", Map.of("peersBy", "flags", "serviceAddresses", "announce")).statusCode(200);
    awaitCondition("asia", "Configured", "True");
    await().until(() -> paris.annotation("paris-2", "kube-router.io/peer.ips").isEmpty());
    assertThat(paris.flags())
        .contains("--peer-router-ips=198.18.0.1", "--advertise-cluster-ip=true");
    assertThat(reflector.heard(IntentEvent.InterconnectChanged.class))
        .anyMatch(changed -> "announce".equals(changed.interconnect().serviceAddresses()));

    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    awaitGone("asia");
    assertThat(paris.flags()).isEqualTo(before);
  }

  /** Each names other fields, so none may take away what another one was answered to have made. */
  @Test
  void patchesAtTheSameTimeAreAllThereAfterwards() throws Exception {
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    List<Map<String, Object>> patches =
        List.of(
            Map.of("onDrift", "heal"),
            Map.of("podSourceAddress", "preserve"),
            Map.of("rollout", Map.of("parallelClusters", 2)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls =
          patches.stream()
              .<Callable<Integer>>map(body -> () -> patch("asia", body).extract().statusCode())
              .toList();
      for (Future<Integer> call : threads.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo(200);
      }
    }

    given()
        .get("/api/v1/interconnects/asia")
        .then()
        .body("onDrift", equalTo("heal"))
        .body("podSourceAddress", equalTo("preserve"))
        .body("rollout", notNullValue());
  }

  @Test
  void whatIsMistypedChangesNothing() {
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Configured", "True");

    patch("asia?dryrun=true", Map.of("onDrift", "heal"))
        .statusCode(400)
        .body("violations.where", hasItem("dryrun"));
    patch("asia?dryRun=1", Map.of("onDrift", "heal")).statusCode(400);
    for (String mistyped : List.of("force", "force=1", "Force=true", "dryRun=true")) {
      given().delete("/api/v1/interconnects/asia?" + mistyped).then().statusCode(400);
    }
    given().post("/api/v1/interconnects/asia/retry?dryRun=true").then().statusCode(400);
    given()
        .get("/api/v1/interconnects/asia")
        .then()
        .body("onDrift", nullValue())
        .body("withdrawing", equalTo(false));
  }

  @Test
  void aDryRunTellsTheRoutesByEveryDoor() {
    Map<String, Object> body = Rest.interconnect("asia", List.of("paris", "tokyo"));

    given()
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/interconnects?dryRun=true")
        .then()
        .statusCode(200)
        .body("routes.added", greaterThan(0));
    given()
        .contentType(ContentType.JSON)
        .body(body)
        .put("/api/v1/interconnects/asia?dryRun=true")
        .then()
        .statusCode(200)
        .body("routes.added", greaterThan(0))
        .body("declaredAt", nullValue());
    given().get("/api/v1/interconnects/asia").then().statusCode(404);
  }

  private static ValidatableResponse patch(String interconnect, Map<String, Object> body) {
    return given()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/api/v1/interconnects/" + interconnect)
        .then();
  }

  private static String get(String interconnect) {
    return given().get("/api/v1/interconnects/" + interconnect).asString();
  }

  @Test
  void aNodeWithoutASessionStopsTheRolloutWhichIsTakenBackAndCanBeRetried() {
    List<String> before = paris.flags();
    Optional<String> second = paris.podOn("paris-2");
    reflector.ignore(paris.address("paris-1"));
    declare("asia", "paris", "tokyo").statusCode(202);
    await().until(() -> conditionField("asia", "Configured", "reason").equals("RolledBack"));
    assertThat(conditionField("asia", "Configured", "message"))
        .contains("paris stopped at node paris-1", paris.address("paris-1"));
    assertThat(paris.flags()).isEqualTo(before);
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");
    assertThat(paris.podOn("paris-2")).as("later nodes are untouched").isEqualTo(second);
    given()
        .get("/api/v1/rollouts?cluster=paris&limit=1")
        .then()
        .body("items[0].failure.node", equalTo("paris-1"))
        .body("items[0].failure.nextStep", notNullValue());

    reflector.hear(paris.address("paris-1"));
    given().post("/api/v1/interconnects/asia/retry").then().statusCode(202);
    awaitCondition("asia", "Configured", "True");
    given().post("/api/v1/interconnects/asia/retry").then().statusCode(409);
  }

  @Test
  void aRouterThatIsKilledDuringTheRolloutStopsItThere() {
    reflector.ignore(paris.address("paris-2"));
    declare("asia", "paris", "tokyo").statusCode(202);
    await().until(() -> step("paris", "paris-2").equals("GATING"));
    reflector.lost("paris-1", paris.address("paris-1"), "peer closed the connection");
    await().until(() -> conditionField("asia", "Configured", "reason").equals("RolledBack"));
    assertThat(conditionField("asia", "Configured", "message"))
        .contains("at node paris-1", "was verified", "peer closed the connection");
  }

  @Test
  void operatorsSteerARolloutAndTheJournalSaysWhoAsked() {
    List<String> before = paris.flags();
    reflector.ignore(paris.address("paris-2"));
    declare("asia", "paris", "tokyo").statusCode(202);
    await().until(() -> step("paris", "paris-2").equals("GATING"));
    String rollout =
        "/api/v1/rollouts/"
            + given().get("/api/v1/rollouts?cluster=paris").jsonPath().getString("items[0].id");
    for (int i = 0; i < 2; i++) {
      given()
          .post(rollout + "/pause")
          .then()
          .statusCode(200)
          .body("pause.kind", equalTo("Asked"))
          .body("orders.verb", equalTo(List.of("pause")))
          .body("orders[0].by", equalTo("test-admin"));
    }
    given().post(rollout + "/resume").then().statusCode(200).body("pause", nullValue());
    given().post(rollout + "/abort").then().statusCode(200).body("state", equalTo("FAILED"));
    given()
        .post(rollout + "/resume")
        .then()
        .statusCode(409)
        .body("detail", containsString("test-admin asked to abort it"));
    given().post(rollout + "/rollback").then().statusCode(200).body("failure", notNullValue());
    await().until(() -> conditionField("asia", "Configured", "reason").equals("RolledBack"));
    assertThat(paris.flags()).isEqualTo(before);
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");

    reflector.hear(paris.address("paris-2"));
    String retried = given().post(rollout + "/retry").then().extract().path("id");
    given().post(rollout + "/retry").then().body("id", equalTo(retried));
    awaitCondition("asia", "Configured", "True");
    given().post(rollout + "/rollback").then().statusCode(200);
    given().post("/api/v1/rollouts/" + retried + "/rollback").then().statusCode(409);
    given().post("/api/v1/rollouts/none/pause").then().statusCode(404);
    await().until(() -> reflector.heard(RolloutEvent.RolloutSteered.class).size() >= 5);
    assertThat(reflector.requesterOf(RolloutEvent.RolloutSteered.class)).isEqualTo("test-admin");
  }

  private static String step(String cluster, String node) {
    String path = "items[0].steps.find { it.node == '" + node + "' }?.status ?: ''";
    return given()
        .get("/api/v1/rollouts?cluster=" + cluster + "&limit=1")
        .jsonPath()
        .getString(path);
  }

  @Test
  void anInterconnectWhoseReflectorIsAwayWaitsAndCanBeWithdrawn() {
    List<String> before = paris.flags();
    reflector.takesOver(false);
    declare("asia", "paris", "tokyo").statusCode(202);
    await().until(() -> conditionField("asia", "Configured", "reason").equals("ReflectorBehind"));
    Rest.register("paris").statusCode(409);
    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    awaitGone("asia");
    assertThat(paris.flags()).isEqualTo(before);
  }

  @Test
  void theWordOfTheNodesRouterIsAGateToo() {
    String address = tokyo.address("tokyo-1");
    reflector.ignore(address);
    declare("asia", "paris", "tokyo").statusCode(202);
    await().until(() -> step("tokyo", "tokyo-1").equals("GATING"));
    double before = metric("podspan_events_heard_total{type=\"podspan.node.sessions");
    reflector.say(
        new RouteEvent.NodeSessionsChanged(
            "tokyo",
            "tokyo-1",
            List.of(new NodeSession(PaperReflector.ADDRESS, 64512, "Established", true))));
    await().until(() -> metric("podspan_events_heard_total{type=\"podspan.node.sessions") > before);
    reflector.hear(address);
    reflector.peers(address, List.of(PaperReflector.ADDRESS));
    awaitCondition("asia", "Configured", "True");
    given()
        .get("/api/v1/rollouts?cluster=tokyo&limit=1")
        .then()
        .body(
            "items[0].steps[0].gates",
            hasItem("session with reflector 'reflector' Established at both ends"));
  }

  @Test
  void aClusterThatLooksDifferentIsToldAtItsRefresh() {
    int before = reflector.heard(IntentEvent.ClusterChanged.class).size();
    given().post("/api/v1/clusters/paris/refresh").then().statusCode(200);
    paris
        .store()
        .update(
            paris.daemonSetKey(),
            set -> {
              set.withArray("/spec/template/spec/containers/0/args").add("--cluster-asn=65001");
              return set;
            });
    given()
        .post("/api/v1/clusters/paris/refresh")
        .then()
        .statusCode(200)
        .body("asn", equalTo(65001))
        .body("origins.asn", containsString("--cluster-asn"));
    await().until(() -> reflector.heard(IntentEvent.ClusterChanged.class).size() == before + 1);
  }
}
