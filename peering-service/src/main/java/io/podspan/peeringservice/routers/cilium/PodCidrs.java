package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.Spec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What pods get addresses from, as Cilium's objects say. Pure. */
final class PodCidrs {
  private PodCidrs() {}

  /**
   * By node. In the mode cluster-pool only CiliumNodes tell them, in multi-pool they tell those
   * that the node has of each pool now, which are more and fewer as pods come and go. In other
   * modes they repeat the nodes'.
   */
  static Map<String, List<Prefix>> ofNodes(List<GenericKubernetesResource> nodes) {
    Map<String, List<Prefix>> cidrs = new HashMap<>();
    for (GenericKubernetesResource node : nodes) {
      Map<?, ?> ipam = Fields.map(Spec.field(node, "ipam"));
      List<Prefix> own =
          readable(
              Stream.concat(
                  Fields.list(ipam.get("podCIDRs")).stream(),
                  Fields.list(Fields.map(ipam.get("pools")).get("allocated")).stream()
                      .flatMap(pool -> Fields.list(Fields.map(pool).get("cidrs")).stream())));
      if (!own.isEmpty()) {
        cidrs.put(node.getMetadata().getName(), own);
      }
    }
    return cidrs;
  }

  /** Of all CiliumPodIPPools. */
  static List<Prefix> ofPools(List<GenericKubernetesResource> pools) {
    List<Prefix> cidrs = new ArrayList<>();
    for (GenericKubernetesResource pool : pools) {
      for (String family : List.of("ipv4", "ipv6")) {
        cidrs.addAll(
            readable(
                Fields.list(Fields.map(Spec.field(pool, family)).get("cidrs")).stream()
                    .map(PodCidrs::cidr)));
      }
    }
    return Prefix.aggregated(cidrs);
  }

  /** A text in v2alpha1, an object in v2. */
  private static @Nullable Object cidr(Object one) {
    return one instanceof Map<?, ?> map ? map.get("cidr") : one;
  }

  private static List<Prefix> readable(Stream<? extends @Nullable Object> texts) {
    return ClusterCidrs.readable(texts.map(Fields::text).distinct().toList());
  }
}
