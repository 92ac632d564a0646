package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What kube-router's flags say of a cluster. Pure. */
final class KubeRouterDetection {
  /** kube-router's own, without the flag. */
  private static final long DEFAULT_ASN = 64512;

  private KubeRouterDetection() {}

  static FoundRouter found(DaemonSet set) {
    List<String> flags =
        DaemonSets.routerIndex(set, RouterDaemonSet.NAME)
            .map(index -> new RouterDaemonSet(set, index).flags())
            .orElse(List.of());
    return new FoundRouter(
        KubeRouterDriver.KIND,
        DaemonSets.routerVersion(set, RouterDaemonSet.NAME).orElse(null),
        asn(flags),
        new Sourced<>(List.of(), "not known"),
        services(flags),
        Map.of());
  }

  private static Sourced<Long> asn(List<String> flags) {
    return PeerFlags.value(flags, "--cluster-asn")
        .filter(text -> text.matches("0*[1-9]\\d{0,9}"))
        .map(text -> new Sourced<>(Long.parseLong(text), "kube-router's flag --cluster-asn"))
        .orElse(new Sourced<>(DEFAULT_ASN, "kube-router's default"));
  }

  private static Sourced<List<Prefix>> services(List<String> flags) {
    List<Prefix> cidrs =
        PeerFlags.value(flags, "--service-cluster-ip-range")
            .map(value -> ClusterCidrs.readable(Arrays.asList(value.split(","))))
            .orElse(List.of());
    return new Sourced<>(cidrs, "kube-router's flag --service-cluster-ip-range");
  }
}
