package io.podspan.routecollector.route;

import static io.podspan.routecollector.route.Routes.REFLECTOR;
import static io.podspan.routecollector.route.Routes.SUBNET;
import static io.podspan.routecollector.route.Routes.UNSEEN;
import static io.podspan.routecollector.route.Routes.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import io.podspan.routecollector.route.KernelRoute.Link;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernel does with the packets of an expected route, when it has more than that route. */
class KernelCheckTest {
  private static final String PREFIX = "10.2.0.0/24";
  private static final String HERE = "198.18.0.21";
  private static final RouteEntry ROUTE = new RouteEntry(PREFIX, HERE);
  private static final Expectation EXPECTED = new Expectation(List.of(ROUTE), Set.of(REFLECTOR));

  private static KernelRoute route(String prefix, String nextHop, long metric, Link link) {
    return new KernelRoute(prefix, nextHop, "eth0", "unicast", metric, link, false);
  }

  private static KernelRoute hop(String nextHop, Link link) {
    return new KernelRoute(PREFIX, nextHop, "eth0", "unicast", 0, link, true);
  }

  private static KernelRoute drop(String prefix, String kind, long metric) {
    return new KernelRoute(prefix, null, null, kind, metric, Link.UP, false);
  }

  private static Judgement.Judged judged(RouterTable rib, KernelRoute... kernel) {
    return Judgement.of(
        EXPECTED,
        new NodeTables(
            new Answer.Whole<>(List.of(session("Established"))),
            new Answer.Whole<>(rib),
            new Answer.Whole<>(Stream.concat(Stream.of(SUBNET), Arrays.stream(kernel)).toList()),
            null),
        Elsewhere.NOTHING,
        UNSEEN);
  }

