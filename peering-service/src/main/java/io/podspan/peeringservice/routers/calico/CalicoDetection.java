package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Calico's objects say of a cluster. */
final class CalicoDetection {
  /** The name of the DaemonSet, and of the container in it that routes. */
  static final String DAEMON_SET = "calico-node";

  /** Calico's own, without a BGPConfiguration. */
  private static final long DEFAULT_ASN = 64512;

  private final CalicoApi calico;

  CalicoDetection(CalicoApi calico) {
    this.calico = calico;
  }

  FoundRouter found(Access access, DaemonSet set) {
    return new FoundRouter(
        CalicoDriver.KIND,
        DaemonSets.routerVersion(set, DAEMON_SET).orElse(null),
        asn(access),
        new Sourced<>(pools(access), "Calico's IPPools"),
        new Sourced<>(List.of(), "not known"),
        blocks(access));
  }

  private Sourced<Long> asn(Access access) {
    return calico
        .named(access, CalicoApi.CONFIGURATION, "default")
        .map(configuration -> Spec.text(configuration, "asNumber"))
        .filter(text -> text.matches("0*[1-9]\\d{0,9}"))
        .map(text -> new Sourced<>(Long.parseLong(text), "BGPConfiguration default"))
        .orElse(new Sourced<>(DEFAULT_ASN, "Calico's default"));
  }

  /** The pools that pods of this cluster get addresses from. */
  private List<Prefix> pools(Access access) {
    List<String> cidrs = new ArrayList<>();
    for (GenericKubernetesResource pool : calico.list(access, CalicoApi.POOL)) {
      boolean disabled = Boolean.TRUE.equals(Spec.field(pool, "disabled"));
      if (!disabled && CalicoApi.interconnect(pool).isEmpty()) {
        cidrs.add(Spec.text(pool, "cidr"));
      }
    }
    return ClusterCidrs.readable(cidrs);
  }

  /** The blocks of nodes by node name. Calico's own address management does not use their spec. */
  private Map<String, List<Prefix>> blocks(Access access) {
    Map<String, List<Prefix>> blocks = new HashMap<>();
    for (GenericKubernetesResource affinity : calico.listOptional(access, CalicoApi.AFFINITY)) {
      String node = Spec.text(affinity, "node");
      if ("confirmed".equals(Spec.text(affinity, "state")) && !node.isEmpty()) {
        blocks
            .computeIfAbsent(node, _ -> new ArrayList<>())
            .addAll(ClusterCidrs.readable(List.of(Spec.text(affinity, "cidr"))));
      }
    }
    return blocks;
  }
}
