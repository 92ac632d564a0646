package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.addresses.Prefix;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cidrs;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.Quoted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster itself says of its CIDRs: the flags of kube-controller-manager first, where its
 * pods are shown; then kubeadm's configuration, then ServiceCIDR objects. What routers say comes
 * from their drivers. Each answer names its source.
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
  private static final List<String> LABELS = List.of("component", "k8s-app");
  private static final String FLAG = "kube-controller-manager's flag ";
  private static final String KUBEADM = "ConfigMap kube-system/kubeadm-config";
  private static final Sourced<List<Prefix>> UNKNOWN = new Sourced<>(List.of(), "not known");

  private final ClusterCalls calls;

  @Inject
  public ClusterCidrs(ClusterCalls calls) {
    this.calls = calls;
  }

  /** Both of a cluster. */
  record Both(Sourced<List<Prefix>> pods, Sourced<List<Prefix>> services) {}

  Both of(Access access) {
    ControllerFlags flags = ControllerFlags.of(controllers(access));
    return new Both(
        flagged(flags, "--cluster-cidr").or(() -> kubeadm(access, "podSubnet")).orElse(UNKNOWN),
        flagged(flags, "--service-cluster-ip-range")
            .or(() -> kubeadm(access, "serviceSubnet"))
            .orElseGet(() -> ofObjects(access)));
  }

  /** kubeadm and most others label them so; empty also if they may not be listed. */
  private List<Pod> controllers(Access access) {
    return LABELS.stream().flatMap(label -> labelled(access, label).stream()).toList();
  }

  private List<Pod> labelled(Access access, String label) {
    return calls
        .askOptional(
            access,
            "list",
            "pods in kube-system",
            client ->
                ObjectList.whole(
                    client
                        .pods()
                        .inNamespace("kube-system")
                        .withLabel(label, ControllerFlags.PROGRAM)))
        .orElse(List.of());
  }

  private static Optional<Sourced<List<Prefix>>> flagged(ControllerFlags flags, String name) {
    return flags
        .value(name)
        .map(value -> sourced(Arrays.asList(value.split(",")), FLAG + name))
        .filter(found -> !found.value().isEmpty());
  }

  private Sourced<List<Prefix>> ofObjects(Access access) {
    List<Prefix> served = serviceCidrs(access);
    return served.isEmpty() ? UNKNOWN : new Sourced<>(served, "ServiceCIDR objects");
  }

  /** Empty if it names none that can be read. */
  private Optional<Sourced<List<Prefix>>> kubeadm(Access access, String field) {
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
        .map(value -> sourced(Arrays.asList(value.toString().split(",")), KUBEADM))
        .filter(found -> !found.value().isEmpty());
  }

  private static Sourced<List<Prefix>> sourced(List<String> texts, String from) {
    List<String> lost = unreadable(texts).stream().map(Quoted::of).toList();
    String source = lost.isEmpty() ? from : from + ", without " + String.join(", ", lost);
    return new Sourced<>(readable(texts), source);
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
            client -> ObjectList.whole(client.genericKubernetesResources(SERVICE_CIDR)))
        .orElse(List.of())
        .stream()
        .flatMap(o -> Spec.field(o, "cidrs") instanceof List<?> l ? l.stream() : null)
        .flatMap(cidr -> readable(List.of(cidr.toString())).stream())
        .toList();
  }

  /**
   * Those that are prefixes, of both families. Bits after the length are cleared. Text that cannot
   * be read is left out; who must not lose it asks {@link #unreadable} too.
   */
  public static List<Prefix> readable(List<String> texts) {
    return texts.stream().map(Cidrs::normalised).flatMap(Optional::stream).toList();
  }

  /** Those that are no prefixes. */
  public static List<String> unreadable(List<String> texts) {
    return texts.stream().filter(text -> Cidrs.normalised(text).isEmpty()).toList();
  }
}
