package io.podspan.peeringservice;

import static io.podspan.peeringservice.paper.Rest.awaitCondition;
import static io.podspan.peeringservice.paper.Rest.awaitGone;
import static io.podspan.peeringservice.paper.Rest.conditionField;
import static io.podspan.peeringservice.paper.Rest.declare;
import static io.podspan.testkit.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.podspan.events.RolloutEvent.DriftFound;
import io.podspan.events.RolloutEvent.DriftHealed;
import io.podspan.events.RouteEvent;
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
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster whose routers only announce, joined with one of kube-router. */
@QuarkusTest
@QuarkusTestResource(Infra.class)
class AdvertiserIT {
  private static final Logger LOG = Logger.getLogger(AdvertiserIT.class);
  private static final Duration SOON = Duration.ofSeconds(5);

  private PaperReflector reflector;
  private PaperCluster paris;
  private PaperCluster oslo;

  /** Each test has names of its own: the topic still has what the others did. */
  private void register(String first, String second) {
    reflector = new PaperReflector(Infrastructure.bootstrapServers());
    paris = PaperCluster.running(first, "kube-router", 1, 1, reflector);
    oslo = PaperCluster.running(second, "cilium", 5, 5, reflector);
    Rest.register(first).statusCode(201);
    Rest.register(second).statusCode(201).body("cni", equalTo("cilium"));
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
    register("paris", "oslo");
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

  @Test
  void whatSomebodyChangesOfItsObjectsIsToldWithinFiveSecondsAndHealedWhereThatIsAskedFor() {
    register("lyon", "bergen");
    declare("south", "lyon", "bergen").statusCode(202);
    awaitCondition("south", "Configured", "True");
    awaitCondition("south", "Drifted", "False");
    ObjectKey peer =
        ObjectKey.of(ResourceType.CILIUM_PEER_CONFIG, "", "podspan-south-" + PaperReflector.NAME);
    int port = oslo.store().get(peer).at("/spec/transport/peerPort").asInt();
    long began = System.nanoTime();
    edit(peer, 1179);
    await().atMost(SOON).until(() -> !found().isEmpty());
    LOG.infof("an edit was told after %d ms", (System.nanoTime() - began) / 1_000_000);
    assertThat(found().getFirst().object()).isEqualTo("CiliumBGPPeerConfig " + peer.name());
    assertThat(found().getFirst().difference())
        .containsExactly(
            "- CiliumBGPPeerConfig " + peer.name() + ": transport.peerPort " + port,
            "+ CiliumBGPPeerConfig " + peer.name() + ": transport.peerPort 1179");
    awaitCondition("south", "Drifted", "True");
    assertThat(conditionField("south", "Drifted", "reason")).isEqualTo("ChangedByOthers");

    given()
        .contentType("application/json")
        .body("{\"onDrift\": \"heal\"}")
        .patch("/api/v1/interconnects/south")
        .then()
        .statusCode(200);
    await().until(() -> oslo.store().get(peer).at("/spec/transport/peerPort").asInt() == port);
    await().until(() -> !reflector.heard(DriftHealed.class).isEmpty());
    awaitCondition("south", "Drifted", "False");
  }

  private void edit(ObjectKey peer, int port) {
    oslo.store()
        .update(
            peer,
            object -> {
              object.withObject("/spec/transport").put("peerPort", port);
              return object;
            });
  }

  private List<DriftFound> found() {
    return reflector.heard(DriftFound.class).stream()
        .filter(e -> e.rollout().cluster().equals(oslo.name()))
        .toList();
  }
}