  static List<Arguments> carried() {
    return List.of(
        Arguments.of("alone", List.of(route(PREFIX, HERE, 0, Link.UP))),
        Arguments.of(
            "with the least metric",
            List.of(route(PREFIX, HERE, 10, Link.UP), drop(PREFIX, "unreachable", 4_294_967_295L))),
        Arguments.of(
            "behind a dead route",
            List.of(route(PREFIX, "198.18.0.99", 0, Link.DEAD), route(PREFIX, HERE, 20, Link.UP))),
        Arguments.of(
            "with a dead hop beside", List.of(hop("198.18.0.99", Link.DEAD), hop(HERE, Link.UP))),
        Arguments.of(
            "first of two of one metric",
            List.of(route(PREFIX, HERE, 0, Link.UP), route(PREFIX, "198.18.0.99", 0, Link.UP))),
        Arguments.of(
            "with a more specific one to the same node",
            List.of(route(PREFIX, HERE, 0, Link.UP), route("10.2.0.64/26", HERE, 0, Link.UP))),
        Arguments.of(
            "with a less specific one elsewhere",
            List.of(
                route("10.2.0.0/16", "198.18.0.99", 0, Link.UP), route(PREFIX, HERE, 0, Link.UP))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("carried")
  void packetsTakeTheRoute(String what, List<KernelRoute> kernel) {
    assertThat(judged(new RouterTable(List.of(ROUTE)), kernel.toArray(KernelRoute[]::new)))
        .isEqualTo(new Judgement.Judged(List.of(), List.of()));
  }

  static List<Arguments> notCarried() {
    RouteReason elsewhere = new RouteReason.OtherKernelRoute("unicast", "198.18.0.99", "eth0");
    RouteReason down = new RouteReason.KernelHopDown(HERE, "eth0");
    return List.of(
        Arguments.of(
            List.of(drop(PREFIX, "blackhole", 0), route(PREFIX, HERE, 1024, Link.UP)),
            new RouteReason.OtherKernelRoute("blackhole", null, null)),
        Arguments.of(
            List.of(route(PREFIX, HERE, 1024, Link.UP), drop(PREFIX, "prohibit", 100)),
            new RouteReason.OtherKernelRoute("prohibit", null, null)),
        Arguments.of(
            List.of(route(PREFIX, HERE, 20, Link.UP), route(PREFIX, "198.18.0.99", 10, Link.UP)),
            elsewhere),
        Arguments.of(
            List.of(route(PREFIX, "198.18.0.99", 0, Link.UP), route(PREFIX, HERE, 0, Link.UP)),
            elsewhere),
        Arguments.of(
            List.of(hop("198.18.0.99", Link.UP), hop(HERE, Link.UP)),
            new RouteReason.MultipathPartlyWrong(List.of("198.18.0.99"))),
        Arguments.of(List.of(hop("198.18.0.99", Link.UP), hop(HERE, Link.DEAD)), elsewhere),
        Arguments.of(List.of(route(PREFIX, HERE, 0, Link.DEAD)), down),
        Arguments.of(
            List.of(
                route(PREFIX, HERE, 0, Link.NO_CARRIER), route(PREFIX, "198.18.0.99", 20, Link.UP)),
            down),
        Arguments.of(
            List.of(route(PREFIX, HERE, 0, Link.UP), drop("10.2.0.64/26", "blackhole", 0)),
            new RouteReason.Shadowed("10.2.0.64/26", "blackhole", null, null)),
        Arguments.of(
            List.of(
                route(PREFIX, HERE, 0, Link.UP), route("10.2.0.7/32", "198.18.0.99", 0, Link.UP)),
            new RouteReason.Shadowed("10.2.0.7/32", "unicast", "198.18.0.99", "eth0")),
        Arguments.of(List.of(), new RouteReason.NotInstalled()));
  }

  @ParameterizedTest
  @MethodSource("notCarried")
  void packetsDoNotTakeTheRoute(List<KernelRoute> kernel, RouteReason cause) {
    assertThat(
            judged(new RouterTable(List.of(ROUTE)), kernel.toArray(KernelRoute[]::new)).missing())
        .containsExactly(new Missing(ROUTE, Table.FIB, cause));
  }

  private static NodeTables lost(Answer<NodeLinks> links) {
    return new NodeTables(
            List.of(session("Established")),
            List.of(ROUTE),
            List.of(new KernelRoute("0.0.0.0/0", "192.0.2.1", "eth1", "unicast")))
        .in(Surroundings.NOT_ASKED.with(links));
  }

  private static NodeLinks links(boolean on, boolean carrier, String... addresses) {
    return new NodeLinks(
        "198.18.0.11",
        List.of(
            new NodeLinks.Link(
                "eth0",
                on,
                carrier,
                Arrays.stream(addresses)
                    .map(a -> new NodeLinks.Address(IpAddress.of(a), 24))
                    .toList())));
  }

  static List<Arguments> lostWithTheirSubnet() {
    return List.of(
        Arguments.of(
            links(false, false, "198.18.0.11"),
            new RouteReason.InterfaceDown(HERE, "eth0", RouteReason.InterfaceDown.DOWN)),
        Arguments.of(
            links(true, false, "198.18.0.11"),
            new RouteReason.InterfaceDown(HERE, "eth0", RouteReason.InterfaceDown.NO_CARRIER)),
        Arguments.of(links(true, true, "198.18.0.11"), new RouteReason.NotInstalled()),
        Arguments.of(
            links(false, false), new RouteReason.AddressGone("198.18.0.11", List.of("eth0"))),
        Arguments.of(links(true, true), new RouteReason.AddressGone("198.18.0.11", List.of())));
  }

  /** The kernel takes the subnet of an interface away with it: no tunnel would mend that. */
  @ParameterizedTest
  @MethodSource("lostWithTheirSubnet")
  void aSubnetThatWentWithItsInterfaceNeedsNoTunnel(NodeLinks links, RouteReason cause) {
    assertThat(
            Judgement.of(EXPECTED, lost(new Answer.Whole<>(links)), Elsewhere.NOTHING, UNSEEN)
                .missing())
        .containsExactly(new Missing(ROUTE, Table.FIB, cause));
  }

  @Test
  void aNextHopOffSubnetIsOneWhereTheNodeHasItsAddressesAndTheyAreElsewhere() {
    RouteEntry far = new RouteEntry(PREFIX, "203.0.113.9");
    NodeTables tables =
        new NodeTables(List.of(), List.of(far), List.of(SUBNET))
            .in(Surroundings.NOT_ASKED.with(new Answer.Whole<>(links(true, true, "198.18.0.11"))));
    assertThat(
            Judgement.of(new Expectation(List.of(far), Set.of()), tables, Elsewhere.NOTHING, UNSEEN)
                .missing())
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.NextHopOffSubnet("203.0.113.9"));
  }

  @Test
  void whereTheInterfacesCannotBeReadItSaysSo() {
    assertThat(
            Judgement.of(
                    EXPECTED, lost(new Answer.Unread<>("forbidden")), Elsewhere.NOTHING, UNSEEN)
                .missing())
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.NextHopOffSubnet(HERE, "forbidden"));
  }

  @Test
  void aSessionThatIsDownWithItsInterfaceNamesTheInterface() {
    NodeTables tables =
        new NodeTables(List.of(session("Active")), List.of(), List.of())
            .in(
                Surroundings.NOT_ASKED.with(
                    new Answer.Whole<>(links(false, false, "198.18.0.11"))));
    assertThat(Judgement.of(EXPECTED, tables, Elsewhere.NOTHING, UNSEEN).missing())
        .containsExactly(
            new Missing(
                ROUTE,
                Table.RIB,
                new RouteReason.InterfaceDown(REFLECTOR, "eth0", RouteReason.InterfaceDown.DOWN)));
  }

  @Test
  void aMoreSpecificRouteThatTheRouterItselfChoseIsNoShadow() {
    RouteEntry borrowed = new RouteEntry("10.2.0.7/32", "198.18.0.22");
    assertThat(
            judged(
                    new RouterTable(List.of(ROUTE, borrowed)),
                    route(PREFIX, HERE, 0, Link.UP),
                    route("10.2.0.7/32", "198.18.0.22", 0, Link.UP))
                .missing())
        .isEmpty();
  }

  @Test
  void aRouteThatTheRouterSaysWasRefusedIsMissingInTheKernelAndNotInTheRouter() {
    RouterTable refused = new RouterTable(List.of(ROUTE), Set.of(ROUTE));
    assertThat(judged(refused).missing())
        .containsExactly(
            new Missing(ROUTE, Table.FIB, new RouteReason.KernelRefused(null, null, null)));
    assertThat(judged(refused, drop(PREFIX, "blackhole", 0)).missing())
        .containsExactly(
            new Missing(ROUTE, Table.FIB, new RouteReason.KernelRefused("blackhole", null, null)));
  }

  @Test
  void ipv6RoutesOfOneMetricShareThePackets() {
    RouteEntry six = new RouteEntry("fd00:2:0:1::/64", "2001:db8::21");
    Expectation expected = new Expectation(List.of(six), Set.of());
    KernelRoute right =
        new KernelRoute(six.prefix(), six.nextHop(), "eth0", "unicast", 1024, Link.UP, false);
    KernelRoute wrong =
        new KernelRoute(six.prefix(), "2001:db8::99", "eth0", "unicast", 1024, Link.UP, false);
    NodeTables tables = new NodeTables(List.of(), List.of(six), List.of(right, wrong));
    assertThat(Judgement.of(expected, tables, Elsewhere.NOTHING, UNSEEN).missing())
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.MultipathPartlyWrong(List.of("2001:db8::99")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotInATableThatWasReadInPartIsNotMissing(boolean kernelInPart) {
    Answer<RouterTable> rib =
        kernelInPart
            ? new Answer.Whole<>(new RouterTable(List.of(ROUTE)))
            : new Answer.Partly<>(new RouterTable(List.of()), "1 best path in an unknown form");
    NodeTables tables =
        new NodeTables(
            new Answer.Whole<>(List.of(session("Established"))),
            rib,
            new Answer.Partly<>(List.of(SUBNET), "1 row in an unknown form"),
            null);
    assertThat(Judgement.of(EXPECTED, tables, Elsewhere.NOTHING, UNSEEN))
        .isEqualTo(new Judgement.Judged(List.of(), List.of(ROUTE)));
  }

  @Test
  void aKernelWithoutTheRouteIsSaidAlsoWhereTheRoutersTableCannotBeRead() {
    NodeTables tables =
        new NodeTables(
            new Answer.Whole<>(List.of()),
            new Answer.Unread<>("gobgp timed out"),
            new Answer.Whole<>(List.of(SUBNET)),
            null);
    assertThat(Judgement.of(EXPECTED, tables, Elsewhere.NOTHING, UNSEEN).missing())
        .containsExactly(
            new Missing(ROUTE, Table.FIB, new RouteReason.RibUnread("gobgp timed out")));
  }
}
