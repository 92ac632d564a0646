package io.podspan.routecollector.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.clusteraccess.ExecOutcome;
import io.podspan.clusteraccess.PodContainer;
import io.podspan.clusteraccess.PodExec;
import java.time.Duration;

/** Commands in the pod of a router, one after the other, in one place of the budget. One thread. */
final class RouterShell {
  private final KubernetesClient client;
  private final PodContainer router;
  private final Runnable further;
  private boolean begun;

  /**
   * @param further is run before each command but the first, which the place has counted
   */
  RouterShell(KubernetesClient client, PodContainer router, Runnable further) {
    this.client = client;
    this.router = router;
    this.further = further;
  }

  ExecOutcome run(Duration atMost, String... command) {
    if (begun) {
      further.run();
    }
    begun = true;
    return PodExec.run(client, router, atMost, command);
  }

  String pod() {
    return router.pod();
  }
}
