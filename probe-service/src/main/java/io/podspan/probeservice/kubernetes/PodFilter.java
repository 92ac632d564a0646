package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
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
  /** Which container kubectl execs into, too. */
  private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  /** Containers that meshes and agents add to pods of others. */
  private static final Set<String> SIDECARS =
      Set.of(
          "istio-proxy",
          "linkerd-proxy",
          "envoy",
          "envoy-sidecar",
          "consul-dataplane",
          "kuma-sidecar",
          "daprd",
          "vault-agent",
          "cloud-sql-proxy",
          "cloudsql-proxy",
          "sidecar",
          "proxy");

  private PodFilter() {}

  /**
   * A pod with addresses of both families is pinged at the one of a joined family.
   *
   * @param podCidrs the pod CIDRs of the pod's cluster; text that is not a prefix counts for
   *     nothing
   * @param joined the families of the addresses of the cluster's nodes
   */
  static Optional<ProbePod> of(Pod pod, List<String> podCidrs, Set<IpFamily> joined) {
    if (!runs(pod) || onHostNetwork(pod)) {
      return Optional.empty();
    }
    Optional<String> container = container(pod);
    if (container.isEmpty()) {
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
                    container.get(),
                    address));
  }

  /** The primary address first. */
  static Stream<IpAddress> addresses(PodStatus status) {
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

  /** Such a pod has the addresses of its node, not of the pod network. */
  static boolean onHostNetwork(Pod pod) {
    return Boolean.TRUE.equals(pod.getSpec().getHostNetwork());
  }

  /**
   * Whether the control plane has given the pod up with its node: it takes Ready away, and the last
   * word of the kubelet was that all containers are ready.
   */
  static boolean lostWithItsNode(Pod pod) {
    return runs(pod)
        && (pod.getSpec().getReadinessGates() == null
            || pod.getSpec().getReadinessGates().isEmpty())
        && is(pod, "Ready", "False")
        && is(pod, "ContainersReady", "True");
  }

  static boolean is(Pod pod, String type, String status) {
    List<PodCondition> conditions = pod.getStatus().getConditions();
    return conditions != null
        && conditions.stream()
            .anyMatch(c -> type.equals(c.getType()) && status.equals(c.getStatus()));
  }

  /** Whether a node says of itself, or the control plane of it, that it is not Ready. */
  static boolean notReady(@Nullable Node node) {
    return node != null
        && node.getStatus() != null
        && node.getStatus().getConditions() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && !"True".equals(c.getStatus()));
  }

  /**
   * The container that kubectl would take; else one that is named like the pod, or {@code probe};
   * else the first that is no sidecar. Only one that runs counts: empty when none does.
   */
  static Optional<String> container(Pod pod) {
    List<String> running =
        pod.getSpec().getContainers().stream()
            .map(Container::getName)
            .filter(name -> !stopped(pod, name))
            .toList();
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    @Nullable String wanted = annotations == null ? null : annotations.get(DEFAULT_CONTAINER);
    return running.stream()
        .filter(name -> name.equals(wanted))
        .findFirst()
        .or(() -> running.stream().filter(name -> isMain(pod, name)).findFirst())
        .or(() -> running.stream().filter(name -> !SIDECARS.contains(name)).findFirst())
        .or(() -> running.stream().findFirst());
  }

  private static boolean isMain(Pod pod, String container) {
    String name = pod.getMetadata().getName();
    return container.equals("probe") || name.equals(container) || name.startsWith(container + "-");
  }

  /**
   * A container of a pod in the phase Running may wait: CrashLoopBackOff, an image that is absent.
   */
  private static boolean stopped(Pod pod, String container) {
    List<ContainerStatus> statuses = pod.getStatus().getContainerStatuses();
    return statuses != null
        && statuses.stream()
            .filter(s -> container.equals(s.getName()))
            .map(ContainerStatus::getState)
            .anyMatch(state -> state != null && state.getRunning() == null && says(state));
  }

  private static boolean says(ContainerState state) {
    return state.getWaiting() != null || state.getTerminated() != null;
  }
}
