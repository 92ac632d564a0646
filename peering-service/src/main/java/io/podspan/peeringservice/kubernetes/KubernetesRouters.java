package io.podspan.peeringservice.kubernetes;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.RouterChange;
import io.podspan.peeringservice.peering.RouterChange.FlagChange;
import io.podspan.peeringservice.peering.RouterChange.ObjectChange;
import io.podspan.peeringservice.peering.RouterReading;
import io.podspan.peeringservice.peering.rollout.Observed;
import io.podspan.peeringservice.peering.rollout.RouterControl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Hands each change to the driver that makes it. */
@ApplicationScoped
public class KubernetesRouters implements RouterControl {
  private final RouterReader reader;
  private final KubeRouterDriver kubeRouter;
  private final CalicoDriver calico;

  @Inject
  public KubernetesRouters(RouterReader reader, KubeRouterDriver kubeRouter, CalicoDriver calico) {
    this.reader = reader;
    this.kubeRouter = kubeRouter;
    this.calico = calico;
  }

  @Override
  public RouterReading router(Cluster cluster) {
    return reader.read(cluster.access(), cluster.cni());
  }

  @Override
  public Observed apply(Cluster cluster, RouterChange change) {
    Access access = cluster.access();
    return switch (change) {
      case FlagChange flags -> kubeRouter.apply(access, flags);
      case ObjectChange objects -> calico.apply(access, objects);
    };
  }

  @Override
  public Observed checkNode(Cluster cluster, RouterChange change, String node) {
    return switch (change) {
      case FlagChange _ -> kubeRouter.checkNode(cluster.access(), node);
      case ObjectChange _ -> calico.checkNode(cluster.access(), node);
    };
  }

  @Override
  public Observed restartPod(
      Cluster cluster, RouterChange change, String node, String pod, String uid) {
    return switch (change) {
      case FlagChange _ -> kubeRouter.restartPod(cluster.access(), node, pod, uid);
      case ObjectChange _ -> new Observed.Running(pod);
    };
  }

  @Override
  public Observed restore(Cluster cluster, RouterChange change) {
    return switch (change) {
      case FlagChange flags -> kubeRouter.restore(cluster.access(), flags);
      case ObjectChange _ -> new Observed.Restored();
    };
  }
}
