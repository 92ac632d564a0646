package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.addresses.IpAddress;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Remarks;
import io.podspan.peeringservice.peering.ClusterReading.Taint;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.intent.ClusterApi;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Routers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a cluster is. What its router knows comes from the drivers. */
@ApplicationScoped
public class ClusterReader implements ClusterApi {
  /** Pod networks without a driver: the name of the image or DaemonSet, and that for people. */
  private static final Map<String, String> UNSUPPORTED = Map.of("antrea-agent", "Antrea");

  private final ClusterCalls calls;
  private final DaemonSets daemonSets;
  private final ClusterCidrs cidrs;
  private final RightsReview rights;
  private final Routers routers;

  @Inject
  public ClusterReader(
      ClusterCalls calls,
      DaemonSets daemonSets,
      ClusterCidrs cidrs,
      RightsReview rights,
      Routers routers) {
    this.calls = calls;
    this.daemonSets = daemonSets;
    this.cidrs = cidrs;
    this.rights = rights;
    this.routers = routers;
  }

  @Override
  public RouterReading router(Access access, RouterKind kind) {
    return ClusterCalls.understood(() -> routers.of(kind).read(access));
  }

  @Override
  public List<String> cautions(Access access) {
    return calls.cautions(access);
  }

  @Override
  public List<ClusterFault> missingRights(Access access, RouterKind kind) {
    return ClusterCalls.understood(
        () ->
            rights.missing(
                access,
                routers.of(kind).rights(access).stream()
                    .filter(right -> !access.byHand() || right.reads())
                    .toList()));
  }

  @Override
  public ClusterReading read(Access access) {
    return ClusterCalls.understood(() -> whole(access));
  }

  private ClusterReading whole(Access access) {
    List<NodeReading> nodes =
        calls.ask(
            access,
            "list",
            "nodes",
            c -> ObjectList.read(c.nodes(), ClusterReader::node, ClusterReader::characters));
    List<FoundRouter> found = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (RouterDriver driver : routers.all()) {
      Detection detection = driver.detect(access);
      detection.router().ifPresent(found::add);
      silent.addAll(detection.silent());
    }
    DaemonSets.Found searched = daemonSets.search(access);
    ClusterCidrs.Both own = cidrs.of(access);
    return new ClusterReading(
        nodes,
        found,
        unsupported(searched),
        routers.kinds(),
        own.pods(),
        own.services(),
        withRouter(access, found),
        new Remarks(searched.searched(), silent, calls.cautions(access)),
        uid(access));
  }

  /** Null when the namespace may not be read. */
  private @Nullable String uid(Access access) {
    return calls
        .askOptional(
            access,
            "get",
            "namespaces kube-system",
            client -> client.namespaces().withName("kube-system").get())
        .map(namespace -> namespace.getMetadata().getUid())
        .orElse(null);
  }

  /** Null when there are several routers or none, or when it cannot be found out. */
  private @Nullable Set<String> withRouter(Access access, List<FoundRouter> found) {
    return found.size() == 1
        ? routers.of(found.getFirst().kind()).nodesWithRouter(access).orElse(null)
        : null;
  }

  private static List<String> unsupported(DaemonSets.Found searched) {
    return searched.sets().stream()
        .flatMap(set -> names(set).map(UNSUPPORTED::get))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static Stream<String> names(DaemonSet set) {
    return Stream.concat(
        Stream.of(set.getMetadata().getName()),
        set.getSpec().getTemplate().getSpec().getContainers().stream()
            .map(container -> DaemonSets.program(container.getImage())));
  }

  private static NodeReading node(Node node) {
    return new NodeReading(
        node.getMetadata().getName(),
        internalIp(node),
        ClusterCidrs.readable(specCidrs(node)),
        NodeChecks.isReady(node),
        RouterAnnotations.of(node.getMetadata()),
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of()),
        taints(node));
  }

  /** What is kept of a node, for the bound of a list. */
  private static long characters(NodeReading node) {
    return node.name().length()
        + RouterAnnotations.characters(node.annotations())
        + RouterAnnotations.characters(node.labels());
  }

  private static List<Taint> taints(Node node) {
    return node.getSpec() == null || node.getSpec().getTaints() == null
        ? List.of()
        : node.getSpec().getTaints().stream()
            .map(
                t ->
                    new Taint(
                        t.getKey(),
                        Objects.requireNonNullElse(t.getValue(), ""),
                        Objects.requireNonNullElse(t.getEffect(), "")))
            .toList();
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

  /**
   * The first IPv4 one, because routers peer over IPv4 if they can; otherwise the first IPv6 one.
   */
  private static @Nullable String internalIp(Node node) {
    List<NodeAddress> addresses =
        node.getStatus() == null || node.getStatus().getAddresses() == null
            ? List.of()
            : node.getStatus().getAddresses();
    return addresses.stream()
        .filter(a -> "InternalIP".equals(a.getType()) && a.getAddress() != null)
        .map(a -> IpAddress.parse(a.getAddress()))
        .flatMap(Optional::stream)
        .min(Comparator.comparing(IpAddress::family))
        .map(IpAddress::toString)
        .orElse(null);
  }
}
