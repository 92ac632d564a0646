package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From a pod of the API to one that can be used. An address outside the cluster's own pod CIDRs is
 * not used: it would make other clusters' pods ping any address that this cluster's API names.
 */
final class PodFilter {
  static final String LABEL = "podspan.io/probe";
  static final String VALUE = "true";

  /** Which container kubectl execs into, too. */
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private PodFilter() {}

  /**
   * A pod with addresses of both families is pinged at the one of a joined family.
   *
   * @param podCidrs the pod CIDRs of the pod's cluster; text that is not a prefix counts for
   *     nothing
   * @param joined the families of the addresses of the cluster's nodes
   */
  static Optional<ProbePod> of(Pod pod, List<String> podCidrs, Set<IpFamily> joined) {
    if (!runs(pod)) {
      return Optional.empty();
    }
    List<Prefix> prefixes = podCidrs.stream().flatMap(c -> Prefix.parse(c).stream()).toList();
    return addresses(pod.getStatus())
        .filter(address -> prefixes.stream().anyMatch(prefix -> prefix.contains(address)))
        .min(Comparator.comparing(address -> !joined.contains(address.family())))
        .map(
            address ->
                new ProbePod(
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    pod.getSpec().getNodeName(),
                    container(pod),
                    address));
  }

  /** The primary address first. */
  private static Stream<IpAddress> addresses(PodStatus status) {
    Stream<@Nullable String> all =
        status.getPodIPs() == null || status.getPodIPs().isEmpty()
            ? Stream.of(Objects.requireNonNullElse(status.getPodIP(), ""))
            : status.getPodIPs().stream().map(PodIP::getIp);
    return all.filter(Objects::nonNull).flatMap(text -> IpAddress.parse(text).stream());
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
