package io.podspan.console.why;

import io.podspan.addresses.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an end stands for now, as probe-service has it from the API server.
 *
 * @param kind {@code Pod}, {@code Node}, {@code Service}, {@code Cluster} or {@code Address}
 * @param cluster null for an address of nobody
 * @param namespace null for what has none
 * @param name of a cluster that of the probe pod that stands for it, null where there is none
 * @param addresses the primary one first
 * @param node where it runs, null when that is not known
 * @param phase of a pod, as {@code Running}; null for what has none
 * @param hostNetwork whether a pod has the addresses of its node
 * @param endpoints of a Service
 */
public record Resolved(
    String kind,
    @Nullable String cluster,
    @Nullable String namespace,
    @Nullable String name,
    List<IpAddress> addresses,
    @Nullable String node,
    @Nullable String phase,
    boolean hostNetwork,
    List<Endpoint> endpoints) {

  /** What a Service leads to. */
  public record Endpoint(IpAddress address, @Nullable String node, boolean ready) {}

  boolean isService() {
    return kind.equals("Service");
  }

  List<Endpoint> ready() {
    return endpoints.stream().filter(Endpoint::ready).toList();
  }
}
