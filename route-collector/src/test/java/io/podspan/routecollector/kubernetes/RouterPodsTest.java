package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.events.Cni;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.routers.SupportedRouters;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterPodsTest {
  private static final RouterKind CALICO = SupportedRouters.of(Cni.CALICO).orElseThrow();
  private static final RouterKind KUBE_ROUTER = SupportedRouters.of(Cni.KUBE_ROUTER).orElseThrow();

  private static PodBuilder pod(String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace("net")
        .withName("r1")
        .withUid("u1")
        .endMetadata()
        .withNewSpec()
        .withNodeName("n1")
        .addNewContainer()
        .withName("logs")
        .withImage("registry.example/tools/logs:1")
        .endContainer()
        .addNewContainer()
        .withName("router")
        .withImage(image)
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPhase("Running")
        .endStatus();
  }

  @ParameterizedTest
  @CsvSource({
    "docker.io/cloudnativelabs/kube-router:v2.1.0, KUBE_ROUTER",
    "mirror.example:5000/x/kube-router@sha256:00, KUBE_ROUTER",
    "kube-router, KUBE_ROUTER",
    "quay.io/calico/node:v3.28.0, CALICO",
    "calico/node, CALICO"
  })
  void theContainerIsTheOneOfTheRoutersImageAndNotTheSidecar(String image, Cni cni) {
    Optional<Found> found =
        RouterPods.found(pod(image).build(), SupportedRouters.of(cni).orElseThrow());
    assertThat(found.map(Found::container)).contains(new PodContainer("net", "r1", "router"));
    assertThat(found.map(Found::node)).contains("n1");
    assertThat(found.orElseThrow().trouble()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"quay.io/calico/cni:v3.28.0", "example/not-kube-router-at-all:1", "calico/nodes"})
  void otherImagesAreNoRouters(String image) {
    assertThat(RouterPods.found(pod(image).build(), CALICO)).isEmpty();
    assertThat(RouterPods.found(pod(image).build(), KUBE_ROUTER)).isEmpty();
  }

  private static Pod withStatus(ContainerStatusBuilder status) {
    return pod("kube-router")
        .editStatus()
        .addToContainerStatuses(status.withName("router").build())
        .endStatus()
        .build();
  }

  @Test
  void aRouterThatCrashesIsSaidWithItsReason() {
    Pod crashing =
        withStatus(
            new ContainerStatusBuilder()
                .withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState());
    assertThat(RouterPods.found(crashing, KUBE_ROUTER).orElseThrow().trouble())
        .isEqualTo("its container waits: CrashLoopBackOff");
  }

  @Test
  void eachStartOfTheContainerHasAnotherName() {
    ContainerStatusBuilder running =
        new ContainerStatusBuilder().withNewState().withNewRunning().endRunning().endState();
    String first =
        RouterPods.found(withStatus(running.withContainerID("containerd://1")), KUBE_ROUTER)
            .orElseThrow()
            .start();
    String second =
        RouterPods.found(withStatus(running.withContainerID("containerd://2")), KUBE_ROUTER)
            .orElseThrow()
            .start();
    assertThat(first).isEqualTo("r1/containerd://1");
    assertThat(second).isEqualTo("r1/containerd://2");
  }

  @Test
  void aPodThatEndsIsNoRouter() {
    Pod ending =
        pod("kube-router")
            .editMetadata()
            .withDeletionTimestamp("2026-11-29T02:00:00Z")
            .endMetadata()
            .build();
    assertThat(RouterPods.found(ending, KUBE_ROUTER)).isEmpty();
  }
}
