package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.peeringservice.paper.Rest.register;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.events.RolloutEvent.DriftEnded;
import io.podspan.events.RolloutEvent.DriftFound;
import io.podspan.events.RolloutEvent.DriftHealed;
import io.podspan.events.RolloutEvent.RemainsLeft;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others change of the routers' configuration, seen through the lab's API. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class DriftIT {
  private static final Logger LOG = Logger.getLogger(DriftIT.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private PaperReflector reflector;
  private PaperCluster kubeRouter;
  private PaperCluster calico;

  /** Each test has names of its own: the topic still has what the others did. */
  private void join(String first, String second) {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    kubeRouter = PaperCluster.running(first, "kube-router", 1, 1, reflector);
    calico = PaperCluster.running(second, "calico", 3, 3, reflector);
    register(first).statusCode(201);
    register(second).statusCode(201);
    declare("asia", first, second).statusCode(202);
    awaitCondition("asia", "Configured", "True");
    awaitCondition("asia", "Drifted", "False");
  }

  @AfterEach
  void takeAllBack() throws InterruptedException {
    Rest.clear();
    kubeRouter.close();
    calico.close();
    reflector.close();
  }

  /** As Argo CD does when the source has no such flags. */
  private void revert() {
    kubeRouter
        .store()
        .update(
            kubeRouter.daemonSetKey(),
            set -> {
              set.withArray("/spec/template/spec/containers/0/args")
                  .removeIf(flag -> flag.asText().startsWith("--peer-router"));
              set.withObject("/metadata/annotations")
                  .put("argocd.argoproj.io/tracking-id", "routers:apps/DaemonSet");
              return set;
            });
  }

  private boolean hasFlags() {
    return kubeRouter.flags().contains("--peer-router-ips=198.18.0.1");
  }

  private List<DriftFound> found(PaperCluster cluster) {
    return reflector.heard(DriftFound.class).stream()
        .filter(e -> e.rollout().cluster().equals(cluster.name()))
        .toList();
  }

  /** The reasons of the Kubernetes Events about objects of this kind. */
  private static List<String> events(PaperCluster cluster, String kind) {
    return cluster.store().list(ResourceType.EVENT, "").stream()
        .filter(event -> event.at("/involvedObject/kind").asText().equals(kind))
        .filter(event -> !event.at("/involvedObject/uid").asText().isEmpty())
        .filter(
            event -> event.path("reportingComponent").asText().equals("podspan.io/peering-service"))
        .map(event -> event.path("reason").asText())
        .toList();
  }

  private static void within(Duration time, String what, Runnable change, BooleanSupplier seen) {
    long began = System.nanoTime();
    change.run();
    await().atMost(time).until(seen::getAsBoolean);
    LOG.infof("%s was told after %d ms", what, (System.nanoTime() - began) / 1_000_000);
  }

  private static void set(String onDrift) {
    given()
        .contentType("application/json")
        .body("{\"onDrift\": " + onDrift + "}")
        .patch("/api/v1/interconnects/asia")
        .then()
        .statusCode(200);
  }

  private ObjectKey peer() {
    ObjectNode peer = calico.store().list(ResourceType.BGP_PEER, "").getFirst();
    return ObjectKey.of(ResourceType.BGP_PEER, "", peer.at("/metadata/name").asText());
  }

  @Test
  void whatSomebodyElseChangesIsToldWithinFiveSecondsAndNothingIsDone() {
    join("brest", "kobe");
    List<String> joined = kubeRouter.flags();
    within(SOON, "a flag that is gone", this::revert, () -> !found(kubeRouter).isEmpty());
    DriftFound told = found(kubeRouter).getFirst();
    assertThat(told.object()).isEqualTo("DaemonSet kube-system/kube-router");
    assertThat(told.difference())
        .containsExactly("- --peer-router-ips=198.18.0.1", "- --peer-router-asns=64512");
    assertThat(told.by()).contains("Argo CD", "argocd.argoproj.io/tracking-id");
    assertThat(told.nextStep()).contains("onDrift: tell", "the source of Argo CD");
    await().until(() -> events(kubeRouter, "DaemonSet").contains("DriftFound"));
    assertThat(events(kubeRouter, "DaemonSet")).contains("RolloutStarted", "RolloutCompleted");
    assertThat(events(kubeRouter, "Node")).contains("RouterRestarting", "RouterVerified");
    assertThat(events(calico, "BGPPeer")).contains("RolloutCompleted");
    awaitCondition("asia", "Drifted", "True");
    assertThat(conditionField("asia", "Drifted", "reason")).isEqualTo("ChangedByOthers");
    assertThat(conditionField("asia", "Drifted", "message"))
        .contains("brest: DaemonSet kube-system/kube-router (- --peer-router-ips=198.18.0.1");

    ObjectKey peer = peer();
    ObjectNode former = calico.store().get(peer);
    within(
        SOON,
        "a BGPPeer that is gone",
        () -> calico.store().remove(peer),
        () -> !found(calico).isEmpty());
    assertThat(found(calico).getFirst().object()).isEqualTo("BGPPeer " + peer.name());
    assertThat(hasFlags()).as("nothing is done").isFalse();

    calico.store().create(peer, former);
    kubeRouter
        .store()
        .update(
            kubeRouter.daemonSetKey(),
            set -> {
              var args = set.withArray("/spec/template/spec/containers/0/args").removeAll();
              joined.forEach(args::add);
              return set;
            });
    await().until(() -> reflector.heard(DriftEnded.class).size() >= 2);
    awaitCondition("asia", "Drifted", "False");
    assertThat(found(kubeRouter)).hasSize(1);
  }

  @Test
  void itIsHealedThreeTimesAnHourThenItWaits() {
    join("nantes", "osaka");
    given().get("/api/v1/interconnects/asia").then().body("onDrift", nullValue());
    set("\"heal\"");
    given().get("/api/v1/interconnects/asia").then().body("onDrift", equalTo("heal"));
    for (int i = 1; i <= 3; i++) {
      int times = i;
      revert();
      await().until(() -> found(kubeRouter).size() == times && hasFlags());
      await().until(() -> healed(kubeRouter) == times || found(kubeRouter).size() > times);
    }
    revert();
    await().until(() -> conditionField("asia", "Drifted", "reason").equals("HealingPaused"));
    assertThat(conditionField("asia", "Drifted", "message"))
        .contains("3 times within an hour", "Change the source of Argo CD");
    assertThat(found(kubeRouter)).hasSize(4);
    assertThat(hasFlags()).isFalse();
    given()
        .get("/api/v1/rollouts?interconnect=asia&cluster=nantes")
        .then()
        .body("items.findAll { it.direction == 'CHANGE' }.size()", equalTo(3));

    calico.store().remove(peer());
    await().until(() -> healed(calico) == 1);
    assertThat(calico.store().list(ResourceType.BGP_PEER, "")).hasSize(1);
  }

  private long healed(PaperCluster cluster) {
    return reflector.heard(DriftHealed.class).stream()
        .filter(e -> e.rollout().cluster().equals(cluster.name()))
        .count();
  }

  @Test
  void aWithdrawalLeavesEveryObjectAsItWasFound() {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    kubeRouter = PaperCluster.running("tours", "kube-router", 1, 1, reflector);
    calico = PaperCluster.running("kyoto", "calico", 3, 3, reflector);
    register("tours").statusCode(201);
    register("kyoto").statusCode(201);
    kubeRouter
        .store()
        .update(
            kubeRouter.daemonSetKey(),
            set -> {
              set.withObject("/metadata/annotations").put("somebody", "else");
              return set;
            });
    ObjectNode before = found(kubeRouter.daemonSet());
    List<ObjectNode> others = nodesAndPools();
    declare("asia", "tours", "kyoto").statusCode(202);
    awaitCondition("asia", "Configured", "True");
    assertThat(found(kubeRouter.daemonSet())).isNotEqualTo(before);
    given().delete("/api/v1/interconnects/asia").then().statusCode(202);
    awaitGone("asia");
    assertThat(found(kubeRouter.daemonSet())).isEqualTo(before);
    assertThat(nodesAndPools()).isEqualTo(others);
    assertThat(calico.store().list(ResourceType.BGP_PEER, "")).isEmpty();
  }

  @Test
  void withAnApiAwayItIsWithdrawnByForceAndWhatIsLeftIsListed() {
    join("lens", "nara");
    List<String> joined = kubeRouter.flags();
    String peer = peer().name();
    calico.close();
    given()
        .delete("/api/v1/interconnects/asia?force=true")
        .then()
        .statusCode(200)
        .body("name", equalTo("asia"))
        .body(
            "remains.find { it.cluster == 'lens' }.object",
            equalTo("DaemonSet kube-system/kube-router"))
        .body(
            "remains.find { it.cluster == 'lens' }.lines",
            hasItems("- --peer-router-ips=198.18.0.1", "- --peer-router-asns=64512"))
        .body(
            "remains.find { it.object == 'BGPPeer %s' }.commands".formatted(peer),
            hasItem(
                "kubectl delete bgppeers -l podspan.io/interconnect --field-selector metadata.name="
                    + peer));
    given().get("/api/v1/interconnects/asia").then().statusCode(404);
    given().get("/api/v1/clusters/nara").then().body("remains.object", hasItem("BGPPeer " + peer));
    await()
        .until(
            () ->
                reflector.heard(RemainsLeft.class).stream()
                    .anyMatch(e -> e.rollout().cluster().equals("nara")));
    assertThat(kubeRouter.flags()).as("nobody takes it away").isEqualTo(joined);
  }

  private List<ObjectNode> nodesAndPools() {
    List<ObjectNode> all = new ArrayList<>(calico.store().list(ResourceType.IP_POOL, ""));
    all.addAll(calico.store().list(ResourceType.NODE, ""));
    all.addAll(kubeRouter.store().list(ResourceType.NODE, ""));
    return all.stream().map(DriftIT::found).toList();
  }

  /** Without what the API server counts by itself. */
  private static ObjectNode found(ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    copy.withObject("/metadata").remove(List.of("resourceVersion", "generation", "managedFields"));
    return copy;
  }
}
