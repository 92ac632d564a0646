package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.podspan.cli.api.ProblemException;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole system on a cluster of kube-router and one of Cilium: one story, told in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CiliumSystemIT {
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  private static TestMachine system;

  @BeforeAll
  static void start() throws IOException {
    TestMachine.assumeItCanRun();
    system =
        TestMachine.of(
            "cilit",
            "198.18.69.0/24",
            List.of(
                ClusterSpec.of("paris", CniStyle.KUBE_ROUTER, "10.1.0.0/16", "10.101.0.0/16"),
                ClusterSpec.of("oslo", CniStyle.CILIUM, "10.5.0.0/16", "10.105.0.0/16")));
    new Operator(system.peering).registerAll(List.of("paris", "oslo"));
  }

  @AfterAll
  static void stop() {
    if (system != null) {
      system.tell();
      system.close();
    }
  }

  private static JsonNode condition(String type) {
    for (JsonNode condition : system.peering.get("/api/v1/interconnects/north").get("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  private static List<Topology.Node> nodes(String cluster) {
    return system.lab.topology().nodes().stream()
        .filter(node -> node.cluster().equals(cluster))
        .toList();
  }

  private static String routes(Topology.Node node) {
    return Command.of("ip", "-n", node.namespace(), "route").run().output();
  }

  private static List<String> objects() {
    Config config = Config.fromKubeconfig(system.lab.kubeconfig("oslo").toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return Stream.of(
              "CiliumBGPClusterConfig",
              "CiliumBGPPeerConfig",
              "CiliumBGPAdvertisement",
              "CiliumBGPNodeConfig")
          .flatMap(
              kind ->
                  client.genericKubernetesResources("cilium.io/v2", kind).list().getItems().stream()
                      .map(object -> kind + " " + object.getMetadata().getName()))
          .toList();
    }
  }

  @Test
  @Order(1)
  void itsNodesAreJoinedAndOnlyTheOthersGetRoutes() {
    new Operator(system.peering).declare("north", List.of("paris", "oslo"), system.reflector());
    await()
        .atMost(PATIENCE)
        .until(() -> condition("Configured").path("status").asText().equals("True"));
    await()
        .atMost(PATIENCE)
        .until(() -> condition("RoutesInstalled").path("status").asText().equals("True"));
    assertThat(condition("RoutesInstalled").path("reason").asText()).isEqualTo("AdvertiseOnly");
    for (Topology.Node node : nodes("paris")) {
      assertThat(routes(node)).contains("10.5.1.0/24 via", "10.5.2.0/24 via");
    }
    for (Topology.Node node : nodes("oslo")) {
      assertThat(routes(node)).doesNotContain("10.1.");
    }
    assertThat(objects())
        .containsExactly(
            "CiliumBGPClusterConfig podspan",
            "CiliumBGPPeerConfig podspan-north-reflector",
            "CiliumBGPAdvertisement podspan-north",
            "CiliumBGPNodeConfig oslo-n1",
            "CiliumBGPNodeConfig oslo-n2");
  }

  @Test
  @Order(2)
  void noSessionEndedWhenAllNodesTookThePlaceOfSingleOnes() {
    assertThat(system.journal("podspan.session.lost.v1"))
        .filteredOn(event -> event.toString().contains("oslo"))
        .isEmpty();
  }

  @Test
  @Order(3)
  void itsStatusSaysThatAnswersNeedAnotherWay() {
    await()
        .atMost(PATIENCE)
        .until(() -> condition("Reachable").path("reason").asText().equals("AdvertiseOnly"));
    assertThat(condition("Reachable").path("message").asText())
        .contains("The routers of oslo only announce");
  }

  @Test
  @Order(4)
  void podsReachEachOtherOnceTheNetworkKnowsTheWayBack() {
    for (Topology.Node node : nodes("oslo")) {
      for (Topology.Node other : nodes("paris")) {
        Command.of(
                "ip",
                "-n",
                node.namespace(),
                "route",
                "add",
                other.podCidr().toString(),
                "via",
                other.address())
            .require("");
      }
    }
    String there = system.lab.pods("oslo").getFirst().address().toString();
    String here = system.lab.pods("paris").getFirst().name();
    await().atMost(PATIENCE).until(() -> system.lab.ping(here, there));
    await()
        .atMost(PATIENCE)
        .until(() -> condition("Reachable").path("status").asText().equals("True"));
    await().atMost(PATIENCE).until(() -> condition("Ready").path("status").asText().equals("True"));
  }

  @Test
  @Order(5)
  void aWithdrawalLeavesNothingOfOurs() {
    system.peering.delete("/api/v1/interconnects/north");
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try {
                system.peering.get("/api/v1/interconnects/north");
                return false;
              } catch (ProblemException gone) {
                return true;
              }
            });
    assertThat(objects()).isEmpty();
    for (Topology.Node node : nodes("paris")) {
      assertThat(routes(node)).doesNotContain("10.5.");
    }
  }
}
