package io.podspan.routecollector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.addresses.IpAddress;
import io.podspan.routecollector.route.NodeLinks.Address;
import io.podspan.routecollector.route.NodeLinks.Link;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTextTest {
  private static final Link LO =
      new Link("lo", true, true, List.of(address("127.0.0.1", 8), address("::1", 128)));

  private static Address address(String address, int length) {
    return new Address(IpAddress.of(address), length);
  }

  @Test
  void anInterfaceThatIsTurnedOffKeepsItsIpv4AddressAndLosesTheOther() throws OutputFault {
    assertThat(LinkText.links(Captured.text("ip-addr-down.txt")))
        .containsExactly(
            LO,
            new Link("p0", false, false, List.of()),
            new Link("eth0", false, false, List.of(address("198.18.0.11", 24))));
  }

  @Test
  void anInterfaceWhoseOtherEndIsAwayHasNoCarrier() throws OutputFault {
    assertThat(LinkText.links(Captured.text("ip-addr-no-carrier.txt")))
        .contains(
            new Link(
                "eth0",
                true,
                false,
                List.of(address("198.18.0.11", 24), address("fe80::74a4:83ff:feef:9313", 64))));
  }

  @Test
  void interfacesOfPodsThatHaveNoAddressAreLeftOut() throws OutputFault {
    String text =
        """
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue
            inet 127.0.0.1/8 scope host lo
        7: cali12345@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1480 qdisc noqueue
            link/ether ee:ee:ee:ee:ee:ee brd ff:ff:ff:ff:ff:ff
        8: tun-0a1b@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue
            inet 192.0.2.1 peer 192.0.2.9/32 scope global tun-0a1b
        """;
    assertThat(LinkText.links(text))
        .containsExactly(
            new Link("lo", true, true, List.of(address("127.0.0.1", 8))),
            new Link("tun-0a1b", true, true, List.of(address("192.0.2.1", 32))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sh: ip: not found", "[{\"ifname\":\"lo\"}]"})
  void whatIsNoListOfInterfacesIsAFault(String text) {
    assertThatExceptionOfType(OutputFault.class).isThrownBy(() -> LinkText.links(text));
  }

  @Test
  void survivesDamagedText() {
    String text = Captured.text("ip-addr-down.txt");
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      String damaged = Damage.damaged(text, random);
      Damage.survives(() -> LinkText.links(damaged));
    }
  }
}
