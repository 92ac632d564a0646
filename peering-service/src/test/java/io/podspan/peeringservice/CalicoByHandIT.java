package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.Hands;
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

/** A cluster with Calico that Podspan may only read, and an operator who pauses meanwhile. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class CalicoByHandIT {
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster tokyo;
  private Hands hands;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = PaperCluster.running("dijon", "kube-router", 1, 1, reflector);
    tokyo = PaperCluster.running("sendai", "calico", 3, 3, reflector);
    hands = new Hands(tokyo);
    register("dijon").statusCode(201);
    Rest.post(
            "/api/v1/clusters",
            Map.of(
                "name",
                "sendai",
                "access",
                Map.of("kubeconfig", "sendai-readonly"),
                "changes",
                "byHand"))
        .statusCode(201);
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    paris.close();
    tokyo.close();
    reflector.close();
  }

  private String path() {
    return "/api/v1/rollouts/"
        + given()
            .get("/api/v1/rollouts?limit=1&cluster=sendai")
            .jsonPath()
            .getString("items[0].id");
  }

  private List<String> names(ResourceType type) {
    return tokyo.store().list(type, "").stream()
        .map(object -> object.at("/metadata/name").asText())
        .toList();
  }

  @Test
  void joinsAndPartsByHandWithAPauseBetween() {
    declare("asia", "dijon", "sendai").statusCode(202);
    await().until(() -> !hands.shown().isEmpty());
    String first = hands.shown().getFirst();

    given().post(path() + "/pause").then().statusCode(200);
    await().until(() -> given().get(path()).jsonPath().getString("state").equals("PAUSED"));
    assertThat(hands.shown()).as("nothing is asked for in a pause").isEmpty();
    assertThat(names(ResourceType.BGP_PEER)).isEmpty();
    given().post(path() + "/resume").then().statusCode(200);
    await().until(() -> hands.shown().contains(first));

    await()
        .until(
            () -> {
              hands.run();
              return Rest.condition("asia", "Configured").equals("True");
            });
    assertThat(names(ResourceType.BGP_PEER)).containsExactly("podspan-asia-reflector");
    assertThat(names(ResourceType.BGP_FILTER)).containsExactly("podspan-interconnects");
    given().get(path()).then().body("steps.status", equalTo(List.of("VERIFIED", "VERIFIED")));
    awaitCondition("asia", "Peered", "True");

    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    // A leave asks for some of the same commands again.
    hands = new Hands(tokyo);
    await()
        .until(
            () -> {
              hands.run();
              return given().get("/api/v1/interconnects/asia").statusCode() == 404;
            });
    assertThat(names(ResourceType.BGP_PEER)).isEmpty();
    assertThat(names(ResourceType.BGP_FILTER)).isEmpty();
    assertThat(names(ResourceType.IP_POOL)).isEmpty();
    assertThat(hands.ran()).anyMatch(command -> command.startsWith("kubectl delete bgppeers."));
    Rest.clear();
  }
}
