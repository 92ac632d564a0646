package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.podspan.events.IntentEvent.NodeChanged;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go by themselves, seen through the lab's API. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class ClusterFollowIT {
  private static final Duration SOON = Duration.ofSeconds(5);

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
    PaperCluster cluster =
        new PaperCluster(
            Infra.CREDENTIALS,
            name,
            cni,
            "10." + n + ".0.0/16",
            "10." + (100 + n) + ".0.0/16",
            "198.18." + n + ".",
            2,
            reflector);
    await().until(() -> cluster.nodes().stream().allMatch(x -> cluster.podOn(x).isPresent()));
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

  private boolean joined(String node) {
    return reflector.heard(NodeJoined.class).stream().anyMatch(e -> e.node().name().equals(node));
  }

  private boolean left(String node) {
    return reflector.heard(NodeLeft.class).stream().anyMatch(e -> e.node().equals(node));
  }

  private boolean leftOut(String node) {
    return reflector.heard(NodeChanged.class).stream()
        .filter(e -> e.node().name().equals(node))
        .reduce((_, last) -> last)
        .filter(e -> !e.node().takesPart())
        .isPresent();
  }

  @Test
  void nodesThatJoinAndLeaveAreKnownWithinFiveSeconds() {
    await().until(() -> joined("paris-1") && joined("tokyo-2"));
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    assertThat(conditionField("asia", "Peered", "message")).contains("All 4 sessions");

    paris.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    await().atMost(SOON).until(() -> joined("paris-3"));
    await()
        .until(() -> conditionField("asia", "Peered", "message").contains("All 5 sessions"));

    paris.removeNode("paris-1");
    await().atMost(SOON).until(() -> left("paris-1"));
    await()
        .until(() -> conditionField("asia", "Peered", "message").contains("All 4 sessions"));
    given()
        .get("/api/v1/clusters/paris")
        .then()
        .body("nodes.name", containsInAnyOrder("paris-2", "paris-3"));
  }

  @Test
  void aNodeThatIsNotReadyIsLeftOutAndComesBack() {
    await().until(() -> joined("paris-2"));
    paris.setReady("paris-2", false);
    await().atMost(SOON).until(() -> leftOut("paris-2"));
    given()
        .get("/api/v1/clusters/paris")
        .then()
        .body("nodes.find { it.name == 'paris-2' }.leftOut", equalTo("The node paris-2 is not Ready."));
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    assertThat(conditionField("asia", "Peered", "message")).contains("All 3 sessions");
    paris.setReady("paris-2", true);
    await().atMost(SOON).until(() -> !leftOut("paris-2"));
  }

  @Test
  void anApiServerThatIsAwayHasNotLostItsNodesAndHoldsNoOtherClusterUp() {
    await().until(() -> joined("tokyo-2"));
    tokyo.close();
    paris.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    await().atMost(SOON).until(() -> joined("paris-3"));
    given()
        .get("/api/v1/clusters/tokyo")
        .then()
        .body("nodes.name", containsInAnyOrder("tokyo-1", "tokyo-2"));
    assertThat(left("tokyo-1") || left("tokyo-2")).isFalse();
  }
}
