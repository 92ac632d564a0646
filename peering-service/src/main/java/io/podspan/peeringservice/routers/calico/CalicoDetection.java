package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.Placements;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.RouterFacts;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.Quoted;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.routers.calico.CalicoDaemonSet.Backend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Calico's DaemonSets and objects say of a cluster. */
final class CalicoDetection {
  /** Calico's own, without a BGPConfiguration. */
  private static final long DEFAULT_ASN = 64512;

  /** BIRD speaks from the address here before the node's InternalIP. */
  private static final List<String> ADDRESS_ANNOTATIONS =
      List.of("projectcalico.org/IPv4Address", "projectcalico.org/IPv6Address");

  private final ClusterCalls calls;

  CalicoDetection(ClusterCalls calls) {
    this.calls = calls;
  }

  Detection detect(Access access, List<DaemonSet> sets) {
    List<String> silent = new ArrayList<>();
    for (DaemonSet set : sets) {
      Optional<CalicoDaemonSet> found = CalicoDaemonSet.find(set);
      if (found.isEmpty()) {
        continue;
      }
      switch (backend(access, found.get())) {
        case Backend.Other(String value) ->
            silent.add(
                "Calico in "
                    + found.get().shown()
                    + " runs without BIRD (CALICO_NETWORKING_BACKEND is "
                    + value
                    + ").");
        case Backend.Bird _, Backend.Unreadable _ -> {
          return Detection.of(found(access, found.get()));
        }
      }
    }
    return Detection.none(silent);
  }

  /** Whether BIRD runs; asks for the ConfigMaps that the container names. */
  Backend backend(Access access, CalicoDaemonSet set) {
    return set.backend(name -> configMap(access, set.namespace(), name));
  }

  private Optional<ConfigMap> configMap(Access access, String namespace, String name) {
    return calls.askOptional(
        access,
        "get",
        "configmaps in " + namespace,
        client -> client.configMaps().inNamespace(namespace).withName(name).get());
  }

  private FoundRouter found(Access access, CalicoDaemonSet set) {
    CalicoApi calico = CalicoApi.of(calls, access);
    Optional<GenericKubernetesResource> configuration =
        calico.named(CalicoApi.CONFIGURATION, "default");
    List<GenericKubernetesResource> affinities =
        calico.listOptional(CalicoApi.AFFINITY).stream().filter(CalicoDetection::holds).toList();
    List<Violation> faults = new ArrayList<>();
    Sourced<Long> asn = asn(configuration, faults);
    return new FoundRouter(
        CalicoDriver.KIND,
        DaemonSets.version(set.container().getImage()).orElse(null),
        asn,
        new Sourced<>(pools(calico, affinities, faults), "Calico's IPPools"),
        new Sourced<>(List.of(), "not known"),
        blocks(affinities),
        new RouterFacts(
            set.shown(),
            mesh(configuration),
            faults,
            Placements.of(set.object()),
            List.of(),
            ADDRESS_ANNOTATIONS,
            NodeLabels.ASN_ANNOTATION,
            asn.value()));
  }

  private static Sourced<Long> asn(
      Optional<GenericKubernetesResource> configuration, List<Violation> faults) {
    String text = configuration.map(c -> Spec.text(c, "asNumber")).orElse("");
    if (text.isBlank()) {
      return new Sourced<>(DEFAULT_ASN, "Calico's default");
    }
    Optional<Long> asn = AsNumbers.read(text);
    if (asn.isEmpty()) {
      faults.add(
          new Violation(
              "asn-unreadable",
              "asn",
              "BGPConfiguration default has the asNumber "
                  + Quoted.of(text)
                  + ", which is not an AS number.",
              "Correct it, or give asn at the registration of the cluster."));
      return new Sourced<>(0L, "not readable");
    }
    return new Sourced<>(asn.get(), "BGPConfiguration default");
  }

  private static boolean mesh(Optional<GenericKubernetesResource> configuration) {
    return configuration
        .map(c -> !"false".equals(Spec.text(c, "nodeToNodeMeshEnabled")))
        .orElse(true);
  }

  /**
   * The pools that pods of this cluster get addresses from, and the disabled ones that nodes still
   * have blocks of.
   */
  private static List<Prefix> pools(
      CalicoApi calico, List<GenericKubernetesResource> affinities, List<Violation> faults) {
    List<Prefix> cidrs = new ArrayList<>();
    for (GenericKubernetesResource pool : calico.list(CalicoApi.POOL)) {
      if (CalicoApi.interconnect(pool).isPresent()) {
        continue;
      }
      String text = Spec.text(pool, "cidr");
      List<Prefix> read = ClusterCidrs.readable(List.of(text));
      boolean disabled = "true".equals(Spec.text(pool, "disabled"));
      if (read.isEmpty() && !disabled) {
        faults.add(unreadable(pool, text));
      }
      read.stream().filter(p -> !disabled || isInUse(p, affinities)).forEach(cidrs::add);
    }
    return cidrs;
  }

  private static boolean isInUse(Prefix pool, List<GenericKubernetesResource> affinities) {
    return affinities.stream()
        .flatMap(a -> ClusterCidrs.readable(List.of(Spec.text(a, "cidr"))).stream())
        .anyMatch(pool::contains);
  }

  private static Violation unreadable(GenericKubernetesResource pool, String text) {
    return new Violation(
        "unreadable-cidr",
        "podCidrs",
        "The IPPool "
            + pool.getMetadata().getName()
            + " has the cidr "
            + Quoted.of(text)
            + ", which is not a CIDR.",
        "Correct it, or give podCidrs at the registration of the cluster.");
  }

  /** The blocks of nodes by node name. Calico's own address management does not use their spec. */
  private static Map<String, List<Prefix>> blocks(List<GenericKubernetesResource> affinities) {
    Map<String, List<Prefix>> blocks = new HashMap<>();
    for (GenericKubernetesResource affinity : affinities) {
      blocks
          .computeIfAbsent(Spec.text(affinity, "node"), _ -> new ArrayList<>())
          .addAll(ClusterCidrs.readable(List.of(Spec.text(affinity, "cidr"))));
    }
    return blocks;
  }

  private static boolean holds(GenericKubernetesResource affinity) {
    return "confirmed".equals(Spec.text(affinity, "state"))
        && !"true".equals(Spec.text(affinity, "deleted"))
        && !Spec.text(affinity, "node").isEmpty();
  }
}
