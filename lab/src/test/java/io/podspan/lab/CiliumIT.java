package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.addresses.Prefix;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.LabName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A cluster in the style of Cilium: what its objects make of its nodes' sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CiliumIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String VERSION = "cilium.io/v2";
  private static final String NORTH = "north";

  private TestLab test;
  private KubernetesClient north;

  @BeforeAll
  void up() throws Exception {
    test =
        TestLab.up(
            new LabSpec(
                new LabName("labcil"),
                Prefix.of("198.18.64.0/24"),
                Path.of("target", "lab-labcil"),
                List.of(
                    ClusterSpec.of(NORTH, CniStyle.CILIUM, "10.203.0.0/16", "10.213.0.0/16")
                        .withSize(2, 1)),
                Duration.ofSeconds(1)));
    north = test.client(NORTH);
    test.startReflector();
  }

  @AfterAll
  void down() {
    if (test != null) {
      test.close();
    }
  }

  private void create(String kind, String name, Map<String, Object> spec) {
    north
        .genericKubernetesResources(VERSION, kind)
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion(VERSION)
                .withKind(kind)
                .withNewMetadata()
                .withName(name)
                .addToLabels("advertise", "bgp")
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build())
        .create();
  }

  private void clusterConfig(String name, Map<String, Object> selector) {
    create(
        "CiliumBGPClusterConfig",
        name,
        Map.of(
            "nodeSelector",
            selector,
            "bgpInstances",
            List.of(
                Map.of(
                    "name",
                    "i",
                    "localASN",
                    64512,
                    "peers",
                    List.of(
                        Map.of(
                            "name",
                            "reflector",
                            "peerAddress",
                            test.reflectorAddress(),
                            "peerASN",
                            64512,
                            "peerConfigRef",
                            Map.of("name", "plain")))))));
  }

  private String ask(String node, String... words) {
    var command = new java.util.ArrayList<>(List.of("cilium-dbg", "bgp"));
    command.addAll(List.of(words));
    return TestLab.exec(
            north,
            "kube-system",
            TestLab.router(north, "cilium", node).getMetadata().getName(),
            command.toArray(String[]::new))
        .output();
  }

  private String conditions(String name) {
    GenericKubernetesResource object =
        north.genericKubernetesResources(VERSION, "CiliumBGPClusterConfig").withName(name).get();
    return String.valueOf(object.getAdditionalProperties().get("status"));
  }

  @Test
  @Order(1)
  void podsOfItReachEachOtherAcrossNodesWithoutBgp() {
    await().atMost(PATIENCE).until(() -> test.lab().ping("north-n1-p1", "10.203.2.10"));
    assertThat(ask("north-n1", "peers", "-o", "json").strip()).isEqualTo("[]");
  }

  @Test
  @Order(2)
  void aNodeThatIsSelectedPeersAndAnnouncesItsPods() {
    create(
        "CiliumBGPAdvertisement",
        "pods",
        Map.of("advertisements", List.of(Map.of("advertisementType", "PodCIDR"))));
    create(
        "CiliumBGPPeerConfig",
        "plain",
        Map.of(
            "families",
            List.of(
                Map.of(
                    "afi",
                    "ipv4",
                    "safi",
                    "unicast",
                    "advertisements",
                    Map.of("matchLabels", Map.of("advertise", "bgp"))))));
    clusterConfig("first", Map.of("matchLabels", Map.of("kubernetes.io/hostname", "north-n1")));
    await()
        .atMost(PATIENCE)
        .until(() -> ask("north-n1", "peers", "-o", "json").contains("\"established\""));
    assertThat(ask("north-n2", "peers", "-o", "json").strip()).isEqualTo("[]");
    assertThat(ask("north-n1", "routes", "available", "ipv4", "unicast", "-o", "json"))
        .contains("\"prefix\":\"10.203.1.0/24\"", "\"best\":true", "\"base64\":\"QAMExhJA");
  }

  @Test
  @Order(3)
  void aSecondConfigurationOfTheSameNodeIsIgnoredAndSaysSo() {
    clusterConfig("second", Map.of());
    await()
        .atMost(PATIENCE)
        .until(() -> conditions("second").contains("ClusterConfig(s): [first]"));
    await()
        .atMost(PATIENCE)
        .until(() -> ask("north-n2", "peers", "-o", "json").contains("\"established\""));
  }

  @Test
  @Order(4)
  void whatItLearnsIsInNoKernel() {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ask("north-n1", "routes", "available", "ipv4", "unicast", "-o", "json")
                    .contains("10.203.2.0/24"));
    String pod = TestLab.router(north, "cilium", "north-n1").getMetadata().getName();
    assertThat(TestLab.exec(north, "kube-system", pod, "ip", "route").output())
        .contains("10.203.2.0/24 via", "proto 98")
        .doesNotContain("proto 17", "proto bird");
  }
}
