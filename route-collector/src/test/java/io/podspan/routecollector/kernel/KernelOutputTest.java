package io.podspan.routecollector.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.Captured;
import io.podspan.routecollector.router.Damage;
import io.podspan.routecollector.router.OutputFault;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelOutputTest {
  @Test
  void readsRoutesThatKubeRouterAndTheKernelInstalled() throws OutputFault {
    assertThat(KernelOutput.routes(IpFamily.IPV4, Captured.text("ip-route-kube-router.json")))
        .containsExactly(
            new KernelRoute("10.3.0.0/24", "198.18.11.2", "rcap0", "unicast"),
            new KernelRoute("198.18.11.0/24", null, "rcap0", "unicast"));
  }

  @Test
  void readsRoutesThatBirdInstalled() throws OutputFault {
    assertThat(KernelOutput.routes(IpFamily.IPV4, Captured.text("ip-route-calico.json")))
        .contains(new KernelRoute("10.1.0.0/24", "198.18.11.1", "rcap1", "unicast"));
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
    assertThat(KernelOutput.routes(IpFamily.IPV4, text))
        .containsExactly(
            new KernelRoute("0.0.0.0/0", "192.0.2.1", "eth0", "unicast"),
            new KernelRoute("1.0.0.2/32", "192.0.2.1", "eth0", "unicast"),
            new KernelRoute("10.3.0.0/26", null, null, "blackhole"),
            new KernelRoute("10.4.0.0/24", null, "tun-0a1b2c3d4e5", "unicast"),
            new KernelRoute("10.5.0.0/24", "192.0.2.3", "eth0", "unicast"),
            new KernelRoute("10.5.0.0/24", "192.0.2.4", "eth0", "unicast"));
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
    assertThat(KernelOutput.routes(IpFamily.IPV6, text))
        .containsExactly(
            new KernelRoute("::/0", "fe80::1", "eth0", "unicast"),
            new KernelRoute("fd00:2:0:1::/64", "2001:db8::21", "eth0", "unicast"),
            new KernelRoute("2001:db8::/64", null, "eth0", "unicast"),
            new KernelRoute("2001:db8::1/128", null, "lo", "unicast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", "[{}]", "[1,null,[]]", "[{\"dst\":\"fe80::%1/64\"}]"})
  void findsNoRouteWhereThereIsNone(String text) throws OutputFault {
    assertThat(KernelOutput.routes(IpFamily.IPV4, text)).isEmpty();
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
