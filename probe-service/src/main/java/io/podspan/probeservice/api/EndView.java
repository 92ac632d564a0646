package io.podspan.probeservice.api;

import io.podspan.addresses.IpAddress;
import io.podspan.probeservice.ends.End;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An end, as its API server describes it now. */
@Schema(
    description = "A pod, node, Service, cluster or address, as its API server describes it now")
public record EndView(
    @Schema(description = "Pod, Node, Service, Cluster or Address", examples = "Pod") String kind,
    @Schema(description = "Null for an address of no registered cluster") @Nullable String cluster,
    @Schema(description = "Null for what has none") @Nullable String namespace,
    @Schema(description = "Of a cluster: that of the probe pod that stands for it")
        @Nullable String name,
    @Schema(description = "The primary one first") List<String> addresses,
    @Schema(description = "Where a pod runs") @Nullable String node,
    @Schema(
            description = "Of a pod; Terminating for one that is being removed",
            examples = "Running")
        @Nullable String phase,
    @Schema(description = "Of a Service: whether an endpoint is; null where nothing says so")
        @Nullable Boolean ready,
    @Schema(description = "Whether a pod has the addresses of its node") boolean hostNetwork,
    @Schema(description = "Where commands would run in a pod") @Nullable String container,
    @Schema(description = "Of a Service, at most 100") List<EndpointView> endpoints,
    @Schema(description = "Of a node") List<String> podCidrs) {
  public EndView {
    addresses = List.copyOf(addresses);
    endpoints = List.copyOf(endpoints);
    podCidrs = List.copyOf(podCidrs);
  }

  /** What a Service leads to. */
  @Schema(description = "What a Service leads to")
  public record EndpointView(
      @Schema(description = "Of the pod; null where it is none") @Nullable String name,
      String address,
      @Nullable String node,
      boolean ready) {}

  static EndView of(End end) {
    String kind = end.kind().name();
    return new EndView(
        kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT),
        end.cluster(),
        end.namespace(),
        end.name(),
        end.addresses().stream().map(IpAddress::toString).toList(),
        end.node(),
        end.phase(),
        end.ready(),
        end.hostNetwork(),
        end.container(),
        end.endpoints().stream()
            .map(e -> new EndpointView(e.name(), e.address().toString(), e.node(), e.ready()))
            .toList(),
        end.podCidrs());
  }
}
