package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.Command;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The whole system on a cluster of kube-router and one of Cilium: one story, told in order. Agents
 * are gobgpd, as Cilium's engine is GoBGP; Cilium's operator and its API are those of the lab.
 */
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

  private static <T> T atOslo(Function<KubernetesClient, T> call) {
    Config config = Config.fromKubeconfig(system.lab.kubeconfig("oslo").toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      return call.apply(client);
    }
  }

  private static List<String> objects() {
    return atOslo(
        client ->
            Stream.of(
                    "CiliumBGPClusterConfig",
                    "CiliumBGPPeerConfig",
                    "CiliumBGPAdvertisement",
                    "CiliumBGPNodeConfig")
                .flatMap(
                    kind ->
                        client
                            .genericKubernetesResources("cilium.io/v2", kind)
                            .list()
                            .getItems()
                            .stream()
                            .map(object -> kind + " " + object.getMetadata().getName()))
                .toList());
  }

  /** What Cilium itself says in the status of an object. */
  private static JsonNode said(String kind, String name) {
    return atOslo(
        client ->
            Api.JSON.valueToTree(
                client
                    .genericKubernetesResources("cilium.io/v2", kind)
                    .withName(name)
                    .get()
                    .<Object>get("status")));
  }

  private static void declare() {
    new Operator(system.peering).declare("north", List.of("paris", "oslo"), system.reflector());
    await()
        .atMost(PATIENCE)
        .until(() -> condition("Configured").path("status").asText().equals("True"));
    await()
        .atMost(PATIENCE)
        .until(() -> condition("RoutesInstalled").path("status").asText().equals("True"));
  }

  private static void withdraw() {
    await().atMost(PATIENCE).until(CiliumSystemIT::isTaken);
    await().atMost(PATIENCE).until(CiliumSystemIT::isGone);
  }

  /** Refused as long as a rollout is under way. */
  private static boolean isTaken() {
    try {
      system.peering.delete("/api/v1/interconnects/north");
      return true;
    } catch (ProblemException e) {
      assertThat(e.status()).isEqualTo(409);
      return false;
    }
  }

  private static boolean isGone() {
    try {
      system.peering.get("/api/v1/interconnects/north");
      return false;
    } catch (ProblemException e) {
      return e.status() == 404;
    }
  }

  /** What the operator of Cilium's IPAM gives a node. */
  private static void allocate(String node, String... cidrs) {
    atOslo(
        client ->
            client
                .genericKubernetesResources("cilium.io/v2", "CiliumNode")
                .withName(node)
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    Api.JSON
                        .createObjectNode()
                        .set(
                            "spec",
                            Api.JSON.valueToTree(
                                Map.of(
                                    "ipam",
                                    Map.of(
                                        "podCIDRs",
                                        List.of(),
                                        "pools",
                                        Map.of(
                                            "allocated",
                                            List.of(Map.of("pool", "default", "cidrs", cidrs)))))))
                        .toString()));
  }

  @Test
  @Order(1)
  void itsNodesAreJoinedAndOnlyTheOthersGetRoutes() {
    declare();
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
  void ciliumItselfSaysThatAllIsWell() {
    for (Topology.Node node : nodes("oslo")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode status = said("CiliumBGPNodeConfig", node.name());
                JsonNode peer = status.at("/bgpInstances/0/peers/0");
                assertThat(peer.path("name").asText()).isEqualTo("podspan-north-reflector");
                assertThat(peer.path("peeringState").asText()).isEqualTo("established");
                assertThat(peer.at("/routeCount/0/advertised").asInt()).isPositive();
                assertThat(status.at("/conditions/0/type").asText())
                    .isEqualTo("cilium.io/BGPReconcileError");
                assertThat(status.at("/conditions/0/status").asText()).isEqualTo("False");
              });
    }
    assertThat(said("CiliumBGPClusterConfig", "podspan").path("conditions"))
        .extracting(
            condition -> condition.path("type").asText() + condition.path("status").asText())
        .containsExactly(
            "cilium.io/NoMatchingNodeFalse",
            "cilium.io/MissingPeerConfigsFalse",
            "cilium.io/ConflictingClusterConfigFalse");
    assertThat(said("CiliumBGPPeerConfig", "podspan-north-reflector").at("/conditions/0/status"))
        .isEqualTo(TextNode.valueOf("False"));
  }

  @Test
  @Order(3)
  void noSessionEndedWhenAllNodesTookThePlaceOfSingleOnes() {
    assertThat(system.journal("podspan.session.lost.v1"))
        .filteredOn(event -> event.toString().contains("oslo"))
        .isEmpty();
  }

  @Test
  @Order(4)
  void itsStatusSaysThatAnswersNeedAnotherWay() {
    await()
        .atMost(PATIENCE)
        .until(() -> condition("Reachable").path("reason").asText().equals("AdvertiseOnly"));
    assertThat(condition("Reachable").path("message").asText())
        .contains("The routers of oslo only announce");
  }

  @Test
  @Order(5)
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
  @Order(6)
  void aWithdrawalLeavesNothingOfOurs() {
    withdraw();
    assertThat(objects()).isEmpty();
    for (Topology.Node node : nodes("paris")) {
      assertThat(routes(node)).doesNotContain("10.5.");
    }
  }

  @Test
  @Order(7)
  void aClusterThatMovedToPoolsIsJoinedAndWhatANodeGetsLaterFollows() {
    atOslo(
        client ->
            client
                .genericKubernetesResources("cilium.io/v2alpha1", "CiliumPodIPPool")
                .resource(
                    new GenericKubernetesResourceBuilder()
                        .withApiVersion("cilium.io/v2alpha1")
                        .withKind("CiliumPodIPPool")
                        .withNewMetadata()
                        .withName("default")
                        .endMetadata()
                        .addToAdditionalProperties(
                            "spec",
                            Map.of("ipv4", Map.of("cidrs", List.of("10.5.0.0/16"), "maskSize", 26)))
                        .build())
                .create());
    allocate("oslo-n1", "10.5.1.0/26");
    allocate("oslo-n2", "10.5.2.0/26");
    atOslo(
        client ->
            client
                .configMaps()
                .inNamespace("kube-system")
                .withName("cilium-config")
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"data\": {\"ipam\": \"multi-pool\"}}"));
    atOslo(
        client -> client.pods().inNamespace("kube-system").withLabel("k8s-app", "cilium").delete());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .peering
                    .post("/api/v1/clusters/oslo/refresh")
                    .toString()
                    .contains("10.5.2.0/26"));
    declare();
    for (Topology.Node node : nodes("paris")) {
      assertThat(routes(node)).contains("10.5.1.0/26 via", "10.5.2.0/26 via");
    }

    allocate("oslo-n2", "10.5.2.0/26", "10.5.9.0/26");
    for (Topology.Node node : nodes("paris")) {
      await().atMost(PATIENCE).until(() -> routes(node).contains("10.5.9.0/26 via"));
    }
    allocate("oslo-n2", "10.5.2.0/26");
    for (Topology.Node node : nodes("paris")) {
      await().atMost(PATIENCE).until(() -> !routes(node).contains("10.5.9.0/26 via"));
    }
    await()
        .atMost(PATIENCE)
        .until(() -> condition("RoutesInstalled").path("status").asText().equals("True"));
    withdraw();
    assertThat(objects()).isEmpty();
  }
}
