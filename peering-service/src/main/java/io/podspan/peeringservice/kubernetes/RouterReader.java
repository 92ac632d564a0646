package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.RouterReading;
import io.podspan.peeringservice.peering.RouterReading.BgpPeer;
import io.podspan.peeringservice.peering.RouterReading.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Reads how a cluster's routers are configured. */
@ApplicationScoped
public class RouterReader {
  static final String DAEMON_SETS = "daemonsets.apps in " + RouterDaemonSet.NAMESPACE;

  private final ClusterCalls calls;
  private final CalicoApi calico;

  @Inject
  public RouterReader(ClusterCalls calls, CalicoApi calico) {
    this.calls = calls;
    this.calico = calico;
  }

  RouterReading read(Access access, Cni cni) {
    return switch (cni) {
      case KUBE_ROUTER -> flags(daemonSet(access, cni));
      case CALICO -> objects(access);
      case CILIUM -> throw missing("No driver of this version reads Cilium's configuration.");
    };
  }

  private static RouterReading.Flags flags(RouterDaemonSet set) {
    return new RouterReading.Flags(
        RouterDaemonSet.NAMESPACE,
        set.object().getMetadata().getName(),
        set.container().getName(),
        set.field(),
        set.flags(),
        set.strategy(),
        set.cautions());
  }

  /**
   * The router's DaemonSet.
   *
   * @throws ClusterFaultException also when it is not there, or has no container that routes
   */
  RouterDaemonSet daemonSet(Access access, Cni cni) {
    DaemonSet object =
        calls.ask(
            access,
            "get",
            DAEMON_SETS,
            client ->
                client
                    .apps()
                    .daemonSets()
                    .inNamespace(RouterDaemonSet.NAMESPACE)
                    .withName(cni.daemonSet())
                    .get());
    if (object == null) {
      throw missing("There is no DaemonSet kube-system/" + cni.daemonSet() + ".");
    }
    RouterDaemonSet set = RouterDaemonSet.of(object, cni.daemonSet());
    if (set == null) {
      throw missing(
          "The DaemonSet kube-system/"
              + cni.daemonSet()
              + " has several containers, and none of that name.");
    }
    return set;
  }

  private static ClusterFaultException missing(String detail) {
    return new ClusterFaultException(new ClusterFault.Rejected(detail));
  }

  private RouterReading.Objects objects(Access access) {
    return new RouterReading.Objects(
        calico.list(access, CalicoApi.PEER).stream().map(RouterReader::peer).toList(),
        calico.list(access, CalicoApi.POOL).stream().map(RouterReader::pool).toList());
  }

  private static BgpPeer peer(GenericKubernetesResource object) {
    String nodes = text(CalicoApi.spec(object, "nodeSelector"));
    boolean global =
        text(CalicoApi.spec(object, "node")).isEmpty()
            && (nodes.isEmpty() || nodes.equals("all()"));
    long asn = CalicoApi.spec(object, "asNumber") instanceof Number number ? number.longValue() : 0;
    return new BgpPeer(
        object.getMetadata().getName(),
        text(CalicoApi.spec(object, "peerIP")),
        asn,
        global,
        CalicoApi.label(object).isPresent());
  }

  private static Pool pool(GenericKubernetesResource object) {
    return new Pool(
        object.getMetadata().getName(),
        text(CalicoApi.spec(object, "cidr")),
        Boolean.TRUE.equals(CalicoApi.spec(object, "disabled")),
        CalicoApi.label(object));
  }

  private static String text(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
