package io.podspan.probeservice.ends;

import io.podspan.addresses.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An end as the API server describes it now.
 *
 * @param cluster null for an address of no known cluster
 * @param namespace null for what has none
 * @param name of the object; of the chosen probe pod where a cluster was named; null for an address
 * @param addresses the primary one first
 * @param node where a pod runs; null for all else
 * @param phase of a pod, as {@code Running}; null for all else
 * @param ready whether a pod or a node is Ready; of a Service, whether an endpoint is; null where
 *     that is not said
 * @param hostNetwork whether a pod has the addresses of its node
 * @param container the one of a pod that commands run in; null where none runs, and for all else
 * @param endpoints of a Service
 * @param podCidrs of a node
 */
public record End(
    Kind kind,
    @Nullable String cluster,
    @Nullable String namespace,
    @Nullable String name,
    List<IpAddress> addresses,
    @Nullable String node,
    @Nullable String phase,
    @Nullable Boolean ready,
    boolean hostNetwork,
    @Nullable String container,
    List<Endpoint> endpoints,
    List<String> podCidrs) {
  public End {
    addresses = List.copyOf(addresses);
    endpoints = List.copyOf(endpoints);
    podCidrs = List.copyOf(podCidrs);
  }

  /** What it is. */
  public enum Kind {
    POD,
    NODE,
    SERVICE,
    CLUSTER,
    ADDRESS
  }

  /**
   * What a Service leads to.
   *
   * @param name of the pod; null where the endpoint is none
   * @param node null where it is not said
   */
  public record Endpoint(
      @Nullable String name, IpAddress address, @Nullable String node, boolean ready) {}

  /** A bare address. */
  public static End of(@Nullable String cluster, IpAddress address) {
    return new End(
        Kind.ADDRESS,
        cluster,
        null,
        null,
        List.of(address),
        null,
        null,
        null,
        false,
        null,
        List.of(),
        List.of());
  }

  /** What is known of an end before it was looked up. */
  public static End unresolved(EndName name) {
    return switch (name) {
      case EndName.PodName(String cluster, String namespace, String pod) ->
          bare(Kind.POD, cluster, namespace, pod);
      case EndName.NodeName(String cluster, String node) -> bare(Kind.NODE, cluster, null, node);
      case EndName.ServiceName(String cluster, String namespace, String service) ->
          bare(Kind.SERVICE, cluster, namespace, service);
      case EndName.ClusterName(String cluster) -> bare(Kind.CLUSTER, cluster, null, null);
      case EndName.AddressName(IpAddress address) -> of(null, address);
    };
  }

  private static End bare(
      Kind kind, String cluster, @Nullable String namespace, @Nullable String name) {
    return new End(
        kind, cluster, namespace, name, List.of(), null, null, null, false, null, List.of(),
        List.of());
  }

  /** Whether it is a pod: named, or chosen for its cluster. */
  public boolean isPod() {
    return kind == Kind.POD || kind == Kind.CLUSTER;
  }

  /** For people: {@code pod shop/web-0 of paris}. */
  public String title() {
    String owner = cluster == null ? "" : " of " + cluster;
    return switch (kind) {
      case POD, CLUSTER -> name == null ? "the cluster " + cluster : "pod " + path() + owner;
      case NODE -> "node " + name + owner;
      case SERVICE -> "Service " + path() + owner;
      case ADDRESS -> addresses.getFirst().toString();
    };
  }

  private String path() {
    return namespace + "/" + name;
  }
}
