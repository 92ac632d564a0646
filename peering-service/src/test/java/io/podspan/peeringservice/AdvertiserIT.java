package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.podspan.events.RouteEvent;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose routers only announce, joined with one of kube-router. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class AdvertiserIT {
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster oslo;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = PaperCluster.running("paris", "kube-router", 1, 1, reflector);
    oslo = PaperCluster.running("oslo", "cilium", 5, 5, reflector);
    register("paris").statusCode(201);
    register("oslo").statusCode(201).body("cni", equalTo("cilium"));
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Rest.clear();
    paris.close();
    oslo.close();
    reflector.close();
  }

  private List<String> objectsOfCilium() {
    return List.of(
            ResourceType.CILIUM_CLUSTER_CONFIG,
            ResourceType.CILIUM_PEER_CONFIG,
            ResourceType.CILIUM_ADVERTISEMENT,
            ResourceType.CILIUM_NODE_CONFIG)
        .stream()
        .flatMap(type -> oslo.store().list(type, "").stream())
        .map(object -> object.at("/metadata/name").asText())
        .toList();
  }

  @Test
  void isJoinedNodeByNodeAndItsStatusSaysWhatItDoesNotDo() {
    Rest.post(
            "/api/v1/interconnects",
            Map.of(
                "name",
                "north",
                "clusters",
                List.of("paris", "oslo"),
                "reflectors",
                List.of(Map.of("name", PaperReflector.NAME, "address", PaperReflector.ADDRESS)),
                "dryRun",
                true))
        .statusCode(200)
        .body("plans.find { it.cluster == 'oslo' }.cautions", hasItem(containsString("announces")))
        .body("routes.clusters.cluster", equalTo(List.of("paris")));

    declare("north", "paris", "oslo").statusCode(202);
    awaitCondition("north", "Configured", "True");
    given()
        .get("/api/v1/rollouts?interconnect=north&cluster=oslo&limit=1")
        .then()
        .body("items[0].state", equalTo("COMPLETED"))
        .body("items[0].driver", equalTo("cilium-bgp"))
        .body("items[0].steps.status", equalTo(List.of("VERIFIED", "VERIFIED")));
    for (String node : paris.nodes()) {
      reflector.say(new RouteEvent.NodeRoutesChanged("paris", node, List.of(), List.of(), 2, 0));
    }
    for (String node : oslo.nodes()) {
      reflector.say(new RouteEvent.NodeRoutesChanged("oslo", node, List.of(), List.of(), 0, 0));
    }
    awaitCondition("north", "RoutesInstalled", "True");
    assertThat(conditionField("north", "RoutesInstalled", "reason")).isEqualTo("AdvertiseOnly");

    given().delete("/api/v1/interconnects/north").then().statusCode(202);
    awaitGone("north");
    await().until(() -> objectsOfCilium().isEmpty());
  }
}
