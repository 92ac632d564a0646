package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.Topology;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class LabSpecTest {
  private static final Path FOLDER = Path.of("target", "spec");

  @Test
  void theDemoHasThreeClustersWithTheAddressesOfTheDocumentation() {
    Topology topology = LabSpec.demo(FOLDER).topology();

    assertThat(topology.hostAddress()).isEqualTo("198.18.0.1");
    assertThat(topology.nodes())
        .extracting(Topology.Node::name, Topology.Node::address, n -> n.podCidr().toString())
        .containsExactly(
            Tuple.tuple("paris-n1", "198.18.0.11", "10.1.1.0/24"),
            Tuple.tuple("paris-n2", "198.18.0.12", "10.1.2.0/24"),
            Tuple.tuple("london-n1", "198.18.0.21", "10.2.1.0/24"),
            Tuple.tuple("london-n2", "198.18.0.22", "10.2.2.0/24"),
            Tuple.tuple("tokyo-n1", "198.18.0.31", "10.3.1.0/24"),
            Tuple.tuple("tokyo-n2", "198.18.0.32", "10.3.2.0/24"));
  }

  @Test
  void refusesANameThatInterfacesCannotCarry() {
    assertThatThrownBy(() -> LabSpec.demo("much-too-long", "198.18.0.0/24", FOLDER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 8 characters");
  }

  @Test
  void refusesAFolderThatRoutersCouldNotSee() {
    assertThatThrownBy(() -> LabSpec.demo(Path.of("/run/lab")))
        .hasMessageContaining("cannot be below /run");
  }

  @Test
  void refusesTwoClustersOfOneName() {
    ClusterSpec paris = ClusterSpec.of("paris", CniStyle.CALICO, "10.1.0.0/16", "10.101.0.0/16");

    assertThatThrownBy(() -> LabSpec.demo(FOLDER).withClusters(List.of(paris, paris)))
        .hasMessageContaining("two clusters are called paris");
  }

  @Test
  void refusesMoreNodesThanTheSubnetHolds() {
    LabSpec demo = LabSpec.demo("demo", "198.18.0.0/28", FOLDER);

    assertThatThrownBy(demo::topology).hasMessageContaining("too small for all nodes");
  }

  @Test
  void refusesIpv6NetworksBecauseItsNodesHaveIpv4() {
    assertThatThrownBy(() -> LabSpec.demo("demo", "fd00::/64", FOLDER))
        .hasMessage("the subnet fd00::/64 is IPv6; the nodes of a lab have IPv4 addresses");
    assertThatThrownBy(() -> ClusterSpec.of("paris", CniStyle.CALICO, "fd00::/48", "10.101.0.0/16"))
        .hasMessage("cluster paris has an IPv6 CIDR; the pods of a lab have IPv4 addresses");
  }

  @Test
  void namesThePackagesOfWhatIsMissing() {
    var missing =
        new Prerequisites(true, true, List.of("gobgpd", "bird"), List.of("bird2", "gobgpd"));

    assertThat(missing.met()).isFalse();
    assertThat(missing.problem()).contains("apt-get install -y bird2 gobgpd");
  }
}
