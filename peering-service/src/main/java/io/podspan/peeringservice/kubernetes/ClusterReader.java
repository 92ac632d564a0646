package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cidr;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.Ipv4;
import io.podspan.peeringservice.peering.PeerFlags;
import io.podspan.peeringservice.peering.RouterReading;
import io.podspan.peeringservice.peering.intent.ClusterApi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a cluster is: nodes, routers, AS number; CIDRs are {@link CidrSources}' part. */
@ApplicationScoped
public class ClusterReader implements ClusterApi {
  /** What kube-router and Calico use when nothing is said. */
  private static final long DEFAULT_ASN = 64512;

  private final ClusterCalls calls;
  private final CalicoApi calico;
  private final RouterReader routers;
  private final RightsReview rights;
  private final CidrSources cidrs;

  @Inject
  public ClusterReader(
      ClusterCalls calls,
      CalicoApi calico,
      RouterReader routers,
      RightsReview rights,
      CidrSources cidrs) {
    this.calls = calls;
    this.calico = calico;
    this.routers = routers;
    this.rights = rights;
    this.cidrs = cidrs;
  }

  @Override
  public RouterReading router(Access access, Cni cni) {
    return routers.read(access, cni);
  }

  @Override
  public List<ClusterFault> missingRights(Access access, Cni cni) {
    return rights.missing(access, cni);
  }

  @Override
  public ClusterReading read(Access access) {
    List<Node> nodes = calls.ask(access, "list", "nodes", c -> c.nodes().list().getItems());
    Map<Cni, DaemonSet> found = routerSets(access);
    boolean isCalico = found.containsKey(Cni.CALICO);
    Map<String, List<Cidr>> blocks = isCalico ? blocks(access) : Map.of();
    List<NodeReading> readings = nodes.stream().map(n -> node(n, blocks)).toList();
    List<Cidr> nodeCidrs = readings.stream().flatMap(n -> n.podCidrs().stream()).toList();
    List<String> flags = flags(found.get(Cni.KUBE_ROUTER));
    return new ClusterReading(
        readings,
        found.entrySet().stream().map(f -> router(f.getKey(), f.getValue())).toList(),
        found.containsKey(Cni.KUBE_ROUTER) ? kubeRouterAsn(flags) : calicoAsn(access, isCalico),
        cidrs.pods(access, isCalico, nodeCidrs),
        cidrs.services(access, flags));
  }

  private Map<Cni, DaemonSet> routerSets(Access access) {
    List<DaemonSet> all =
        calls.ask(
            access,
            "list",
            RouterReader.DAEMON_SETS,
            client ->
                client
                    .apps()
                    .daemonSets()
                    .inNamespace(RouterDaemonSet.NAMESPACE)
                    .list()
                    .getItems());
    Map<Cni, DaemonSet> found = new java.util.EnumMap<>(Cni.class);
    for (DaemonSet set : all) {
      Arrays.stream(Cni.values())
          .filter(cni -> cni.daemonSet().equals(set.getMetadata().getName()))
          .forEach(cni -> found.put(cni, set));
    }
    return found;
  }

  private static FoundRouter router(Cni cni, DaemonSet set) {
    RouterDaemonSet router = RouterDaemonSet.of(set, cni.daemonSet());
    String image = router == null ? null : router.container().getImage();
    return new FoundRouter(cni, image == null ? null : Images.version(image));
  }

  private static List<String> flags(@Nullable DaemonSet kubeRouter) {
    RouterDaemonSet router =
        kubeRouter == null ? null : RouterDaemonSet.of(kubeRouter, Cni.KUBE_ROUTER.daemonSet());
    return router == null ? List.of() : router.flags();
  }

  private static Sourced<Long> kubeRouterAsn(List<String> flags) {
    long asn = PeerFlags.value(flags, "--cluster-asn").map(ClusterReader::number).orElse(0L);
    return asn > 0
        ? new Sourced<>(asn, "kube-router's flag --cluster-asn")
        : new Sourced<>(DEFAULT_ASN, "kube-router's default");
  }

  private Sourced<Long> calicoAsn(Access access, boolean isCalico) {
    if (isCalico) {
      Optional<Long> asn =
          calico.named(access, CalicoApi.CONFIGURATION, "default").map(ClusterReader::asn);
      if (asn.isPresent() && asn.get() > 0) {
        return new Sourced<>(asn.get(), "BGPConfiguration default");
      }
    }
    return new Sourced<>(DEFAULT_ASN, "the default of kube-router and Calico");
  }

  private static long asn(GenericKubernetesResource configuration) {
    Object asn = CalicoApi.spec(configuration, "asNumber");
    return asn == null ? 0 : number(asn.toString());
  }

  private static long number(String text) {
    return text.matches("\\d{1,10}") ? Long.parseLong(text) : 0;
  }

  /** Calico's own address management gives nodes blocks, whatever their spec says. */
  private Map<String, List<Cidr>> blocks(Access access) {
    Map<String, List<Cidr>> blocks = new HashMap<>();
    for (GenericKubernetesResource affinity : calico.listOptional(access, CalicoApi.AFFINITY)) {
      Object node = CalicoApi.spec(affinity, "node");
      Object cidr = CalicoApi.spec(affinity, "cidr");
      if ("confirmed".equals(CalicoApi.spec(affinity, "state")) && node != null && cidr != null) {
        blocks
            .computeIfAbsent(node.toString(), n -> new ArrayList<>())
            .addAll(CidrSources.ipv4(List.of(cidr.toString())));
      }
    }
    return blocks;
  }

  private static NodeReading node(Node node, Map<String, List<Cidr>> blocks) {
    String name = node.getMetadata().getName();
    List<Cidr> cidrs = CidrSources.ipv4(specCidrs(node));
    Map<String, String> annotations =
        Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.<String, String>of());
    return new NodeReading(
        name,
        internalIp(node),
        blocks.getOrDefault(name, cidrs),
        NodeStates.isReady(node),
        annotations.keySet().stream().anyMatch(k -> k.startsWith("kube-router.io/peer")));
  }

  private static List<String> specCidrs(Node node) {
    if (node.getSpec() == null) {
      return List.of();
    }
    List<String> all = node.getSpec().getPodCIDRs();
    if (all != null && !all.isEmpty()) {
      return all;
    }
    return node.getSpec().getPodCIDR() == null ? List.of() : List.of(node.getSpec().getPodCIDR());
  }

  private static @Nullable String internalIp(Node node) {
    List<NodeAddress> addresses =
        node.getStatus() == null || node.getStatus().getAddresses() == null
            ? List.of()
            : node.getStatus().getAddresses();
    return addresses.stream()
        .filter(a -> "InternalIP".equals(a.getType()) && Ipv4.isAddress(a.getAddress()))
        .map(NodeAddress::getAddress)
        .findFirst()
        .orElse(null);
  }

  /** What nodes say of themselves. */
  static final class NodeStates {
    private NodeStates() {}

    static boolean isReady(Node node) {
      return ready(node).filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    static String why(Node node) {
      return ready(node)
          .map(c -> Objects.requireNonNullElse(c.getMessage(), "no reason is given"))
          .orElse("it has no Ready condition");
    }

    private static Optional<NodeCondition> ready(Node node) {
      return node.getStatus() == null || node.getStatus().getConditions() == null
          ? Optional.empty()
          : node.getStatus().getConditions().stream()
              .filter(c -> "Ready".equals(c.getType()))
              .findFirst();
    }
  }
}
