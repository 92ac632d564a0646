package io.podspan.peeringservice.routers;

import static io.podspan.testkit.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.ClusterCidrs;
import io.podspan.peeringservice.kubernetes.ClusterReader;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.BgpKey;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.peeringservice.peering.router.UnusableKeyException;
import java.nio.file.Path;

/** Readers and drivers around one paper cluster. */
public final class Drivers implements AutoCloseable {
  /** Each file has a key but this one. */
  public static final String NO_KEY = "missing.key";

  /** What the file of a key has. */
  public static BgpKey key(String file) {
    if (file.equals(NO_KEY)) {
      throw new UnusableKeyException("There is no file " + file + ".", "Put it there.");
    }
    return new BgpKey("secret of " + file);
  }

  public final Path credentials;
  public final PaperCluster paper;
  public final ClusterReader reader;
  public final Routers routers;
  public final ClusterCalls calls;
  private final ClusterClients clients;

  public Drivers(Path folder, String cni) {
    credentials = folder.resolve("credentials");
    paper =
        new PaperCluster(
            credentials,
            "paris",
            cni,
            "10.1.0.0/16",
            "10.101.0.0/16",
            "198.18.1.",
            2,
            PaperCluster.SILENT);
    clients = new ClusterClients(new Credentials(credentials));
    calls = new ClusterCalls(clients, new SimpleMeterRegistry());
    routers = SupportedRouters.of(calls, Drivers::key);
    reader =
        new ClusterReader(
            calls,
            new DaemonSets(calls),
            new ClusterCidrs(calls),
            new RightsReview(calls),
            routers);
    await().until(() -> paper.nodes().stream().allMatch(n -> paper.podOn(n).isPresent()));
  }

  public static Access access(String kubeconfig) {
    return new Access(kubeconfig, null);
  }

  public static Cluster cluster(RouterKind cni) {
    Cluster sample = Samples.cluster("paris", 1, cni);
    return new Cluster(
        "paris",
        cni,
        null,
        64512,
        sample.podCidrs(),
        sample.serviceCidrs(),
        sample.nodes(),
        access("paris"));
  }

  /** The change that this aim needs now. */
  public RouterChange plan(Aim aim) {
    RouterReading reading = routers.of(aim.cluster().cni()).read(aim.cluster().access());
    return ((Planned) reading.plan(aim)).change();
  }

  @Override
  public void close() {
    clients.close();
    paper.close();
  }
}
