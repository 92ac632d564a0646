package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpFamily;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nodes, clusters and reflectors of both families. */
class FamiliesTest {
  private static final Node IPV4 =
      new Node("one", "192.0.2.11", cidrs("10.1.1.0/24", "fd00:1:0:1::/64"));
  private static final Node IPV6 = new Node("two", "2001:db8::12", cidrs("fd00:1:0:2::/64"));

  @Test
  void aNodeAnnouncesThePodCidrsOfItsAddresssFamily() {
    assertThat(IPV4.family()).isEqualTo(IpFamily.IPV4);
    assertThat(IPV4.joinedCidrs()).isEqualTo(cidrs("10.1.1.0/24"));
    assertThat(IPV6.family()).isEqualTo(IpFamily.IPV6);
    assertThat(IPV6.joinedCidrs()).isEqualTo(cidrs("fd00:1:0:2::/64"));
  }

  @Test
  void aClusterIsJoinedInTheFamiliesOfItsNodes() {
    assertThat(cluster(IPV4).joinedCidrs()).isEqualTo(cidrs("10.1.0.0/16"));
    assertThat(cluster(IPV6).joinedCidrs()).isEqualTo(cidrs("fd00:1::/48"));
    assertThat(cluster(IPV4, IPV6).joinedCidrs()).isEqualTo(cidrs("10.1.0.0/16", "fd00:1::/48"));
  }

  private static Cluster cluster(Node... nodes) {
    return new Cluster(
        "paris",
        Samples.CALICO,
        null,
        64512,
        cidrs("10.1.0.0/16", "fd00:1::/48"),
        List.of(),
        List.of(nodes),
        new Access("paris", null));
  }

  @Test
  void theEndpointOfAReflectorNamesAnUnusualPort() {
    assertThat(new Reflector("r", "192.0.2.1", 179, 64512).endpoint()).isEqualTo("192.0.2.1");
    assertThat(new Reflector("r", "192.0.2.1", 1790, 64512).endpoint()).isEqualTo("192.0.2.1:1790");
    assertThat(new Reflector("r", "2001:db8::1", 179, 64512).endpoint()).isEqualTo("2001:db8::1");
    assertThat(new Reflector("r", "2001:db8::1", 1790, 64512).endpoint())
        .isEqualTo("[2001:db8::1]:1790");
  }
}
