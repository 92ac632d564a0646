package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.podspan.lab.api.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The data plane: what pods reach before and after a reflector connects the clusters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReachabilityIT {
  private TestLab test;
  private KubernetesClient east;
  private KubernetesClient west;

  @BeforeAll
  void up() {
    test = TestLab.up("labreach", "198.18.201.0/24");
    east = test.client(TestLab.EAST);
    west = test.client(TestLab.WEST);
  }

  @AfterAll
  void down() {
    if (test != null) {
      test.close();
    }
  }

  @Test
  @Order(1)
  void podsOfOneClusterReachEachOtherAcrossNodes() {
    awaitPing("east-n1-p1", "10.201.2.10");
    awaitPing("west-n2-p1", "10.202.1.10");
  }

  @Test
  @Order(2)
  void podsOfDifferentClustersDoNot() {
    assertThat(test.lab().ping("east-n1-p1", "10.202.1.10")).isFalse();
    assertThat(test.lab().ping("west-n1-p1", "10.201.1.10")).isFalse();
  }

  @Test
  @Order(3)
  void theyDoOnceEveryNodePeersWithAReflector() throws Exception {
    test.startReflector();
    west.genericKubernetesResources("crd.projectcalico.org/v1", "BGPPeer")
        .resource(
            new GenericKubernetesResourceBuilder()
                .withApiVersion("crd.projectcalico.org/v1")
                .withKind("BGPPeer")
                .withNewMetadata()
                .withName("reflector")
                .endMetadata()
                .withAdditionalProperties(
                    Map.of(
                        "spec",
                        Map.of("peerIP", test.reflectorAddress() + ":179", "asNumber", 64512)))
                .build())
        .create();
    // The default of apps/v1 rolls out the change by itself.
    ObjectNode patch =
        Json.object()
            .put("op", "add")
            .put("path", "/spec/template/spec/containers/0/args/-")
            .put("value", "--peer-router-ips=" + test.reflectorAddress());
    ObjectNode second = patch.deepCopy().put("value", "--peer-router-asns=64512");
    east.apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(PatchContext.of(PatchType.JSON), Json.write(Json.array().add(patch).add(second)));

    awaitPing("east-n1-p1", "10.202.1.10");
    awaitPing("east-n2-p1", "10.202.2.10");
    awaitPing("west-n1-p1", "10.201.1.10");
    awaitPing("west-n2-p1", "10.201.2.10");
  }

  @Test
  @Order(4)
  void nodesHoldTheRoutesUnderTheProtocolNumbersOfTheirCnis() {
    String kubeRouter = TestLab.router(east, "kube-router", "east-n1").getMetadata().getName();
    String calico = TestLab.router(west, "calico-node", "west-n1").getMetadata().getName();

    String injected =
        TestLab.exec(east, "kube-system", kubeRouter, "ip", "route", "show", "proto", "17")
            .output();
    String exported =
        TestLab.exec(west, "kube-system", calico, "ip", "route", "show", "proto", "bird").output();

    assertThat(injected).contains("10.202.1.0/24 via 198.18.201.21");
    assertThat(exported).contains("10.201.1.0/24 via 198.18.201.11");
  }

  @Test
  @Order(5)
  void aWithdrawnRouteLeavesTheKernelsOfOtherClustersWithinSeconds() {
    west.genericKubernetesResources("crd.projectcalico.org/v1", "BGPPeer")
        .withName("reflector")
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(test.lab().ping("east-n1-p1", "10.202.1.10")).isFalse());
  }

  private void awaitPing(String pod, String address) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> assertThat(test.lab().ping(pod, address)).as(pod + " to " + address).isTrue());
  }
}
