package io.podspan.peeringservice.routers;

import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.routers.calico.CalicoDriver;
import io.podspan.peeringservice.routers.cilium.CiliumDriver;
import io.podspan.peeringservice.routers.kuberouter.KubeRouterDriver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The registration of the drivers: a new kind of router is one more line here. */
@ApplicationScoped
public class SupportedRouters {

  @Produces
  @Singleton
  Routers routers(ClusterCalls calls, BgpKeys keys) {
    return of(calls, keys);
  }

  /** All of them, for tests too. */
  public static Routers of(ClusterCalls calls, BgpKeys keys) {
    return new Routers(
        List.of(
            new KubeRouterDriver(calls, keys), //
            new CalicoDriver(calls, keys),
            new CiliumDriver(calls, keys)));
  }
}
