package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.Placements;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.RouterFacts;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Cilium's DaemonSet, ConfigMap and objects say of a cluster. */
final class CiliumDetection {
  /** That of kube-router and Calico where they are told none. */
  private static final long USUAL_ASN = 64512;

  private final ClusterCalls calls;

  CiliumDetection(ClusterCalls calls) {
    this.calls = calls;
  }

  Detection detect(Access access, List<DaemonSet> sets) {
    List<String> silent = new ArrayList<>();
    for (DaemonSet object : sets) {
      Optional<CiliumDaemonSet> set = CiliumDaemonSet.find(object);
      if (set.isEmpty()) {
        continue;
      }
      CiliumSettings settings = CiliumSettings.read(calls, access, set.get());
      if (settings.speaksBgp().is(false)) {
        silent.add(
            "Cilium in "
                + set.get().shown()
                + " does not speak BGP (enable-bgp-control-plane is not true in the "
                + settings.source()
                + ").");
      } else {
        return Detection.of(found(access, set.get(), settings));
      }
    }
    return Detection.none(silent);
  }

  private FoundRouter found(Access access, CiliumDaemonSet set, CiliumSettings settings) {
    CiliumApi cilium = CiliumApi.of(calls, access);
    return new FoundRouter(
        CiliumDriver.KIND,
        DaemonSets.version(set.container().getImage()).orElse(null),
        asn(cilium),
        podCidrs(access, settings),
        new Sourced<>(List.of(), "not known"),
        PodCidrs.ofNodes(cilium.nodes()),
        RouterFacts.ofAdvertiser(set.shown(), List.of(), Placements.of(set.object())));
  }

  /** Cilium has none before it peers. */
  private static Sourced<Long> asn(CiliumApi cilium) {
    for (GenericKubernetesResource object :
        cilium.objects().listOptional(CiliumApi.CLUSTER_CONFIG)) {
      ClusterConfig config = ClusterConfig.of(object);
      if (config.localAsns().size() == 1) {
        return new Sourced<>(
            config.localAsns().getFirst(), "CiliumBGPClusterConfig " + config.name());
      }
    }
    return new Sourced<>(USUAL_ASN, "the usual one, because Cilium has none yet");
  }

  private Sourced<List<Prefix>> podCidrs(Access access, CiliumSettings settings) {
    if (!settings.addressing().is(CiliumSettings.POOLS)) {
      return new Sourced<>(settings.pool(), settings.source() + " (cluster-pool-ipv4-cidr)");
    }
    return switch (CiliumApi.podPools(calls, access)) {
      case Known<List<GenericKubernetesResource>>(var pools, String source) ->
          new Sourced<>(PodCidrs.ofPools(pools), source);
      case Unknown<List<GenericKubernetesResource>>(String why) -> new Sourced<>(List.of(), why);
    };
  }
}
