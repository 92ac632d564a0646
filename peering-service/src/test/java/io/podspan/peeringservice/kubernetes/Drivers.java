package io.podspan.peeringservice.kubernetes;

import static io.podspan.testkit.Patience.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.Samples;
import java.nio.file.Path;

/** The package put together around one paper cluster. */
final class Drivers implements AutoCloseable {
  final Path credentials;
  final PaperCluster paper;
  final ClusterReader reader;
  final KubernetesRouters routers;
  final ClusterCalls calls;
  final CalicoApi calico;
  private final ClusterClients clients;

  Drivers(Path folder, String cni) {
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
    calico = new CalicoApi(calls);
    RouterReader routerReader = new RouterReader(calls, calico);
    NodeChecks nodes = new NodeChecks(calls);
    reader =
        new ClusterReader(
            calls, calico, routerReader, new RightsReview(calls), new CidrSources(calls, calico));
    routers =
        new KubernetesRouters(
            routerReader,
            new KubeRouterDriver(
                routerReader, new DaemonSetPatches(calls), new RouterPods(calls), nodes),
            new CalicoDriver(calico, nodes));
    await().until(() -> paper.nodes().stream().allMatch(n -> paper.podOn(n).isPresent()));
  }

  static Access access(String kubeconfig) {
    return new Access(kubeconfig, null);
  }

  static Cluster cluster(Cni cni) {
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

  @Override
  public void close() {
    clients.close();
    paper.close();
  }
}
