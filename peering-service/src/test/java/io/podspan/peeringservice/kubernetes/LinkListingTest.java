package io.podspan.peeringservice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.network.NodeLinks.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkListingTest {
  private static final String IPROUTE2 =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
          link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
          inet 127.0.0.1/8 scope host lo
             valid_lft forever preferred_lft forever
          inet6 ::1/128 scope host
             valid_lft forever preferred_lft forever
      2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
          link/ether 02:42:c0:00:02:0b brd ff:ff:ff:ff:ff:ff link-netnsid 0
          inet 192.0.2.11/24 brd 192.0.2.255 scope global eth0
             valid_lft forever preferred_lft forever
          inet6 2001:db8::b/64 scope global dynamic
      3: wg0: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1420 qdisc noqueue state UNKNOWN group default
          link/none
          inet 10.9.0.1 peer 10.9.0.2/32 scope global wg0
      4: veth1@if3: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue master kube-bridge
      """;

  private static final String BUSYBOX =
      """
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000
          link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
          inet 127.0.0.1/8 scope host lo
             valid_lft forever preferred_lft forever
      88: eth0@if89: <BROADCAST,MULTICAST,UP,LOWER_UP,M-DOWN> mtu 9000 qdisc noqueue state UP
          link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff
          inet 172.17.0.2/16 brd 172.17.255.255 scope global eth0
      """;

  private static NodeLinks.At at(String printed, String address) {
    return new NodeLinks.Seen(LinkListing.parse(printed)).at(IpAddress.of(address)).orElseThrow();
  }

  @Test
  void readsWhatIproute2Prints() {
    assertThat(LinkListing.parse(IPROUTE2))
        .extracting(Link::name)
        .containsExactly("lo", "eth0", "wg0");
    assertThat(at(IPROUTE2, "192.0.2.11").link().mtu()).isEqualTo(1500);
    assertThat(at(IPROUTE2, "192.0.2.11").subnet()).hasToString("192.0.2.0/24");
    assertThat(at(IPROUTE2, "2001:db8::b").subnet()).hasToString("2001:db8::/64");
    assertThat(at(IPROUTE2, "10.9.0.1").link().mtu()).isEqualTo(1420);
  }

  @Test
  void readsWhatBusyBoxPrints() {
    assertThat(at(BUSYBOX, "172.17.0.2").link().mtu()).isEqualTo(9000);
    assertThat(at(BUSYBOX, "172.17.0.2").subnet()).hasToString("172.17.0.0/16");
  }

  @Test
  void whatIsSomethingElseHasNoLinks() {
    for (String other :
        List.of("", "ip: unknown command", "    inet 192.0.2.1/24", "2: eth0: mtu x")) {
      assertThat(LinkListing.parse(other)).isEmpty();
    }
    assertThat(LinkListing.parse("2: eth0: <UP> mtu 1500\n    inet 192.0.2.1/99")).isEmpty();
  }

  /** A command that the policy does not have is refused in every member cluster. */
  @Test
  void thePolicyOfMemberClustersAllowsTheCommand() throws IOException {
    String limits = Files.readString(Path.of("..", "deploy", "member-cluster", "limits.yaml"));
    assertThat(limits).contains("|" + String.join("\\n", LinkListing.COMMAND) + ")$'");
  }
}
