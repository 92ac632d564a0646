package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restarts: when changed flags take effect, and what a crash looks like. */
class RolloutIT {
  private static final String PORT_FLAG = "--bgp-holdtime=30s";

  private TestLab test;
  private KubernetesClient client;

  @BeforeEach
  void up() {
    test = TestLab.up("labroll", "198.18.203.0/24");
    client = test.client(TestLab.EAST);
  }

  @AfterEach
  void down() {
    if (test != null) {
      client.close();
      test.close();
    }
  }

  @Test
  void underOnDeleteChangedFlagsWaitForTheirPodsDeletion() {
    List<String> before = uids();
    merge("{\"spec\":{\"updateStrategy\":{\"type\":\"OnDelete\",\"rollingUpdate\":null}}}");
    addFlag(PORT_FLAG);
    awaitStatus(ds -> ds.getStatus().getUpdatedNumberScheduled() == 0);

    assertThat(uids()).isEqualTo(before);
    assertThat(holdTimeOf("east-n1")).contains("\"hold_time\":90");

    Pod old = TestLab.router(client, "kube-router", "east-n1");
    client.resource(old).withGracePeriod(5).delete();
    awaitReplacement("east-n1", old);

    assertThat(holdTimeOf("east-n1")).contains("\"hold_time\":30");
    assertThat(holdTimeOf("east-n2")).contains("\"hold_time\":90");
    awaitStatus(ds -> ds.getStatus().getUpdatedNumberScheduled() == 1);
  }

