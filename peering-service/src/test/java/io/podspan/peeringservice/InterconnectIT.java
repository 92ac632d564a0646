package io.podspan.peeringservice;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.podspan.events.IntentEvent;
import io.podspan.events.RolloutEvent;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interconnects from the declaration to the withdrawal, on real Kafka and Postgres. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class InterconnectIT {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<PaperCluster> clusters = new ArrayList<>();
  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster tokyo;

  @BeforeEach
  void twoClusters() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = cluster("paris", "kube-router", "10.1.0.0/16", "10.101.0.0/16", "198.18.1.");
    tokyo = cluster("tokyo", "calico", "10.3.0.0/16", "10.103.0.0/16", "198.18.3.");
  }

  private PaperCluster cluster(
      String name, String cni, String pods, String services, String addresses) {
    PaperCluster cluster =
        new PaperCluster(Infra.CREDENTIALS, name, cni, pods, services, addresses, 2, reflector);
    clusters.add(cluster);
    await().until(() -> cluster.nodes().stream().allMatch(n -> cluster.podOn(n).isPresent()));
    return cluster;
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    for (String name :
        given().get("/api/v1/interconnects").jsonPath().getList("name", String.class)) {
      reflector.takesOver(true);
      await()
          .atMost(LONG)
          .until(() -> given().delete("/api/v1/interconnects/" + name).statusCode() != 409);
      await()
          .atMost(LONG)
          .until(
              () -> {
                given().post("/api/v1/interconnects/" + name + "/retry");
                return given().get("/api/v1/interconnects/" + name).statusCode() == 404;
              });
    }
    for (String name : given().get("/api/v1/clusters").jsonPath().getList("name", String.class)) {
      given().delete("/api/v1/clusters/" + name).then().statusCode(204);
    }
    clusters.forEach(PaperCluster::close);
    reflector.close();
  }

  private static ValidatableResponse register(String name) {
    return given()
        .contentType("application/json")
        .body(Map.of("name", name, "access", Map.of("kubeconfig", name)))
        .post("/api/v1/clusters")
        .then();
  }

  private static ValidatableResponse declare(String name, List<String> names, boolean dryRun) {
    return given()
        .contentType("application/json")
        .body(
            Map.of(
                "name",
                name,
                "clusters",
                names,
                "reflectors",
                List.of(Map.of("name", PaperReflector.NAME, "address", PaperReflector.ADDRESS)),
                "dryRun",
                dryRun))
        .post("/api/v1/interconnects")
        .then();
  }

  @Test
  void joinsNodeByNodeAndParts() {
    register("paris").statusCode(201).header("Location", containsString("/api/v1/clusters/paris"));
    register("tokyo").statusCode(201).body("cni", equalTo("calico"));
    List<String> before = paris.flags();

    declare("asia", List.of("paris", "tokyo"), true)
        .statusCode(200)
        .body("plans[0].changes", hasItem("+ --peer-router-ips=198.18.0.1"));
    assertThat(paris.flags()).isEqualTo(before);

    declare("asia", List.of("paris", "tokyo"), false)
        .statusCode(202)
        .header("Location", containsString("/api/v1/interconnects/asia"))
        .body("plans.cluster", hasItems("paris", "tokyo"));
    await().atMost(LONG).until(() -> condition("Configured").equals("True"));

    assertThat(paris.flags()).contains("--peer-router-ips=198.18.0.1", "--peer-router-asns=64512");
    assertThat(paris.strategy()).isEqualTo("RollingUpdate");
    assertThat(condition("Peered")).isEqualTo("True");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(reflector.heard(RolloutEvent.RolloutCompleted.class)).hasSize(2));
    assertThat(reflector.heard(RolloutEvent.NodeVerified.class))
        .extracting(RolloutEvent.NodeVerified::node)
        .contains("paris-1", "paris-2", "tokyo-1", "tokyo-2");

    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    await().atMost(LONG).until(() -> given().get("/api/v1/interconnects/asia").statusCode() == 404);
    assertThat(paris.flags()).isEqualTo(before);
    await()
        .atMost(LONG)
        .until(() -> !reflector.heard(IntentEvent.InterconnectWithdrawn.class).isEmpty());
  }

  private static String condition(String type) {
    return given()
        .get("/api/v1/interconnects/asia")
        .jsonPath()
        .getString("conditions.find { it.type == '" + type + "' }?.status ?: ''");
  }
}
