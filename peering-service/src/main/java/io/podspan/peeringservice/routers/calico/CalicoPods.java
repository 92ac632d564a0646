package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterPod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pods of Calico's DaemonSet. */
final class CalicoPods {
  private CalicoPods() {}

  static List<RouterPod> running(ClusterCalls calls, Access access, CalicoDaemonSet set) {
    return calls.ask(
        access,
        "list",
        "pods in " + set.namespace(),
        client ->
            ObjectList.read(
                client
                    .pods()
                    .inNamespace(set.namespace())
                    .withLabelSelector(set.object().getSpec().getSelector()),
                pod -> running(set, pod),
                pod -> pod.node().length() + pod.name().length()));
  }

  /** Null unless it runs on a node. */
  private static @Nullable RouterPod running(CalicoDaemonSet set, Pod pod) {
    boolean runs =
        pod.getSpec() != null
            && pod.getSpec().getNodeName() != null
            && pod.getMetadata().getDeletionTimestamp() == null
            && pod.getStatus() != null
            && "Running".equals(pod.getStatus().getPhase());
    return runs
        ? new RouterPod(
            pod.getSpec().getNodeName(),
            set.namespace(),
            pod.getMetadata().getName(),
            set.container().getName())
        : null;
  }
}
