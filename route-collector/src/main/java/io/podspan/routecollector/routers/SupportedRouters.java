package io.podspan.routecollector.routers;

import io.podspan.events.Cni;
import io.podspan.routecollector.router.RouterKind;
import io.podspan.routecollector.routers.calico.Calico;
import io.podspan.routecollector.routers.cilium.Cilium;
import io.podspan.routecollector.routers.kuberouter.KubeRouter;
import java.util.List;
import java.util.Optional;

/** The table of the kinds of router. A new kind is a new line. */
public final class SupportedRouters {
  private static final List<RouterKind> ALL = List.of(new KubeRouter(), new Calico(), new Cilium());

  private SupportedRouters() {}

  /** Empty when routers of this kind cannot be read. */
  public static Optional<RouterKind> of(Cni cni) {
    return ALL.stream().filter(kind -> kind.cni() == cni).findFirst();
  }
}
