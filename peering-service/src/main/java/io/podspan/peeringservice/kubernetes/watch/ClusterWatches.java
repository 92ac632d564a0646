package io.podspan.peeringservice.kubernetes.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.intent.WatchApi;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.Watched;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Watches nodes, DaemonSets and what the driver of the cluster's router reads. */
@ApplicationScoped
public class ClusterWatches implements WatchApi {
  private static final Watched NODES = new Watched("", "v1", "Node", "nodes", "");

  /** In all namespaces, or where routers run most often if that is not allowed. */
  private static final List<Watched> DAEMON_SETS =
      List.of(
          new Watched("apps", "v1", "DaemonSet", "daemonsets", ""),
          new Watched("apps", "v1", "DaemonSet", "daemonsets", DaemonSets.NAMESPACE));

  private final ClusterCalls calls;
  private final Routers routers;
  private final LongSupplier nanoTime;

  @Inject
  public ClusterWatches(ClusterCalls calls, Routers routers) {
    this(calls, routers, System::nanoTime);
  }

  ClusterWatches(ClusterCalls calls, Routers routers, LongSupplier nanoTime) {
    this.calls = calls;
    this.routers = routers;
    this.nanoTime = nanoTime;
  }

  @Override
  public Watch open(Access access, RouterKind kind, Runnable heard) {
    List<List<Watched>> kinds = new ArrayList<>(List.of(List.of(NODES), DAEMON_SETS));
    routers.of(kind).watched().forEach(watched -> kinds.add(List.of(watched)));
    return new OpenWatch(
        access,
        kinds.stream()
            .map(choices -> new ObjectWatch(access.kubeconfig(), choices, heard, nanoTime))
            .toList());
  }

  private final class OpenWatch implements Watch {
    private final Access access;
    private final List<ObjectWatch> watches;
    private @Nullable KubernetesClient client;

    OpenWatch(Access access, List<ObjectWatch> watches) {
      this.access = access;
      this.watches = watches;
    }

    /** A client is another one when its credentials are: what the former one watched has ended. */
    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is still the same client
    public boolean keep() {
      KubernetesClient now = calls.ask(access, "watch", "nodes", same -> same);
      if (client != now) {
        close();
        client = now;
      }
      boolean complete = true;
      for (ObjectWatch watch : watches) {
        complete &= watch.keep(now);
      }
      return complete;
    }

    @Override
    public void close() {
      watches.forEach(ObjectWatch::close);
    }
  }
}
