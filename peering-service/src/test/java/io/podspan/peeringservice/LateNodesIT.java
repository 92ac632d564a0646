package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.podspan.peeringservice.paper.Infra;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.paper.PaperReflector;
import io.podspan.peeringservice.paper.Rest;
import io.podspan.testkit.Infrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes that join a cluster that has joined, or that is about to, seen through the lab's API. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class LateNodesIT {
  private static final String IPS = "kube-router.io/peer.ips";

  private PaperReflector reflector;
  private PaperCluster first;
  private PaperCluster second;
  private @Nullable PaperCluster third;

  /** Each test has names of its own: the topic still has what the others did. */
  private void clusters(String one, String cni, String other) {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    first = PaperCluster.running(one, cni, 1, 1, reflector);
    second = PaperCluster.running(other, "kube-router", 3, 3, reflector);
    register(one).statusCode(201);
    register(other).statusCode(201);
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    withdraw();
    Rest.clear();
    first.close();
    second.close();
    if (third != null) {
      third.close();
    }
    reflector.close();
  }

  /** It waits for rollouts that go on, and pauses after its canaries as a join does. */
  private static void withdraw() {
    await()
        .until(
            () -> {
              resumesPaused("");
              return given().delete("/api/v1/interconnects/asia").statusCode() != 409;
            });
    await()
        .until(
            () -> {
              resumesPaused("");
              return given().get("/api/v1/interconnects/asia").statusCode() == 404;
            });
  }

  /** False when none is paused. */
  private static boolean resumesPaused(String which) {
    List<String> paused =
        given()
            .get("/api/v1/rollouts?interconnect=asia" + which)
            .jsonPath()
            .getList("items.findAll { it.state == 'PAUSED' }.id");
    paused.forEach(id -> given().post("/api/v1/rollouts/" + id + "/resume"));
    return !paused.isEmpty();
  }

  private void declare(Map<String, Object> more) {
    Map<String, Object> body =
        new HashMap<>(Rest.interconnect("asia", List.of(first.name(), second.name())));
    body.putAll(more);
    Rest.post("/api/v1/interconnects", body).statusCode(202);
  }

  /** Those of the first cluster, the newest first. */
  private List<Map<String, Object>> rollouts() {
    return given()
        .get("/api/v1/rollouts?interconnect=asia&sort=-createdAt&cluster=" + first.name())
        .jsonPath()
        .getList("items");
  }

  private void awaitSessions(int all) {
    await()
        .until(() -> conditionField("asia", "Peered", "message").contains("All " + all + " sess"));
  }

  private String last() {
    return rollouts().getFirst().get("id").toString();
  }

  private void awaitState(String state) {
    await().until(() -> rollouts().getFirst().get("state").equals(state));
  }

  @Test
  void withPeersInAnnotationsANodeGetsThemInARolloutOfItsOwnAlsoUnderAFormerName() {
    clusters("arles", "kube-router", "ise");
    declare(Map.of("peersBy", "annotations"));
    awaitCondition("asia", "Configured", "True");
    awaitSessions(4);
    String pod = first.podOn("arles-1").orElseThrow();
    String join = last();

    first.addNode("arles-3", "10.1.3.0/24", "198.18.1.13");
    await().until(() -> !last().equals(join));
    awaitState("COMPLETED");
    given()
        .get("/api/v1/rollouts/" + last())
        .then()
        .body("direction", equalTo("CHANGE"))
        .body("steps.node", equalTo(List.of("arles-3")))
        .body("steps.status", equalTo(List.of("VERIFIED")));
    assertThat(first.annotation("arles-3", IPS)).isEqualTo(PaperReflector.ADDRESS);
    assertThat(first.podOn("arles-1")).as("the others are not touched").contains(pod);
    awaitSessions(5);

    String late = last();
    first.removeNode("arles-2");
    first.addNode("arles-2", "10.1.2.0/24", "198.18.1.12");
    await().until(() -> !last().equals(late));
    awaitState("COMPLETED");
    given()
        .get("/api/v1/rollouts/" + last())
        .then()
        .body("steps.node", equalTo(List.of("arles-2")));
    assertThat(first.annotation("arles-2", IPS)).isEqualTo(PaperReflector.ADDRESS);
    awaitSessions(5);
    awaitCondition("asia", "Drifted", "False");
  }

  @Test
  void whereInterconnectsDoNotAgreeANodeGetsThePeersOfAllOfThemWhereTheOthersHaveThem() {
    clusters("pau", "kube-router", "tsu");
    declare(Map.of("peersBy", "annotations"));
    awaitCondition("asia", "Configured", "True");
    declareAfrica();
    given()
        .contentType("application/json")
        .body(Map.of("peersBy", "flags"))
        .patch("/api/v1/interconnects/africa")
        .then()
        .statusCode(200);
    awaitRest();

    first.addNode("pau-3", "10.1.3.0/24", "198.18.1.13");
    await()
        .untilAsserted(
            () ->
                assertThat(String.valueOf(first.annotation("pau-3", IPS)).split(","))
                    .containsExactlyInAnyOrder(
                        PaperReflector.ADDRESS, PaperReflector.OTHER_ADDRESS));
    awaitRest();
    assertThat(first.flags()).noneMatch(flag -> flag.startsWith("--peer-router"));
    assertThat(conditionField("africa", "Peered", "message")).contains("All 5 sess");
  }

  private void declareAfrica() {
    third = PaperCluster.running("fes", "kube-router", 5, 5, reflector);
    register("fes").statusCode(201);
    Map<String, Object> body =
        new HashMap<>(Rest.interconnect("africa", List.of(first.name(), third.name())));
    body.put("peersBy", "annotations");
    body.put(
        "reflectors",
        List.of(Map.of("name", PaperReflector.OTHER, "address", PaperReflector.OTHER_ADDRESS)));
    Rest.post("/api/v1/interconnects", body).statusCode(202);
    awaitCondition("africa", "Configured", "True");
  }

  private static void awaitRest() {
    await()
        .until(
            () ->
                given().get("/api/v1/rollouts?ended=false").jsonPath().getList("items").isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"calico,metz,nara", "cilium,caen,otsu"})
  void aNodeThatComesWhileTheOthersHaveTheirTurnsGetsItsOwn(String cni, String one, String other) {
    clusters(one, cni, other);
    declare(Map.of("rollout", Map.of("canary", Map.of("count", 1), "pauseAfterCanary", "manual")));
    awaitState("PAUSED");
    first.addNode(one + "-3", "10.1.3.0/24", "198.18.1.13");
    await()
        .until(
            () ->
                given()
                    .get("/api/v1/clusters/" + one)
                    .jsonPath()
                    .getList("nodes.name")
                    .contains(one + "-3"));
    for (PaperCluster cluster : List.of(first, second)) {
      await().until(() -> resumesPaused("&cluster=" + cluster.name()));
    }
    awaitState("COMPLETED");
    given()
        .get("/api/v1/rollouts/" + last())
        .then()
        .body("steps.node", equalTo(List.of(one + "-1", one + "-2", one + "-3")))
        .body("steps.status", equalTo(List.of("VERIFIED", "VERIFIED", "VERIFIED")));
    awaitSessions(5);
  }
}
