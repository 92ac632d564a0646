package io.podspan.routecollector.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.events.reason.PathReason;
import io.podspan.routecollector.check.Finding;
import io.podspan.routecollector.kubernetes.RouterPods.Found;
import org.junit.jupiter.api.Test;

class NodeHealthTest {
  private static Node node(String status) {
    return new NodeBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus(status)
        .withLastTransitionTime("2026-11-30T09:47:24Z")
        .withMessage("Kubelet stopped posting node status.")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Found router(String trouble) {
    return new Found(
        new PodContainer("kube-system", "kube-router-x1", "kube-router"),
        "paris-1",
        null,
        "1",
        trouble);
  }

  private static Pod restarted(int times) {
    return new PodBuilder()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("kube-router")
        .withRestartCount(times)
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(2)
        .withReason("Error")
        .endTerminated()
        .endLastState()
        .endContainerStatus()
        .endStatus()
        .build();
  }

  @Test
  void aNodeThatIsReadyIsNotDead() {
    assertThat(NodeHealth.dead("paris-1", node("True"))).isEmpty();
  }

  @Test
  void aNodeThatHasCeasedToReportIsDeadSinceThen() {
    assertThat(NodeHealth.dead("paris-1", node("Unknown")))
        .map(Finding::reason)
        .contains(
            new PathReason.NodeDead(
                "paris-1", "2026-11-30T09:47:24Z", "its kubelet has ceased to report"));
  }

  @Test
  void aNodeThatItsClusterDoesNotHaveIsNamed() {
    assertThat(NodeHealth.dead("paris-1", null)).isPresent();
  }

  @Test
  void aNodeOfWhichNothingIsSaidIsNotCalledDead() {
    assertThat(NodeHealth.dead("paris-1", new Node())).isEmpty();
  }

  @Test
  void aRouterThatIsStartedAgainAndAgainIsNamedWithItsLastEnd() {
    assertThat(
            NodeHealth.stopped(router("its container waits: CrashLoopBackOff"), restarted(7))
                .reason())
        .isEqualTo(
            new PathReason.RouterCrashLoop(
                "paris-1", "kube-system/kube-router-x1", 7, "it ended with exit code 2 (Error)"));
  }

  @Test
  void aRouterThatHasNotBegunIsStopped() {
    assertThat(NodeHealth.stopped(router("its pod is Pending"), restarted(0)).reason())
        .isEqualTo(
            new PathReason.RouterStopped(
                "paris-1", "kube-system/kube-router-x1", "its pod is Pending"));
  }

  @Test
  void aRouterThatWaitsForItsImageIsNoCrashLoop() {
    assertThat(
            NodeHealth.stopped(router("its container waits: ImagePullBackOff"), restarted(0))
                .reason()
                .code())
        .isEqualTo("router-stopped");
  }

  @Test
  void aProgramThatGivesUpWaitingTellsThatItsRouterHangs() {
    assertThat(
            NodeHealth.silence(
                new ExecOutcome.Finished(1, "", "{\"error\":\"context deadline exceeded\"}")))
        .isPresent();
    assertThat(
            NodeHealth.silence(
                new ExecOutcome.Failed(ExecOutcome.Cause.TIMEOUT, "it did not end within 3000 ms")))
        .isPresent();
    assertThat(NodeHealth.silence(new ExecOutcome.Finished(1, "", "connection refused"))).isEmpty();
    assertThat(NodeHealth.silence(new ExecOutcome.Finished(0, "[]", ""))).isEmpty();
  }
}
