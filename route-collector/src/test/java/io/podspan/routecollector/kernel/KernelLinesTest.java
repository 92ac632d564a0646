package io.podspan.routecollector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.feed.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as iproute2 6.1 printed them in a network namespace. */
class KernelLinesTest {
  private static final String UP =
      "2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default \\"
          + "    link/ether 0e:09:44:f7:ba:19 brd ff:ff:ff:ff:ff:ff link-netns fabric";
  private static final String DOWN =
      "2: eth0@if5: <BROADCAST,MULTICAST> mtu 1500 qdisc noqueue state DOWN group default \\"
          + "    link/ether 0e:09:44:f7:ba:19 brd ff:ff:ff:ff:ff:ff link-netns fabric";
  private static final String NO_CARRIER =
      "2: eth0@if5: <NO-CARRIER,BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state DOWN"
          + " group default \\    link/ether 0e:09:44:f7:ba:19 brd ff:ff:ff:ff:ff:ff";

  private final KernelLines lines = new KernelLines();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.2.1.0/24 via 198.18.0.21 dev eth0 proto 17 ",
        "Deleted 10.2.1.0/24 via 198.18.0.21 dev eth0 proto 17 ",
        "[ROUTE]Deleted 10.2.1.0/24 via 198.18.0.21 dev eth0 proto bird metric 32",
        "blackhole 10.9.0.0/16 ",
        "Deleted unreachable 10.9.0.0/16 proto static",
        "10.8.0.0/16 table 77 \\\tnexthop via 198.18.0.21 dev eth0 weight 1 \\\tnexthop via 198.18.0.22"
            + " dev eth0 weight 1 ",
        "10.2.1.7 dev tun-x scope link",
        "default via 198.18.0.1 dev eth0",
        "198.18.0.0/24 dev eth0 proto kernel scope link src 198.18.0.11 ",
        "2001:db8:1::/64 dev eth0 metric 1024 pref medium",
        "Deleted 2001:db8:1::/64 via 2001:db8::2 dev eth0 metric 1024 pref medium",
        "32765:\tfrom 10.0.0.0/8 lookup 77",
        "Deleted 32765:\tfrom all lookup 77",
        "2: eth0    inet 198.18.0.9/24 scope global secondary eth0\\       valid_lft forever",
        "Deleted 2: eth0    inet6 2001:db8::9/64 scope global \\       valid_lft forever",
      })
  void routesRulesAndAddressesAreChanges(String line) {
    assertThat(lines.read(line)).isInstanceOf(Step.Change.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local 198.18.0.9 dev eth0 table local proto kernel scope host src 198.18.0.1 ",
        "Deleted local fe80::c09:44ff:fef7:ba19 dev eth0 table local proto kernel metric 0 pref medium",
        "broadcast 198.18.0.255 dev eth0 table local proto kernel scope link src 198.18.0.1 ",
        "Deleted multicast ff00::/8 dev eth0 table local proto kernel metric 256 pref medium",
        "fe80::/64 dev eth0 proto kernel metric 256 pref medium",
        "[ADDR]2: eth0    inet6 fe80::c09:44ff:fef7:ba19/64 scope link \\       valid_lft forever",
      })
  void whatANodeDoesForItselfIsNone(String line) {
    assertThat(lines.read(line)).isEqualTo(Step.BEAT);
  }

  @Test
  void aLinkCountsWhenItGoesDownAndWhenItComesUp() {
    assertThat(lines.read(UP)).as("seen for the first time").isEqualTo(Step.BEAT);
    assertThat(lines.read("[LINK]" + UP)).isEqualTo(Step.BEAT);
    assertThat(lines.read(NO_CARRIER)).isInstanceOf(Step.Change.class);
    assertThat(lines.read(DOWN)).as("down already").isEqualTo(Step.BEAT);
    assertThat(lines.read(UP)).isInstanceOf(Step.Change.class);
    assertThat(lines.read("Deleted " + UP)).isInstanceOf(Step.Change.class);
  }

  @Test
  void aLinkThatWasUpBeforeTheFeedBeganCountsWhenItGoesDown() {
    assertThat(lines.read(DOWN)).isInstanceOf(Step.Change.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Deleted ",
        "netlink receive error No buffer space available (105)",
        "Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }",
        "sh: ip: not found",
        "2:",
        "2: eth0: <UP",
        "10.2.1.0/24via 198.18.0.21",
        "rpc error: code = Unavailable desc = transport is closing"
      })
  void whatIsNotUnderstoodIsAGap(String line) {
    assertThat(lines.read(line)).isInstanceOf(Step.Gap.class);
  }

  @Test
  void aLinkThatIsCutAnywhereIsNeverTakenForOneThatIsUp() {
    lines.read(UP);
    String flags = "2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu ";
    for (int length = 0; length < flags.length(); length++) {
      assertThat(lines.read(UP.substring(0, length)))
          .as(UP.substring(0, length))
          .isInstanceOf(Step.Gap.class);
    }
  }
}
