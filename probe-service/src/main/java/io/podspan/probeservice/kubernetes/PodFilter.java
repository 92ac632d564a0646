package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.probeservice.measure.IpAddress;
import io.podspan.probeservice.measure.ProbePod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a pod of the API to one that can be used. An address outside the cluster's own pod CIDRs is
 * not used: it would make other clusters' pods ping whatever this cluster's API names.
 */
final class PodFilter {
  static final String LABEL = "podspan.io/probe";
  static final String VALUE = "true";

  /** Which container kubectl execs into, too. */
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private PodFilter() {}

  static Optional<ProbePod> of(Pod pod, List<String> podCidrs) {
    if (!runs(pod)) {
      return Optional.empty();
    }
    return IpAddress.parse(pod.getStatus().getPodIP())
        .filter(address -> address.inAnyOf(podCidrs))
        .map(
            address ->
                new ProbePod(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    pod.getSpec().getNodeName(),
                    container(pod),
                    address));
  }

  private static boolean runs(Pod pod) {
    return pod.getSpec() != null
        && pod.getSpec().getNodeName() != null
        && pod.getSpec().getContainers() != null
        && !pod.getSpec().getContainers().isEmpty()
        && pod.getMetadata().getDeletionTimestamp() == null
        && pod.getStatus() != null
        && "Running".equals(pod.getStatus().getPhase());
  }

  private static String container(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    @Nullable String wanted = annotations == null ? null : annotations.get(DEFAULT_CONTAINER);
    return pod.getSpec().getContainers().stream()
        .map(container -> container.getName())
        .filter(name -> name.equals(wanted))
        .findFirst()
        .orElseGet(() -> pod.getSpec().getContainers().getFirst().getName());
  }
}
