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

import io.podspan.events.IntentEvent.ClusterChanged;
import io.podspan.events.IntentEvent.NodeChanged;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that come and go by themselves, seen through the lab's API. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class ClusterFollowIT {
  private static final Logger LOG = Logger.getLogger(ClusterFollowIT.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster tokyo;

  /** Each test has names of its own: the topic still has what the others did. */
  private void clusters(String first, String second) {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = cluster(first, "kube-router", 1);
    tokyo = cluster(second, "calico", 3);
    await().until(() -> joined(first + "-2") && joined(second + "-2"));
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
    clusters("paris", "tokyo");
    declare("asia", "paris", "tokyo").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    assertThat(conditionField("asia", "Peered", "message")).contains("All 4 sessions");

    paris.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    await().atMost(SOON).until(() -> joined("paris-3"));
    // A reflector has no session with a node before it knows it.
    reflector.started("paris-3", "198.18.1.13", paris.flags());
    await().until(() -> conditionField("asia", "Peered", "message").contains("All 5 sessions"));

    paris.removeNode("paris-1");
    await().atMost(SOON).until(() -> left("paris-1"));
    await().until(() -> conditionField("asia", "Peered", "message").contains("All 4 sessions"));
    given()
        .get("/api/v1/clusters/paris")
        .then()
        .body("nodes.name", containsInAnyOrder("paris-2", "paris-3"));
  }

  @Test
  void aNodeThatIsNotReadyIsLeftOutAndComesBack() {
    clusters("lyon", "kyoto");
    paris.setReady("lyon-2", false);
    await().atMost(SOON).until(() -> leftOut("lyon-2"));
    given()
        .get("/api/v1/clusters/lyon")
        .then()
        .body(
            "nodes.find { it.name == 'lyon-2' }.leftOut", equalTo("The node lyon-2 is not Ready."));
    declare("asia", "lyon", "kyoto").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    assertThat(conditionField("asia", "Peered", "message")).contains("All 3 sessions");
    paris.setReady("lyon-2", true);
    await().atMost(SOON).until(() -> !leftOut("lyon-2"));
    await().until(() -> conditionField("asia", "Peered", "message").contains("All 4 sessions"));
    assertThat(paris.flagsOn("lyon-2")).isEqualTo(paris.flags());
    await().until(() -> paris.strategy().equals("RollingUpdate"));
  }

  @Test
  void anApiServerThatIsAwayHasNotLostItsNodesAndHoldsNoOtherClusterUp() {
    clusters("lille", "osaka");
    tokyo.close();
    paris.addNode("lille-3", "10.1.3.0/24", "198.18.1.13");
    await().atMost(SOON).until(() -> joined("lille-3"));
    given()
        .get("/api/v1/clusters/osaka")
        .then()
        .body("nodes.name", containsInAnyOrder("osaka-1", "osaka-2"));
    assertThat(left("osaka-1") || left("osaka-2")).isFalse();
  }

  private static String node(int i) {
    return "nice-n" + i;
  }

  private void comes(int i) {
    paris.create(
        ResourceType.NODE,
        "",
        node(i),
        """
        {"spec": {"podCIDR": "%1$s", "podCIDRs": ["%1$s"]},
         "status": {"addresses": [{"type": "InternalIP", "address": "198.19.%2$d.%3$d"}],
                    "conditions": [{"type": "Ready", "status": "True"}]}}
        """
            .formatted("10.1.%d.%d/26".formatted(16 + i / 4, i % 4 * 64), i / 200, i % 200));
    paris.create(
        ResourceType.POD,
        PaperCluster.NAMESPACE,
        "kube-router-" + node(i),
        """
        {"metadata": {"labels": {"k8s-app": "kube-router"}},
         "spec": {"nodeName": "%s", "containers": [{"name": "kube-router"}]},
         "status": {"phase": "Running"}}
        """
            .formatted(node(i)));
  }

  private void goes(int i) {
    paris
        .store()
        .remove(ObjectKey.of(ResourceType.POD, PaperCluster.NAMESPACE, "kube-router-" + node(i)));
    paris.store().remove(ObjectKey.of(ResourceType.NODE, "", node(i)));
  }

  private List<String> names(Stream<String> names) {
    return names.filter(name -> name.startsWith("nice-n")).toList();
  }

  @Test
  void fiveHundredNodesThatComeAndGoAreToldOnceEachAndNoOtherIs() {
    clusters("nice", "nara");
    int before = reflector.heard(ClusterChanged.class).size();
    long began = System.nanoTime();
    IntStream.range(0, 500).forEach(this::comes);
    await()
        .until(
            () ->
                names(reflector.heard(NodeJoined.class).stream().map(e -> e.node().name())).size()
                    >= 500);
    long joined = System.nanoTime();
    IntStream.range(0, 500).forEach(this::goes);
    await()
        .until(
            () ->
                names(reflector.heard(NodeLeft.class).stream().map(NodeLeft::node)).size() >= 500);
    LOG.infof(
        "500 nodes came in %d ms and went in %d ms",
        (joined - began) / 1_000_000, (System.nanoTime() - joined) / 1_000_000);
    assertThat(names(reflector.heard(NodeJoined.class).stream().map(e -> e.node().name())))
        .doesNotHaveDuplicates()
        .hasSize(500);
    assertThat(names(reflector.heard(NodeLeft.class).stream().map(NodeLeft::node)))
        .doesNotHaveDuplicates()
        .hasSize(500);
    assertThat(reflector.heard(NodeChanged.class)).noneMatch(e -> e.cluster().equals("nice"));
    assertThat(left("nice-1") || left("nice-2")).isFalse();
    assertThat(reflector.heard(ClusterChanged.class)).hasSize(before);
  }
}
