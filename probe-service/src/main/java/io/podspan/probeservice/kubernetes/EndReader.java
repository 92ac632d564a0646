package io.podspan.probeservice.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.End.Kind;
import io.podspan.probeservice.measure.ProbePod;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ends out of objects of the API, which may lack anything. Pure. */
final class EndReader {
  private static final int MOST_ENDPOINTS = 100;

  private EndReader() {}

  static End pod(String cluster, Pod pod) {
    boolean known = pod.getStatus() != null;
    return new End(
        Kind.POD,
        cluster,
        pod.getMetadata().getNamespace(),
        pod.getMetadata().getName(),
        known ? PodFilter.addresses(pod.getStatus()).distinct().toList() : List.of(),
        pod.getSpec() == null ? null : pod.getSpec().getNodeName(),
        phase(pod),
        known && PodFilter.is(pod, "Ready", "True"),
        pod.getSpec() != null && PodFilter.onHostNetwork(pod),
        pod.getSpec() == null ? null : PodFilter.container(pod).orElse(null),
        List.of(),
        List.of());
  }

  /** A pod that is being removed keeps its phase, and is not one to measure with. */
  private static String phase(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return "Terminating";
    }
    return pod.getStatus() == null
        ? "Unknown"
        : Objects.requireNonNullElse(pod.getStatus().getPhase(), "Unknown");
  }

  /** Null unless the pod has this address of its own; one that has ended has it no more. */
  static @Nullable End holder(String cluster, Pod pod, IpAddress address) {
    End end = pod(cluster, pod);
    return !end.hostNetwork() && "Running".equals(end.phase()) && end.addresses().contains(address)
        ? end
        : null;
  }

  static End node(String cluster, Node node) {
    List<NodeAddress> addresses =
        node.getStatus() == null || node.getStatus().getAddresses() == null
            ? List.of()
            : node.getStatus().getAddresses();
    return new End(
        Kind.NODE,
        cluster,
        null,
        node.getMetadata().getName(),
        addresses.stream()
            .filter(a -> "InternalIP".equals(a.getType()))
            .flatMap(a -> parsed(a.getAddress()))
            .toList(),
        null,
        null,
        ready(node),
        false,
        null,
        List.of(),
        podCidrs(node));
  }

  private static @Nullable Boolean ready(Node node) {
    if (node.getStatus() == null || node.getStatus().getConditions() == null) {
      return null;
    }
    return node.getStatus().getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()))
        .map(c -> "True".equals(c.getStatus()))
        .findFirst()
        .orElse(null);
  }

  private static List<String> podCidrs(Node node) {
    if (node.getSpec() == null) {
      return List.of();
    }
    List<String> all = node.getSpec().getPodCIDRs();
    return all == null || all.isEmpty()
        ? Stream.ofNullable(node.getSpec().getPodCIDR()).toList()
        : all;
  }

  static End service(String cluster, Service service, List<EndpointSlice> slices) {
    List<End.Endpoint> endpoints =
        slices.stream()
            .flatMap(slice -> Stream.ofNullable(slice.getEndpoints()).flatMap(List::stream))
            .flatMap(EndReader::endpoint)
            .limit(MOST_ENDPOINTS)
            .toList();
    return new End(
        Kind.SERVICE,
        cluster,
        service.getMetadata().getNamespace(),
        service.getMetadata().getName(),
        clusterIps(service),
        null,
        null,
        endpoints.stream().anyMatch(End.Endpoint::ready),
        false,
        null,
        endpoints,
        List.of());
  }

  /** A headless Service has the word None instead. */
  private static List<IpAddress> clusterIps(Service service) {
    if (service.getSpec() == null) {
      return List.of();
    }
    List<String> all = service.getSpec().getClusterIPs();
    return all == null || all.isEmpty()
        ? parsed(service.getSpec().getClusterIP()).toList()
        : all.stream().flatMap(EndReader::parsed).toList();
  }

  private static Stream<End.Endpoint> endpoint(Endpoint endpoint) {
    String pod = endpoint.getTargetRef() == null ? null : endpoint.getTargetRef().getName();
    boolean ready =
        endpoint.getConditions() == null
            || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    return Stream.ofNullable(endpoint.getAddresses())
        .flatMap(List::stream)
        .flatMap(EndReader::parsed)
        .map(address -> new End.Endpoint(pod, address, endpoint.getNodeName(), ready));
  }

  private static Stream<IpAddress> parsed(@Nullable String text) {
    return text == null ? Stream.of() : IpAddress.parse(text).stream();
  }

  /** The first by node and name: the same one as long as it runs. */
  static End chosen(String cluster, List<ProbePod> pods) {
    ProbePod pod =
        pods.stream()
            .min(Comparator.comparing(ProbePod::node).thenComparing(ProbePod::path))
            .orElseThrow();
    return new End(
        Kind.CLUSTER,
        cluster,
        pod.namespace(),
        pod.name(),
        List.of(pod.address()),
        pod.node(),
        "Running",
        null,
        false,
        pod.container(),
        List.of(),
        List.of());
  }
}
