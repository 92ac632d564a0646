package io.podspan.clusteraccess;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.clusteraccess.ExecOutcome.Cause;
import io.podspan.clusteraccess.ExecOutcome.Failed;
import io.podspan.clusteraccess.ExecOutcome.Finished;
import io.podspan.events.AccessReference;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Over TLS, with a token, in the namespaces of a lab. */
class PodExecIT {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  private static JoinedLab lab;

  @BeforeAll
  static void up() {
    lab = JoinedLab.up("cait", "198.18.13.0/24");
  }

  @AfterAll
  static void down() {
    if (lab != null) {
      lab.close();
    }
  }

  private static PodContainer pod(String name) {
    var found =
        lab.client(JoinedLab.PARIS).pods().inAnyNamespace().list().getItems().stream()
            .filter(p -> p.getMetadata().getName().equals(name))
            .findFirst()
            .orElseThrow();
    return new PodContainer(
        found.getMetadata().getNamespace(),
        name,
        found.getSpec().getContainers().getFirst().getName());
  }

  private static ExecOutcome run(PodContainer where, String... command) {
    return PodExec.run(lab.client(JoinedLab.PARIS), where, AMPLE, command);
  }

  @Test
  void runsACommandWhereThePodIs() {
    assertThat(run(pod("paris-n1-p1"), "ip", "-4", "-o", "address", "show", "eth0"))
        .isInstanceOfSatisfying(
            Finished.class, f -> assertThat(f.stdout()).contains("inet 10.1.1."));
  }

  @Test
  void givesBothStreamsAndTheExitCode() {
    assertThat(run(pod("paris-n1-p1"), "sh", "-c", "echo out; echo err >&2; exit 7"))
        .isEqualTo(new Finished(7, "out\n", "err\n"));
  }

  @Test
  void saysThatThereIsNoSuchPod() {
    assertThat(run(new PodContainer("default", "nobody", "c"), "true"))
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.cause()).isEqualTo(Cause.NO_CONTAINER));
  }

  @Test
  void saysThatACredentialMayNot() {
    try (ClusterClients clients =
        new ClusterClients(new Credentials(lab.lab().kubeconfigFolder()))) {
      var norights = clients.client(new AccessReference("paris-norights", null));
      assertThat(PodExec.run(norights, pod("paris-n1-p1"), AMPLE, "true"))
          .isInstanceOfSatisfying(
              Failed.class, f -> assertThat(f.cause()).isEqualTo(Cause.FORBIDDEN));
    }
  }
}
