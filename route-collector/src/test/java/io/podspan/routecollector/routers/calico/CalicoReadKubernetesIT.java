package io.podspan.routecollector.routers.calico;

import static io.podspan.routecollector.router.Answers.whole;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.NodeSession;
import io.podspan.events.NodeState;
import io.podspan.events.RouteEntry;
import io.podspan.lab.kubernetes.BirdReflector;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.routecollector.kubernetes.ExecPlaces;
import io.podspan.routecollector.kubernetes.KnownRouters;
import io.podspan.routecollector.kubernetes.KubernetesClusterReader;
import io.podspan.routecollector.route.NodeTables;
import io.podspan.routecollector.route.ReadOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** BIRD in a DaemonSet called calico-node, read through a real API server and kubelet. */
@ExtendWith(RealClusters.class)
class CalicoReadKubernetesIT {
  private static final String TOKYO = "tokyo";
  private static final String NODE = "tokyo-1";

  @TempDir Path folder;

  @Test
  void sessionsAndRoutesOfBothInstallationsAreRead(RealClusters clusters) throws IOException {
    Rig rig = clusters.rig();
    rig.up(TOKYO, 3, 1, System.out::println);
    Path credentials = Files.createDirectory(folder.resolve("credentials"));
    Files.copy(
        rig.kubeconfig(TOKYO), credentials.resolve(TOKYO), StandardCopyOption.COPY_ATTRIBUTES);
    String node = rig.subnet() + ".31";
    try (ClusterClients clients = new ClusterClients(new Credentials(credentials));
        BirdReflector _ = BirdReflector.start(rig, folder, node)) {
      var reader =
          new KubernetesClusterReader(
              clients,
              new KnownRouters(Optional.empty()),
              new ExecPlaces(new SimpleMeterRegistry(), 1, 100));
      for (String namespace : List.of("kube-system", "calico-system")) {
        rig.calico(TOKYO, namespace);
        peerWith(rig);

        await()
            .alias("the session in " + namespace)
            .untilAsserted(
                () ->
                    assertThat(whole(tables(reader, node).sessions()))
                        .containsExactly(
                            new NodeSession(rig.address(), 64512, "Established", false)));
        await()
            .alias("the routes in " + namespace)
            .untilAsserted(
                () ->
                    assertThat(whole(tables(reader, node).rib()).best())
                        .contains(new RouteEntry(BirdReflector.ROUTE, rig.address())));
        await()
            .untilAsserted(
                () ->
                    assertThat(whole(tables(reader, node).kernel()))
                        .anyMatch(route -> route.prefix().equals(BirdReflector.ROUTE)));
      }
    }
  }

  private void peerWith(Rig rig) throws IOException {
    Path peer =
        Files.writeString(
            folder.resolve("peer.yaml"),
            """
            apiVersion: crd.projectcalico.org/v1
            kind: BGPPeer
            metadata: {name: reflector}
            spec: {peerIP: %s, asNumber: 64512}
            """
                .formatted(rig.address()));
    rig.ctl(TOKYO, "apply", "-f", peer.toString());
  }

  private static NodeTables tables(KubernetesClusterReader reader, String address) {
    Map<String, ReadOutcome> outcomes = new ConcurrentHashMap<>();
    reader.read(
        new ClusterState(
            TOKYO,
            Cni.CALICO,
            null,
            64512,
            List.of("10.3.0.0/16"),
            List.of("10.103.0.0/16"),
            List.of(new NodeState(NODE, address, List.of("10.3.0.0/24"))),
            new AccessReference(TOKYO, null)),
        outcomes::put);
    assertThat(outcomes.get(NODE)).isInstanceOf(ReadOutcome.Read.class);
    return ((ReadOutcome.Read) outcomes.get(NODE)).tables();
  }
}
