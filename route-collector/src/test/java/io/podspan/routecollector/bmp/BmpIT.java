package io.podspan.routecollector.bmp;

import static io.podspan.routecollector.bmp.RealRouters.FRR;
import static io.podspan.routecollector.bmp.RealRouters.GOBGP;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.podspan.clusteraccess.EventsOnKafka;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent.ClusterRegisteredV1;
import io.podspan.events.NodeState;
import io.podspan.events.Topic;
import io.podspan.testkit.ApiDescription;
import io.podspan.testkit.RealInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * GoBGP and FRR tell the service what they hold. One is the router of a node whose API server
 * cannot be reached, the other no node at all. Steps in order.
 */
@QuarkusTest
@QuarkusTestResource(
    value = RealInfrastructure.class,
    initArgs = @ResourceArg(name = "schema", value = "collector"))
@TestProfile(BmpIT.WithAStation.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BmpIT {
  private static final String ROUTERS = "/api/v1/bmp/routers";
  private static final String NODE = "/api/v1/nodes/hanoi/hanoi-n1";

  private static RealRouters routers;
  private static EventsOnKafka events;

  /** FRR may connect because the settings say so, GoBGP because it is a node. */
  public static class WithAStation implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "podspan.collector.bmp.listen",
          "0.0.0.0:" + RealRouters.PORT,
          "podspan.collector.bmp.from",
          FRR,
          "podspan.collector.interval",
          "PT0.5S");
    }
  }

  @BeforeAll
  static void up() {
    routers = RealRouters.up();
    events = new EventsOnKafka(Topic.ROUTES);
  }

  @AfterAll
  static void down() {
    if (routers != null) {
      routers.close();
      events.close();
    }
  }

  @Test
  void everyAnswerIsDescribed() {
    assertThat(ApiDescription.gaps()).isEmpty();
  }

  @Test
  @Order(1)
  void aRouterThatIsNoNodeTellsWhatItsPeerAnnounced() {
    await()
        .untilAsserted(
            () ->
                assertThat(routers.gobgp("global", "rib", "add", "10.70.1.0/24").exitCode())
                    .isZero());
    await()
        .untilAsserted(
            () ->
                given()
                    .get(ROUTERS + "/" + FRR + "/routes?table=adj-rib-in-post&prefix=10.70.1.7")
                    .then()
                    .statusCode(200)
                    .body("total", equalTo(1))
                    .body("routes.nextHop", hasItem(GOBGP))
                    .body("routes.peer", hasItem(GOBGP)));
    given()
        .get(ROUTERS + "/" + FRR)
        .then()
        .body("routers", hasSize(1))
        .body("routers[0].node", equalTo(null))
        .body("routers[0].router.name", equalTo("frr-1"))
        .body("routers[0].router.description", containsString("FRRouting"))
        .body("routers[0].router.state", equalTo("connected"))
        .body("routers[0].router.faults", equalTo(0))
        .body(
            "routers[0].router.peers.find { it.address == '" + GOBGP + "' }.state", equalTo("up"));
    await()
        .untilAsserted(
            () ->
                given()
                    .get(ROUTERS + "/" + FRR)
                    .then()
                    .body(
                        "routers[0].router.peers.find { it.address == '"
                            + GOBGP
                            + "' }.figures.size()",
                        org.hamcrest.Matchers.greaterThan(0)));
  }

  @Test
  @Order(2)
  void whoIsNeitherANodeNorInTheSettingsMayNotConnect() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", RealRouters.PORT)) {
      socket.setSoTimeout(5_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    given().get(ROUTERS + "/" + GOBGP).then().statusCode(404);
    given().get(ROUTERS).then().body("listens", equalTo(true)).body("routers", hasSize(1));
  }

  @Test
  @Order(3)
  void aNodeThatCannotBeReadHasWhatItsRouterTells() {
    events.say(
        new ClusterRegisteredV1(
            new ClusterState(
                "hanoi",
                Cni.KUBE_ROUTER,
                null,
                65001,
                List.of("10.70.0.0/16"),
                List.of(),
                List.of(new NodeState("hanoi-n1", GOBGP, List.of("10.70.1.0/24"))),
                new AccessReference("hanoi", null))));
    // GoBGP comes back late after a refusal.
    await().untilAsserted(() -> given().get(NODE).then().statusCode(200));
    routers.gobgp("bmp", "add", RealRouters.STATION + ":" + RealRouters.PORT, "all");
    await()
        .untilAsserted(
            () ->
                given()
                    .get(NODE)
                    .then()
                    .statusCode(200)
                    .body("rib.prefix", hasItems("10.70.1.0/24", "10.70.2.0/24"))
                    .body("rib.prefix", hasItem("2001:db8:70:2::/64"))
                    .body("rib.source", everyItem(equalTo("bmp")))
                    .body("bmp.table", equalTo("loc-rib"))
                    .body("bmp.used", equalTo(true))
                    .body("sessions[0].peerAddress", equalTo(FRR))
                    .body("sessions[0].state", equalTo("Established"))
                    .body("sessions[0].source", equalTo("bmp")));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/api/v1/coverage?cluster=hanoi")
                    .then()
                    .body("clusters[0].nodes[0].state", equalTo("BMP_ONLY"))
                    .body("clusters[0].nodes[0].source", equalTo("BMP")));
    given()
        .get(ROUTERS)
        .then()
        .body("routers.find { it.node == 'hanoi-n1' }.router.name", equalTo("GoBGP"));
    given()
        .accept("text/csv")
        .get(NODE)
        .then()
        .body(containsString("RIB,10.70.2.0/24," + FRR + ",,,,bmp,0"));
  }

  @Test
  @Order(4)
  void pathIdentifiersAreReadWhereTheRouterWritesThem() {
    given()
        .get(ROUTERS + "/" + GOBGP + "/routes?prefix=10.70.2.0/24&peer=" + FRR)
        .then()
        .body("routes.table", hasItems("adj-rib-in-pre", "adj-rib-in-post"))
        .body("routes.find { it.table == 'adj-rib-in-post' }.pathId", equalTo(0))
        .body("routes.prefix", everyItem(equalTo("10.70.2.0/24")));
  }

  @Test
  @Order(5)
  void aRouteThatIsTakenBackGoes() {
    routers.gobgp("global", "rib", "del", "10.70.1.0/24");

    await()
        .untilAsserted(
            () -> given().get(NODE).then().body("rib.prefix", not(hasItem("10.70.1.0/24"))));
    await()
        .untilAsserted(
            () ->
                given()
                    .get(ROUTERS + "/" + FRR + "/routes?prefix=10.70.1.0/24")
                    .then()
                    .body("total", equalTo(0)));
  }

  @Test
  @Order(6)
  void whatARouterSendsThatIsNoBmpCostsNobodyElse() {
    routers.says("GET / HTTP/1.1\\r\\n\\r\\n");
    routers.says("\\x03\\x00\\x00\\x00\\x07\\x03\\x00");

    given().get(NODE).then().body("rib.prefix", hasItem("10.70.2.0/24"));
    given().get(ROUTERS + "/" + FRR).then().body("routers[0].router.state", equalTo("connected"));
    await()
        .untilAsserted(
            () ->
                given()
                    .get("/q/metrics")
                    .then()
                    .body(containsString("podspan_bmp_faults_total{kind=\"version\"} 1.0"))
                    .body(containsString("podspan_bmp_connections 2.0")));
  }

  @Test
  @Order(7)
  void aSessionThatEndsTakesItsRoutesAlong() {
    routers.gobgp("neighbor", FRR, "disable");

    await()
        .untilAsserted(
            () ->
                given()
                    .get(NODE)
                    .then()
                    .body("rib.prefix", not(hasItem("10.70.2.0/24")))
                    .body("sessions[0].state", equalTo("Idle")));
    // GoBGP tells the one or the other: whether it sees its own word or the end of the connection
    // first.
    given()
        .get(ROUTERS + "/" + GOBGP)
        .then()
        .body(
            "routers[0].router.peers.find { it.address == '" + FRR + "' }.why",
            anyOf(
                containsString("administrative shutdown"),
                equalTo("the peer ended the session without a word")));
  }

  @Test
  @Order(8)
  void aRouterThatIsKilledIsStale() {
    routers.gobgp("neighbor", FRR, "enable");
    await()
        .untilAsserted(() -> given().get(NODE).then().body("rib.prefix", hasItem("10.70.2.0/24")));
    routers.killGobgp();

    await()
        .untilAsserted(
            () ->
                given()
                    .get(ROUTERS + "/" + GOBGP)
                    .then()
                    .body("routers[0].router.state", equalTo("stale"))
                    .body("routers[0].router.why", equalTo("the router closed the connection")));
    given()
        .get(NODE)
        .then()
        .body("bmp.connected", equalTo(false))
        .body("rib.prefix", hasItem("10.70.2.0/24"));
  }
}
