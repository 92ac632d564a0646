package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two interconnects of one cluster, in the lab: their rollouts take turns. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class TwoInterconnectsIT {
  private PaperReflector reflector;
  private PaperCluster lille;
  private PaperCluster osaka;
  private PaperCluster porto;

  @BeforeEach
  void threeClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    lille = PaperCluster.running("lille", "kube-router", 1, 1, reflector);
    osaka = PaperCluster.running("osaka", "calico", 3, 3, reflector);
    porto = PaperCluster.running("porto", "kube-router", 5, 5, reflector);
    List.of("lille", "osaka", "porto").forEach(name -> register(name).statusCode(201));
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    // The way out would stop after its canary, too.
    given()
        .contentType("application/json")
        .body("{\"rollout\": null}")
        .patch("/api/v1/interconnects/iberia");
    Rest.clear();
    lille.close();
    osaka.close();
    porto.close();
    reflector.close();
  }

  private static JsonPath newest(String interconnect, String cluster) {
    return given()
        .get("/api/v1/rollouts?interconnect=" + interconnect + "&cluster=" + cluster + "&limit=1")
        .jsonPath();
  }

  @Test
  void aWithdrawalWaitsForTheRolloutOfTheOtherInterconnectAndThenGoesOn() {
    declare("asia", "lille", "osaka").statusCode(202);
    awaitCondition("asia", "Configured", "True");

    Map<String, Object> iberia =
        new HashMap<>(Rest.interconnect("iberia", List.of("lille", "porto")));
    iberia.put("rollout", Map.of("canary", Map.of("count", 1), "pauseAfterCanary", "manual"));
    Rest.post("/api/v1/interconnects", iberia).statusCode(202);
    await().until(() -> "PAUSED".equals(newest("iberia", "lille").getString("items[0].state")));
    String paused = newest("iberia", "lille").getString("items[0].id");

    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    await().until(() -> newest("asia", "lille").getList("items[0].waits").size() == 1);
    JsonPath waiting = newest("asia", "lille");
    assertThat(waiting.getString("items[0].waits[0].gate")).isEqualTo("TURN");
    assertThat(waiting.getString("items[0].waits[0].what"))
        .isEqualTo(
            "Another rollout changes the routers of lille: rollout " + paused + " of iberia.");
    assertThat(waiting.getString("items[0].state")).isEqualTo("PREPARING");

    List.of("lille", "porto")
        .forEach(
            cluster -> {
              await()
                  .until(
                      () -> "PAUSED".equals(newest("iberia", cluster).getString("items[0].state")));
              given()
                  .post(
                      "/api/v1/rollouts/"
                          + newest("iberia", cluster).getString("items[0].id")
                          + "/resume")
                  .then()
                  .statusCode(200);
            });
    awaitCondition("iberia", "Configured", "True");
    awaitGone("asia");
    awaitCondition("iberia", "Configured", "True");
    assertThat(lille.flags()).contains("--peer-router-ips=198.18.0.1");
    assertThat(lille.strategy()).isEqualTo("RollingUpdate");
  }
}
