package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.kubernetes.CalicoApi.Kind;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterChange.ObjectChange;
import io.podspan.peeringservice.peering.RouterChange.PeerObject;
import io.podspan.peeringservice.peering.RouterChange.PoolObject;
import io.podspan.peeringservice.peering.RouterChange.RouterObject;
import io.podspan.peeringservice.peering.rollout.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/**
 * Calico: objects that its routers follow while they run; nothing restarts. Objects of the same
 * name that do not carry our label are never touched.
 */
@ApplicationScoped
public class CalicoDriver {
  private final CalicoApi calico;
  private final NodeChecks nodes;

  @Inject
  public CalicoDriver(CalicoApi calico, NodeChecks nodes) {
    this.calico = calico;
    this.nodes = nodes;
  }

  /**
   * Pools come before peers: when the first route arrives, its traffic already keeps its source
   * address. They go after them.
   */
  Observed apply(Access access, ObjectChange change) {
    try {
      for (RouterObject object : change.deleted()) {
        delete(access, object);
      }
      Optional<Observed> refused =
          change.created().reversed().stream()
              .map(object -> create(access, object))
              .flatMap(Optional::stream)
              .findFirst();
      return refused.orElseGet(Observed.Applied::new);
    } catch (ClusterCalls.OvertakenException e) {
      return new Observed.Conflict(e.words());
    }
  }

  private void delete(Access access, RouterObject object) {
    Kind kind = kind(object);
    if (calico.named(access, kind, object.name()).filter(CalicoDriver::isOurs).isPresent()) {
      calico.delete(access, kind, object.name());
    }
  }

  private Optional<Observed> create(Access access, RouterObject object) {
    Kind kind = kind(object);
    Optional<GenericKubernetesResource> present = calico.named(access, kind, object.name());
    if (present.isEmpty()) {
      calico.create(access, kind, resource(kind, object));
      return Optional.empty();
    }
    if (isOurs(present.get()) && matches(present.get(), object)) {
      return Optional.empty();
    }
    return Optional.of(
        new Observed.Refusal(
            "There is another " + kind.kind() + " named " + object.name() + ".",
            "Delete or rename it, then retry."));
  }

  private static boolean isOurs(GenericKubernetesResource object) {
    return CalicoApi.label(object).isPresent();
  }

  private static boolean matches(GenericKubernetesResource present, RouterObject wanted) {
    return switch (wanted) {
      case PeerObject peer -> peer.peerIp().equals(CalicoApi.spec(present, "peerIP"));
      case PoolObject pool -> pool.cidr().equals(CalicoApi.spec(present, "cidr"));
    };
  }

  private static Kind kind(RouterObject object) {
    return switch (object) {
      case PeerObject _ -> CalicoApi.PEER;
      case PoolObject _ -> CalicoApi.POOL;
    };
  }

  private static GenericKubernetesResource resource(Kind kind, RouterObject object) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(CalicoApi.GROUP + "/v1")
        .withKind(kind.kind())
        .withNewMetadata()
        .withName(object.name())
        .addToLabels(CalicoApi.OURS, object.interconnect())
        .addToLabels("app.kubernetes.io/managed-by", "podspan")
        .endMetadata()
        .addToAdditionalProperties("spec", spec(object))
        .build();
  }

  private static Map<String, Object> spec(RouterObject object) {
    return switch (object) {
      case PeerObject peer -> Map.of("peerIP", peer.peerIp(), "asNumber", peer.asn());
      case PoolObject pool ->
          Map.of(
              "cidr",
              pool.cidr(),
              "disabled",
              true,
              "natOutgoing",
              false,
              "disableBGPExport",
              true);
    };
  }

  Observed checkNode(Access access, String node) {
    return nodes.objection(access, node).orElseGet(Observed.UpToDate::new);
  }
}
