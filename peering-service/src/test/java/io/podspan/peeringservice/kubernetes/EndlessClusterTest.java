package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.clusteraccess.EndlessServer;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An API server that never ends its list is a fault of its cluster, with the reason. */
@Timeout(120)
class EndlessClusterTest {
  @TempDir Path folder;

  @Test
  void theFaultSaysWhatIsTooMuch() throws IOException {
    try (EndlessServer endless = new EndlessServer(EndlessServer.Way.ONE_BODY);
        ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      Files.writeString(
          folder.resolve("endless"),
          """
          current-context: main
          contexts: [{name: main, context: {cluster: c}}]
          clusters: [{name: c, cluster: {server: 'http://127.0.0.1:%d'}}]
          """
              .formatted(endless.port()));
      DaemonSets sets = new DaemonSets(new ClusterCalls(clients, new SimpleMeterRegistry()));

      assertThatExceptionOfType(ClusterFaultException.class)
          .isThrownBy(() -> sets.search(new Access("endless", null)))
          .satisfies(
              e ->
                  assertThat(e.fault())
                      .isEqualTo(
                          new ClusterFault.Unreachable(
                              "The API server lists more than 16 MiB of objects of one kind.")));
    }
  }
}
