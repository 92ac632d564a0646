package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster itself says of its CIDRs: kubeadm's configuration first, then ServiceCIDR objects.
 * What routers say comes from their drivers. Each answer names its source.
 */
@ApplicationScoped
public class ClusterCidrs {
  private static final ResourceDefinitionContext SERVICE_CIDR =
      new ResourceDefinitionContext.Builder()
          .withGroup("networking.k8s.io")
          .withVersion("v1")
          .withKind("ServiceCIDR")
          .withPlural("servicecidrs")
          .withNamespaced(false)
          .build();
  private static final String KUBEADM = "ConfigMap kube-system/kubeadm-config";
  private static final Sourced<List<Prefix>> UNKNOWN = new Sourced<>(List.of(), "not known");

  private final ClusterCalls calls;

  @Inject
  public ClusterCidrs(ClusterCalls calls) {
    this.calls = calls;
  }

  Sourced<List<Prefix>> pods(Access access) {
    List<Prefix> said = kubeadm(access, "podSubnet");
    return said.isEmpty() ? UNKNOWN : new Sourced<>(said, KUBEADM);
  }

  Sourced<List<Prefix>> services(Access access) {
    List<Prefix> said = kubeadm(access, "serviceSubnet");
    if (!said.isEmpty()) {
      return new Sourced<>(said, KUBEADM);
    }
    List<Prefix> served = serviceCidrs(access);
    return served.isEmpty() ? UNKNOWN : new Sourced<>(served, "ServiceCIDR objects");
  }

  private List<Prefix> kubeadm(Access access, String field) {
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
        .map(value -> readable(Arrays.asList(value.toString().split(","))))
        .orElse(List.of());
  }

  private static Map<?, ?> networking(String clusterConfiguration) {
    try {
      Object document = Serialization.unmarshal(clusterConfiguration, Map.class);
      return document instanceof Map<?, ?> map && map.get("networking") instanceof Map<?, ?> found
          ? found
          : Map.of();
    } catch (RuntimeException e) {
      // kubeadm did not write this. The next source is asked.
      return Map.of();
    }
  }

  private List<Prefix> serviceCidrs(Access access) {
    return calls
        .askOptional(
            access,
            "list",
            "servicecidrs.networking.k8s.io",
            client -> client.genericKubernetesResources(SERVICE_CIDR).list().getItems())
        .orElse(List.of())
        .stream()
        .flatMap(o -> Spec.field(o, "cidrs") instanceof List<?> l ? l.stream() : null)
        .flatMap(cidr -> readable(List.of(cidr.toString())).stream())
        .toList();
  }

  /** Those that are prefixes, of both families. Text that cannot be read counts as not said. */
  public static List<Prefix> readable(List<String> texts) {
    return texts.stream()
        .map(text -> Prefix.parse(text.strip()))
        .flatMap(Optional::stream)
        .toList();
  }
}
