package io.podspan.probeservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.world.World;
import io.podspan.probeservice.ends.End;
import io.podspan.probeservice.ends.EndName.AddressName;
import io.podspan.probeservice.ends.Lookup;
import io.podspan.probeservice.measure.FakePods;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesEndsTest {
  private static ClusterState cluster(String name, String pods) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of(pods),
        List.of("10.96.0.0/12"),
        List.of(),
        new AccessReference(name, null));
  }

  @Test
  void anAddressOfSeveralClustersIsThatOfNone(@TempDir Path folder) {
    World world =
        new World(
            Map.of(
                "paris", cluster("paris", "10.1.0.0/16"), "tokyo", cluster("tokyo", "10.2.0.0/16")),
            Map.of());
    try (ClusterClients clients = new ClusterClients(new Credentials(folder))) {
      KubernetesEnds ends = new KubernetesEnds(() -> world, clients, new FakePods());
      Lookup shared = ends.find(new AddressName(IpAddress.of("10.96.0.1")));
      assertThat(shared)
          .isInstanceOfSatisfying(
              Lookup.NotKnown.class,
              said -> {
                assertThat(said.why().code()).isEqualTo("ambiguous-address");
                assertThat(said.why().text()).contains("paris, tokyo");
              });
      IpAddress nobodys = IpAddress.of("192.0.2.1");
      assertThat(ends.find(new AddressName(nobodys)))
          .isEqualTo(new Lookup.Found(End.of(null, nobodys)));
    }
  }
}