  @Test
  void annotationsOfANodeAreReadWhenItsRouterStarts() {
    client
        .nodes()
        .withName("east-n1")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"metadata": {"annotations": {"kube-router.io/peer.ips": "198.18.203.99",
              "kube-router.io/peer.asns": "64512"}}}
            """);
    assertThat(holdTimeOf("east-n1")).doesNotContain("198.18.203.99");

    Pod old = TestLab.router(client, "kube-router", "east-n1");
    client.resource(old).withGracePeriod(5).delete();
    awaitReplacement("east-n1", old);

    assertThat(holdTimeOf("east-n1")).contains("198.18.203.99");
    assertThat(holdTimeOf("east-n2")).doesNotContain("198.18.203.99");
  }

  @Test
  void underRollingUpdateEveryPodIsReplacedByItself() {
    List<String> before = uids();
    addFlag(PORT_FLAG);

    awaitStatus(
        ds ->
            ds.getStatus().getObservedGeneration().equals(ds.getMetadata().getGeneration())
                && ds.getStatus().getUpdatedNumberScheduled() == 2
                && ds.getStatus().getNumberReady() == 2);
    assertThat(uids()).doesNotContainAnyElementsOf(before).hasSize(2);
    assertThat(holdTimeOf("east-n2")).contains("\"hold_time\":30");
  }

  @Test
  void theNewestRevisionBearsTheHashOfTheRestartedPods() {
    addFlag(PORT_FLAG);
    awaitStatus(
        ds ->
            ds.getStatus().getUpdatedNumberScheduled() == 2
                && ds.getStatus().getNumberReady() == 2);

    var revisions =
        client.apps().controllerRevisions().inNamespace("kube-system").list().getItems();
    var newest = revisions.stream().max(Comparator.comparing(r -> r.getRevision())).orElseThrow();

    assertThat(revisions).hasSize(2);
    assertThat(TestLab.routers(client, "kube-router"))
        .extracting(pod -> pod.getMetadata().getLabels().get("controller-revision-hash"))
        .containsOnly(newest.getMetadata().getLabels().get("controller-revision-hash"));
  }

  @Test
  void flagsThatKubeRouterRefusesEndInCrashLoopBackOff() {
    addFlag("--peer-router-ips=198.18.203.1");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TestLab.routers(client, "kube-router").stream()
                    .anyMatch(RolloutIT::isInBackOffAfterARestart));
    assertThat(TestLab.routers(client, "kube-router"))
        .as("maxUnavailable keeps the other node's router")
        .anyMatch(Readiness::isPodReady);
  }

  private static boolean isInBackOffAfterARestart(Pod pod) {
    var statuses = pod.getStatus().getContainerStatuses();
    return !statuses.isEmpty()
        && statuses.getFirst().getState().getWaiting() != null
        && statuses.getFirst().getState().getWaiting().getReason().equals("CrashLoopBackOff")
        && statuses.getFirst().getRestartCount() > 0;
  }

  @Test
  void aPodWaitsForItsSecretAndItsRouterReadsThePasswordsThere() {
    String router = "/spec/template/spec/containers/0";
    client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op":"add","path":"/spec/template/spec/volumes","value":
               [{"name":"keys","secret":{"secretName":"keys"}}]},
             {"op":"add","path":"%1$s/volumeMounts","value":
               [{"name":"keys","mountPath":"/etc/keys","readOnly":true}]},
             {"op":"add","path":"%1$s/args/-","value":"--peer-router-ips=198.18.203.99"},
             {"op":"add","path":"%1$s/args/-","value":"--peer-router-asns=64512"},
             {"op":"add","path":"%1$s/args/-","value":"--peer-router-passwords-file=/etc/keys/all"}]
            """
                .formatted(router));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TestLab.routers(client, "kube-router").stream()
                    .anyMatch(pod -> isWaiting(pod, "ContainerCreating")));

    client
        .secrets()
        .inNamespace("kube-system")
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("keys")
                .endMetadata()
                .addToStringData("all", "c2VjcmV0")
                .build())
        .create();
    awaitStatus(
        ds ->
            ds.getStatus().getUpdatedNumberScheduled() == 2
                && ds.getStatus().getNumberReady() == 2);
    assertThat(holdTimeOf("east-n1")).contains("\"auth_password\":\"secret\"");
  }

  private static boolean isWaiting(Pod pod, String reason) {
    var statuses = pod.getStatus() == null ? null : pod.getStatus().getContainerStatuses();
    return statuses != null
        && !statuses.isEmpty()
        && statuses.getFirst().getState().getWaiting() != null
        && statuses.getFirst().getState().getWaiting().getReason().equals(reason);
  }

  @Test
  void aKilledRouterLosesItsRoutesAndComesBackInTheSamePod() {
    Pod before = TestLab.router(client, "kube-router", "east-n1");

    assertThat(test.lab().killRouter(TestLab.EAST, "east-n1")).isTrue();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              Pod now = client.resource(before).get();
              return Readiness.isPodReady(now)
                  && now.getStatus().getContainerStatuses().getFirst().getRestartCount() == 1;
            });
  }

  @Test
  void aRouterIsLeftAloneWhenItWasNotStartedAsNamed() {
    assertThat(test.lab().killRouter(TestLab.EAST, "east-n1", "--peer-router-ips")).isFalse();
    assertThat(test.lab().killRouter(TestLab.EAST, "east-n1", "--run-router")).isTrue();
  }

  @Test
  void aDeletionThatNamesAnotherPodsUidIsRefused() {
    Pod pod = TestLab.router(client, "kube-router", "east-n1");

    assertThatThrownBy(
            () ->
                client.raw(
                    "/api/v1/namespaces/kube-system/pods/" + pod.getMetadata().getName(),
                    "DELETE",
                    Map.of("preconditions", Map.of("uid", "another"))))
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  private List<String> uids() {
    return TestLab.routers(client, "kube-router").stream()
        .map(pod -> pod.getMetadata().getUid())
        .sorted()
        .toList();
  }

  private String holdTimeOf(String node) {
    String pod = TestLab.router(client, "kube-router", node).getMetadata().getName();
    var said = new String[1];
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              var outcome = TestLab.exec(client, "kube-system", pod, "gobgp", "-j", "neighbor");
              said[0] = outcome.output();
              return outcome.exitCode() == 0;
            });
    return said[0];
  }

  private void addFlag(String flag) {
    client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(
            PatchContext.of(PatchType.JSON),
            """
            [{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"%s"}]
            """
                .formatted(flag));
  }

  private void merge(String patch) {
    client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-router")
        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }

  private void awaitStatus(Predicate<DaemonSet> wanted) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                wanted.test(
                    client
                        .apps()
                        .daemonSets()
                        .inNamespace("kube-system")
                        .withName("kube-router")
                        .get()));
  }

  private void awaitReplacement(String node, Pod old) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TestLab.routers(client, "kube-router").stream()
                    .filter(pod -> pod.getSpec().getNodeName().equals(node))
                    .anyMatch(
                        pod ->
                            !pod.getMetadata().getUid().equals(old.getMetadata().getUid())
                                && Readiness.isPodReady(pod)));
  }
}
