package io.podspan.routecollector.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.KernelRoute.Link;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.OutputFault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a table has several routes of a prefix, the kernel is asked which one packets take. */
class KernelDoubtsTest {
  private static final String PREFIX = "10.76.1.0/26";
  private static final KernelRoute HOLE =
      new KernelRoute(PREFIX, null, null, "blackhole", 0, Link.UP, false);
  private static final KernelRoute ROUTE =
      new KernelRoute(PREFIX, "192.0.2.12", "eth0", "unicast", 1024, Link.UP, false);
  private static final RouterTable RIB =
      new RouterTable(List.of(new RouteEntry(PREFIX, "192.0.2.12")));

  private static KernelRoute read(IpFamily family, String text) throws OutputFault {
    return KernelOutput.routes(family, text).value().orElseThrow().getFirst();
  }

  @Test
  void asksAboutAnAddressInsideAPrefixWithSeveralRoutes() {
    assertThat(new KernelDoubts(List.of(HOLE, ROUTE), RIB).questions())
        .isEqualTo(Map.of(PREFIX, IpAddress.of("10.76.1.1")));
  }

  @Test
  void asksNothingElse() {
    KernelRoute hop = new KernelRoute(PREFIX, "192.0.2.13", "eth0", "unicast", 0, Link.UP, true);
    KernelRoute specific = new KernelRoute("10.76.1.1/32", "192.0.2.13", "eth0", "unicast");
    assertThat(new KernelDoubts(List.of(ROUTE), RIB).questions()).isEmpty();
    assertThat(new KernelDoubts(List.of(hop, hop), RIB).questions()).isEmpty();
    assertThat(new KernelDoubts(List.of(HOLE, ROUTE, specific), RIB).questions()).isEmpty();
    assertThat(new KernelDoubts(List.of(HOLE, ROUTE), new RouterTable(List.of())).questions())
        .isEmpty();
    assertThat(new KernelDoubts(List.of(HOLE, ROUTE), null).questions()).isEmpty();
  }

  @Test
  void whatTheKernelSaysIsWhatIsLeft() throws OutputFault {
    KernelDoubts doubts = new KernelDoubts(List.of(HOLE, ROUTE), RIB);
    KernelRoute taken =
        read(
            IpFamily.IPV4,
            """
            [{"dst":"10.76.1.1","gateway":"192.0.2.12","dev":"eth0","prefsrc":"192.0.2.2",
              "flags":[],"uid":0,"cache":[]}]
            """);
    assertThat(doubts.decided(Map.of(PREFIX, taken))).containsExactly(ROUTE);
    KernelRoute dropped =
        KernelTable.refusal(IpAddress.of("10.76.1.1"), "RTNETLINK answers: Invalid argument")
            .orElseThrow();
    assertThat(doubts.decided(Map.of(PREFIX, dropped))).containsExactly(HOLE);
    assertThat(doubts.decided(Map.of())).containsExactly(HOLE, ROUTE);
  }

  @Test
  void aRouteThatIsNotInTheTableIsTakenAsTheKernelSays() throws OutputFault {
    KernelRoute elsewhere =
        read(
            IpFamily.IPV4,
            """
            10.76.1.1 via 192.0.2.99 dev eth1 src 192.0.2.2 uid 0
                cache
            """);
    assertThat(new KernelDoubts(List.of(HOLE, ROUTE), RIB).decided(Map.of(PREFIX, elsewhere)))
        .containsExactly(new KernelRoute(PREFIX, "192.0.2.99", "eth1", "unicast"));
  }

  @ParameterizedTest
  @CsvSource({
    "RTNETLINK answers: Invalid argument, blackhole",
    "RTNETLINK answers: Permission denied, prohibit",
    "RTNETLINK answers: No route to host, unreachable",
    "ip: unrecognized option: j, ''",
  })
  void readsWhyTheKernelSendsNothing(String complaint, String kind) {
    assertThat(KernelTable.refusal(IpAddress.of("10.76.1.1"), complaint).map(KernelRoute::kind))
        .isEqualTo(kind.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(kind));
  }

  @Test
  void asksWithJsonFirst() {
    assertThat(KernelTable.toward(IpAddress.of("fd00::1")).commands())
        .containsExactly(
            List.of("ip", "-6", "-j", "route", "get", "fd00::1"),
            List.of("ip", "-6", "route", "get", "fd00::1"));
  }
}
