package io.podspan.routecollector.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardwareAddressesTest {
  private static final String PRINTED =
      """
      == addresses
      1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000
          link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
          inet 127.0.0.1/8 scope host lo
             valid_lft forever preferred_lft forever
      2: eth0@if7: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
          link/ether 02:00:00:00:00:11 brd ff:ff:ff:ff:ff:ff link-netns rig
          inet 198.18.0.11/24 brd 198.18.0.255 scope global eth0
             valid_lft forever preferred_lft forever
          inet6 fd00::11/64 scope global
             valid_lft forever preferred_lft forever
      3: eth1@if8: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
          link/ether 02:00:00:00:00:12 brd ff:ff:ff:ff:ff:ff
      4: tunl0@NONE: <NOARP,UP,LOWER_UP> mtu 1480 qdisc noqueue state UNKNOWN group default
          link/ipip 0.0.0.0 brd 0.0.0.0
          inet 10.1.0.1/32 scope global tunl0
      == exit 0
      """;

  @Test
  void thoseOfAllInterfacesAreRead() {
    assertThat(HardwareAddresses.of(Sections.of(PRINTED).of("addresses", 0)))
        .containsExactly("02:00:00:00:00:11", "02:00:00:00:00:12");
  }

  @Test
  void whatTheNodeDidNotSayIsNotKnown() {
    assertThat(HardwareAddresses.of(null)).isEmpty();
    assertThat(HardwareAddresses.of(Sections.of("== clock").of("addresses", 0))).isEmpty();
  }

  @Test
  void moreThanAreReadAreNotKnown() {
    String many =
        IntStream.range(0, 501)
            .mapToObj(
                at -> "    link/ether 02:00:00:00:%02x:%02x brd".formatted(at / 256, at % 256))
            .collect(Collectors.joining("\n", "== addresses\n", "\n== exit 0\n"));
    assertThat(HardwareAddresses.of(Sections.of(many).of("addresses", 0))).isEmpty();
  }
}
