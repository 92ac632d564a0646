package io.podspan.lab.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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
  void theGrantedKubeconfigHasTheRightsOfTheMemberClusterAndNoOthers(
      RealClusters clusters, @TempDir Path folder) throws Exception {
    clusters.admin(RealClusters.PARIS);
    Path file = folder.resolve("paris");

    clusters.rig().grant(RealClusters.PARIS, file);

    Config config = Config.fromKubeconfig(Files.readString(file));
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(client.nodes().list().getItems()).isNotEmpty();
      assertThatThrownBy(() -> client.secrets().inAnyNamespace().list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
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
