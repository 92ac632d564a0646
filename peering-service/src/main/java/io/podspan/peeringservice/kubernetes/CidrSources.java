package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cidr;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.PeerFlags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a cluster's CIDRs can be learned, the surest place first. Each answer says its place, and
 * none claims more than that place does: out of nodes' CIDRs comes their exact union, not a
 * supernet.
 */
@ApplicationScoped
public class CidrSources {
  private static final ResourceDefinitionContext SERVICE_CIDR =
      new ResourceDefinitionContext.Builder()
          .withGroup("networking.k8s.io")
          .withVersion("v1")
          .withKind("ServiceCIDR")
          .withPlural("servicecidrs")
          .withNamespaced(false)
          .build();

  private final ClusterCalls calls;
  private final CalicoApi calico;

  @Inject
  public CidrSources(ClusterCalls calls, CalicoApi calico) {
    this.calls = calls;
    this.calico = calico;
  }

  Sourced<List<Cidr>> pods(Access access, boolean isCalico, List<Cidr> ofNodes) {
    List<Cidr> said = kubeadm(access, "podSubnet");
    if (!said.isEmpty()) {
      return new Sourced<>(said, "ConfigMap kube-system/kubeadm-config");
    }
    List<Cidr> pools = isCalico ? pools(access) : List.of();
    return pools.isEmpty()
        ? new Sourced<>(Cidr.aggregated(ofNodes), "the union of the nodes' pod CIDRs")
        : new Sourced<>(pools, "Calico's IPPools");
  }

  Sourced<List<Cidr>> services(Access access, List<String> kubeRouterFlags) {
    List<Cidr> said = kubeadm(access, "serviceSubnet");
    if (!said.isEmpty()) {
      return new Sourced<>(said, "ConfigMap kube-system/kubeadm-config");
    }
    List<Cidr> served = serviceCidrs(access);
    if (!served.isEmpty()) {
      return new Sourced<>(served, "ServiceCIDR objects");
    }
    List<Cidr> flag =
        PeerFlags.value(kubeRouterFlags, "--service-cluster-ip-range")
            .map(v -> ipv4(Arrays.asList(v.split(","))))
            .orElse(List.of());
    return flag.isEmpty()
        ? new Sourced<>(flag, "not known")
        : new Sourced<>(flag, "kube-router's flag --service-cluster-ip-range");
  }

  private List<Cidr> kubeadm(Access access, String field) {
    Optional<ConfigMap> config =
        calls.askOptional(
            access,
            "get",
            "configmaps in kube-system",
            client ->
                client.configMaps().inNamespace("kube-system").withName("kubeadm-config").get());
    return config
        .map(ConfigMap::getData)
        .map(data -> data.get("ClusterConfiguration"))
        .flatMap(text -> Optional.ofNullable(networking(text).get(field)))
        .map(value -> ipv4(Arrays.asList(value.toString().split(","))))
        .orElse(List.of());
  }

  private static Map<?, ?> networking(String clusterConfiguration) {
    try {
      Object document = Serialization.unmarshal(clusterConfiguration, Map.class);
      return document instanceof Map<?, ?> map && map.get("networking") instanceof Map<?, ?> found
          ? found
          : Map.of();
    } catch (RuntimeException e) {
      // Not what kubeadm writes: then it says nothing, and the next source is asked.
      return Map.of();
    }
  }

  private List<Cidr> pools(Access access) {
    List<String> cidrs = new ArrayList<>();
    for (GenericKubernetesResource pool : calico.list(access, CalicoApi.POOL)) {
      Object cidr = CalicoApi.spec(pool, "cidr");
      boolean disabled = Boolean.TRUE.equals(CalicoApi.spec(pool, "disabled"));
      if (!disabled && CalicoApi.label(pool).isEmpty() && cidr != null) {
        cidrs.add(cidr.toString());
      }
    }
    return ipv4(cidrs);
  }

  private List<Cidr> serviceCidrs(Access access) {
    return calls
        .askOptional(
            access,
            "list",
            "servicecidrs.networking.k8s.io",
            client -> client.genericKubernetesResources(SERVICE_CIDR).list().getItems())
        .orElse(List.of())
        .stream()
        .flatMap(o -> CalicoApi.spec(o, "cidrs") instanceof List<?> l ? l.stream() : null)
        .flatMap(cidr -> ipv4(List.of(cidr.toString())).stream())
        .toList();
  }

  /** Those that are IPv4; this version joins no others. */
  static List<Cidr> ipv4(List<String> texts) {
    List<Cidr> cidrs = new ArrayList<>();
    for (String text : texts) {
      try {
        cidrs.add(Cidr.parse(text.strip()));
      } catch (IllegalArgumentException e) {
        // IPv6, which kubeadm and Kubernetes put into the same lists.
      }
    }
    return List.copyOf(cidrs);
  }
}
