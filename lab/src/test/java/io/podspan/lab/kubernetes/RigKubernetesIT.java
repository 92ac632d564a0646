package io.podspan.lab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What tests with real clusters build on. */
@ExtendWith(RealClusters.class)
class RigKubernetesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @Test
  void aClusterHasItsNodesAndNodesComeAndGo(RealClusters clusters) {
    KubernetesClient paris = clusters.admin(RealClusters.PARIS);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(readyNodes(paris)).containsExactlyInAnyOrder("paris-1", "paris-2"));

    clusters.rig().join(RealClusters.PARIS, 3);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(readyNodes(paris)).contains("paris-3"));

    clusters.rig().leave(RealClusters.PARIS, 3);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(paris.nodes().list().getItems())
                    .extracting(node -> node.getMetadata().getName())
                    .doesNotContain("paris-3"));
  }

  @Test
  void aPodOfTheMemberClusterIsEnteredByItsProcess(RealClusters clusters) {
    KubernetesClient paris = clusters.admin(RealClusters.PARIS);
    clusters.rig().apply(RealClusters.PARIS);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(runningProbes(paris)).isNotEmpty());

    String pod = runningProbes(paris).getFirst();
    assertThat(ProcessHandle.of(clusters.rig().pid(RealClusters.PARIS, "podspan/" + pod)))
        .isPresent();
  }

  private static List<String> runningProbes(KubernetesClient client) {
    return client.pods().inNamespace("podspan").list().getItems().stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static List<String> readyNodes(KubernetesClient client) {
    return client.nodes().list().getItems().stream()
        .filter(RigKubernetesIT::ready)
        .map(node -> node.getMetadata().getName())
        .toList();
  }

  private static boolean ready(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }
}
