package io.podspan.routecollector.kernel;

import static io.podspan.routecollector.router.Answers.partly;
import static io.podspan.routecollector.router.Answers.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.KernelRoute.Link;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelOutputTest {
  private static KernelRoute hop(String prefix, String nextHop, Link link) {
    return new KernelRoute(prefix, nextHop, "eth0", "unicast", 0, link, true);
  }

  private static Answer<List<KernelRoute>> withoutProtocol(IpFamily family, String text)
      throws OutputFault {
    Answer<List<KernelRoute>> read = KernelOutput.routes(family, text);
    return Answer.of(
        read.value().orElseThrow().stream().map(route -> route.by(null)).toList(), read.gap());
  }

  @Test
  void readsWhoSetARoute() throws OutputFault {
    String json =
        """
        [{"dst":"10.1.0.0/24","gateway":"192.0.2.1","dev":"eth0","protocol":"17","flags":[]},
         {"dst":"10.2.0.0/24","gateway":"192.0.2.1","dev":"eth0","flags":[]},
         {"dst":"10.3.0.0/24","protocol":"static","flags":[],"nexthops":[
           {"gateway":"192.0.2.3","dev":"eth0","weight":1,"flags":[]}]}]
        """;
    assertThat(KernelOutput.routes(IpFamily.IPV4, json).value().orElseThrow())
        .extracting(KernelRoute::protocol)
        .containsExactly("17", "boot", "static");
    String text =
        """
        10.1.0.0/24 via 192.0.2.1 dev eth0 proto bird metric 32
        10.2.0.0/24 via 192.0.2.1 dev eth0
        10.3.0.0/24 proto static
        \tnexthop via 192.0.2.3 dev eth0 weight 1
        """;
    assertThat(KernelOutput.routes(IpFamily.IPV4, text).value().orElseThrow())
        .as("BusyBox prints no protocol, so none is not known")
        .extracting(KernelRoute::protocol)
        .containsExactly("bird", null, "static");
  }

  @Test
  void readsRoutesThatKubeRouterAndTheKernelInstalled() throws OutputFault {
    assertThat(whole(withoutProtocol(IpFamily.IPV4, Captured.text("ip-route-kube-router.json"))))
        .containsExactly(
            new KernelRoute("10.3.0.0/24", "198.18.11.2", "rcap0", "unicast"),
            new KernelRoute("198.18.11.0/24", null, "rcap0", "unicast"));
  }

  @Test
  void readsRoutesThatBirdInstalled() throws OutputFault {
    assertThat(whole(withoutProtocol(IpFamily.IPV4, Captured.text("ip-route-calico.json"))))
        .contains(
            new KernelRoute("10.1.0.0/24", "198.18.11.1", "rcap1", "unicast", 32, Link.UP, false));
  }

  @Test
  void readsDefaultHostBlackholeTunnelAndSeveralNextHops() throws OutputFault {
    String text =
        """
        [{"dst":"default","gateway":"192.0.2.1","dev":"eth0","flags":[]},
         {"dst":"1.0.0.2","gateway":"192.0.2.1","dev":"eth0","flags":[]},
         {"type":"blackhole","dst":"10.3.0.0/26","protocol":"bird","flags":[]},
         {"dst":"10.4.0.0/24","dev":"tun-0a1b2c3d4e5","protocol":"zebra","flags":[]},
         {"dst":"10.5.0.0/24","flags":[],"nexthops":[
           {"gateway":"192.0.2.3","dev":"eth0","weight":1,"flags":[]},
           {"gateway":"192.0.2.4","dev":"eth0","weight":1,"flags":[]}]}]
        """;
    assertThat(whole(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(
            new KernelRoute("0.0.0.0/0", "192.0.2.1", "eth0", "unicast"),
            new KernelRoute("1.0.0.2/32", "192.0.2.1", "eth0", "unicast"),
            new KernelRoute("10.3.0.0/26", null, null, "blackhole"),
            new KernelRoute("10.4.0.0/24", null, "tun-0a1b2c3d4e5", "unicast"),
            hop("10.5.0.0/24", "192.0.2.3", Link.UP),
            hop("10.5.0.0/24", "192.0.2.4", Link.UP));
  }

  @Test
  void readsTheIpv6Table() throws OutputFault {
    String text =
        """
        [{"dst":"default","gateway":"fe80::1","dev":"eth0","flags":[]},
         {"dst":"fd00:2:0:1::/64","gateway":"2001:DB8::21","dev":"eth0","flags":[]},
         {"dst":"2001:db8::/64","dev":"eth0","protocol":"kernel","flags":[]},
         {"dst":"2001:db8::1","dev":"lo","flags":[]}]
        """;
    assertThat(whole(withoutProtocol(IpFamily.IPV6, text)))
        .containsExactly(
            new KernelRoute("::/0", "fe80::1", "eth0", "unicast"),
            new KernelRoute("fd00:2:0:1::/64", "2001:db8::21", "eth0", "unicast"),
            new KernelRoute("2001:db8::/64", null, "eth0", "unicast"),
            new KernelRoute("2001:db8::1/128", null, "lo", "unicast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", "[ ]\n"})
  void findsNoRouteWhereThereIsNone(String text) throws OutputFault {
    assertThat(whole(withoutProtocol(IpFamily.IPV4, text))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{}]",
        "[{\"dst\":\"fe80::%1/64\"}]",
        "[{\"dst\":\"10.1.0.0/24\",\"gateway\":\"; rm\"}]",
        "[{\"dst\":}]"
      })
  void saysThatARowCouldNotBeRead(String text) throws OutputFault {
    assertThat(partly(withoutProtocol(IpFamily.IPV4, text))).isEmpty();
  }

  /** iproute2 of some versions prints the kind of a route without its key, which is no JSON. */
  @Test
  void readsAKindWithoutKeyAndAllOtherRows() throws OutputFault {
    String text =
        """
        [{"blackhole","dst":"10.63.1.0/26","protocol":"bird","flags":[]},
         {"dst":"10.63.4.0/26","unreachable","metric":1024},
         {"dst":"default","gateway":"192.0.2.254","dev":"eth0","flags":[]},
         {"dst":"10.63.2.0/24","gateway":"192.0.2.12","dev":"eth0","protocol":"bird","flags":[]}]
        """;
    assertThat(whole(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(
            new KernelRoute("10.63.1.0/26", null, null, "blackhole"),
            new KernelRoute("10.63.4.0/26", null, null, "unreachable", 1024, Link.UP, false),
            new KernelRoute("0.0.0.0/0", "192.0.2.254", "eth0", "unicast"),
            new KernelRoute("10.63.2.0/24", "192.0.2.12", "eth0", "unicast"));
  }

  @Test
  void aBrokenRowCostsNoOther() throws OutputFault {
    String text =
        """
        [{"dst":"10.63.1.0/26","what":is this},
         {"dst":"10.63.2.0/24","gateway":"192.0.2.12","dev":"eth0"}]
        """;
    assertThat(partly(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(new KernelRoute("10.63.2.0/24", "192.0.2.12", "eth0", "unicast"));
  }

  @Test
  void readsMetricsAndLinksThatAreDown() throws OutputFault {
    String text =
        """
        [{"dst":"10.66.1.0/26","gateway":"192.0.2.12","dev":"eth0","metric":1024,"flags":[]},
         {"dst":"10.66.2.0/24","gateway":"192.0.2.13","dev":"eth0","flags":["dead","linkdown"]},
         {"dst":"10.66.4.0/24","gateway":"192.0.2.13","dev":"eth0","flags":["linkdown"]},
         {"dst":"10.66.3.0/24","flags":[],"nexthops":[
           {"gateway":"192.0.2.14","dev":"eth0","weight":1,"flags":["dead","linkdown"]},
           {"gateway":"192.0.2.15","dev":"eth0","weight":1,"flags":["onlink"]}]}]
        """;
    assertThat(whole(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(
            new KernelRoute("10.66.1.0/26", "192.0.2.12", "eth0", "unicast", 1024, Link.UP, false),
            new KernelRoute("10.66.2.0/24", "192.0.2.13", "eth0", "unicast", 0, Link.DEAD, false),
            new KernelRoute(
                "10.66.4.0/24", "192.0.2.13", "eth0", "unicast", 0, Link.NO_CARRIER, false),
            hop("10.66.3.0/24", "192.0.2.14", Link.DEAD),
            hop("10.66.3.0/24", "192.0.2.15", Link.UP));
  }

  /** Older iproute2 ignores -j and prints text; BusyBox prints text when asked without it. */
  @Test
  void readsText() throws OutputFault {
    String text =
        """
        default via 192.0.2.254 dev eth0
        10.64.2.0/24 via 192.0.2.12 dev eth0 proto bird metric 32
        blackhole 10.64.1.0/26 proto bird
        192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.11
        10.64.9.9 dev cali1234 scope link
        10.64.4.0/24 via 192.0.2.13 dev eth0 dead linkdown
        10.64.5.0/24 via inet6 fe80::1 dev eth0
        10.64.3.0/24 proto bird
        \tnexthop via 192.0.2.14 dev eth0 weight 1 dead linkdown
        \tnexthop via 192.0.2.15 dev eth0 weight 1
        """;
    assertThat(whole(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(
            new KernelRoute("0.0.0.0/0", "192.0.2.254", "eth0", "unicast"),
            new KernelRoute("10.64.2.0/24", "192.0.2.12", "eth0", "unicast", 32, Link.UP, false),
            new KernelRoute("10.64.1.0/26", null, null, "blackhole"),
            new KernelRoute("192.0.2.0/24", null, "eth0", "unicast"),
            new KernelRoute("10.64.9.9/32", null, "cali1234", "unicast"),
            new KernelRoute("10.64.4.0/24", "192.0.2.13", "eth0", "unicast", 0, Link.DEAD, false),
            new KernelRoute("10.64.5.0/24", "fe80::1", "eth0", "unicast"),
            hop("10.64.3.0/24", "192.0.2.14", Link.DEAD),
            hop("10.64.3.0/24", "192.0.2.15", Link.UP));
  }

  @Test
  void aLineOfTextThatIsNoRouteCostsNoOther() throws OutputFault {
    String text = "10.64.2.0/24 via 192.0.2.12 dev eth0\nsomething else\n";
    assertThat(partly(withoutProtocol(IpFamily.IPV4, text)))
        .containsExactly(new KernelRoute("10.64.2.0/24", "192.0.2.12", "eth0", "unicast"));
  }

  @Test
  void asksWithoutJsonWhereJsonIsRefused() {
    assertThat(KernelTable.main(IpFamily.IPV4).commands())
        .containsExactly(List.of("ip", "-j", "route", "show"), List.of("ip", "route", "show"));
    assertThat(KernelTable.main(IpFamily.IPV6).commands())
        .containsExactly(
            List.of("ip", "-6", "-j", "route", "show"), List.of("ip", "-6", "route", "show"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "Object \"route\" is unknown", "[", "[{\"dst\":"})
  void saysThatItIsNoTable(String text) {
    assertThatExceptionOfType(OutputFault.class)
        .isThrownBy(() -> KernelOutput.routes(IpFamily.IPV4, text));
  }

  @Test
  void survivesDamagedOutput() {
    Random random = new Random(1812);
    String whole = Captured.text("ip-route-kube-router.json");
    for (int i = 0; i < 500; i++) {
      Damage.survives(() -> KernelOutput.routes(IpFamily.IPV4, Damage.damaged(whole, random)));
    }
  }
}
