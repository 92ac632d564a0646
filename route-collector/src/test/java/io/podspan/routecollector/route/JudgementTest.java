package io.podspan.routecollector.route;

import static io.podspan.routecollector.route.Routes.EXPECTED;
import static io.podspan.routecollector.route.Routes.LONDON_A;
import static io.podspan.routecollector.route.Routes.LONDON_B;
import static io.podspan.routecollector.route.Routes.REFLECTOR;
import static io.podspan.routecollector.route.Routes.SUBNET;
import static io.podspan.routecollector.route.Routes.UNSEEN;
import static io.podspan.routecollector.route.Routes.complete;
import static io.podspan.routecollector.route.Routes.installed;
import static io.podspan.routecollector.route.Routes.session;
import static io.podspan.routecollector.route.Routes.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
  private static final Expectation LONDON_A_ONLY =
      new Expectation(List.of(LONDON_A), Set.of(REFLECTOR));

  private static List<Missing> missing(Expectation expectation, NodeTables tables) {
    Judgement.Judged judged = Judgement.of(expectation, tables, Elsewhere.NOTHING, UNSEEN);
    assertThat(judged.unknown()).isEmpty();
    return judged.missing();
  }

  private static Missing theOne(NodeTables reading) {
    List<Missing> missing = missing(LONDON_A_ONLY, reading);
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().route()).isEqualTo(LONDON_A);
    return missing.getFirst();
  }

  @Test
  void nothingIsMissingWhereAllIsInstalled() {
    assertThat(missing(EXPECTED, complete())).isEmpty();
  }

  @Test
  void nothingIsMissingWhereNothingIsExpected() {
    assertThat(missing(new Expectation(List.of(), Set.of()), with(List.of(), List.of(), SUBNET)))
        .isEmpty();
  }

  @Test
  void everyExpectedRouteIsJudged() {
    assertThat(missing(EXPECTED, with(List.of(), List.of(), SUBNET)))
        .extracting(Missing::route)
        .containsExactly(LONDON_A, LONDON_B);
  }

  @Test
  void theRouterHasNoSessionWithAReflector() {
    Missing missing = theOne(with(List.of(), List.of(), SUBNET));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.cause()).isEqualTo(new RouteReason.NoReflectorSession(List.of(REFLECTOR)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idle", "Connect", "Active", "OpenSent", "OpenConfirm"})
  void theSessionIsDownWhateverItsState(String state) {
    assertThat(theOne(with(List.of(session(state)), List.of(), SUBNET)).cause())
        .isEqualTo(new RouteReason.ReflectorSessionDown(List.of(REFLECTOR)));
  }

  @Test
  void theReflectorDidNotSendIt() {
    Missing missing = theOne(with(List.of(session("Established")), List.of(), SUBNET));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.cause()).isEqualTo(new RouteReason.NotReceived(List.of(REFLECTOR)));
  }

  @Test
  void theRouterHasItByAnotherNode() {
    RouteEntry hijacked = new RouteEntry(LONDON_A.prefix(), "198.18.0.66");
    Missing missing =
        theOne(
            with(List.of(session("Established")), List.of(hijacked), SUBNET, installed(hijacked)));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.cause()).isEqualTo(new RouteReason.OtherNextHop(List.of("198.18.0.66")));
  }

  @Test
  void theNextHopIsOffSubnet() {
    KernelRoute other = new KernelRoute("192.0.2.0/24", null, "eth0", "unicast");
    Missing missing = theOne(with(List.of(session("Established")), List.of(LONDON_A), other));
    assertThat(missing.table()).isEqualTo(Table.FIB);
    assertThat(missing.cause())
        .isEqualTo(new RouteReason.NextHopOffSubnet(LONDON_A.nextHop(), "nobody asked for them"));
  }

  @Test
  void aDefaultRouteIsNoSubnetOfTheNode() {
    KernelRoute uplink = new KernelRoute("0.0.0.0/0", "192.0.2.1", "eth0", "unicast");
    assertThat(theOne(with(List.of(session("Established")), List.of(LONDON_A), uplink)).cause())
        .isEqualTo(new RouteReason.NextHopOffSubnet(LONDON_A.nextHop(), "nobody asked for them"));
  }

  @Test
  void theRouterDidNotInstallItThoughItCould() {
    assertThat(theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET)).cause())
        .isEqualTo(new RouteReason.NotInstalled());
  }

  @Test
  void theKernelHasAnotherGateway() {
    KernelRoute other = new KernelRoute(LONDON_A.prefix(), "198.18.0.99", "eth0", "unicast");
    Missing missing =
        theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET, other));
    assertThat(missing.table()).isEqualTo(Table.FIB);
    assertThat(missing.cause())
        .isEqualTo(new RouteReason.OtherKernelRoute("unicast", "198.18.0.99", "eth0"));
  }

  @Test
  void theKernelDropsIt() {
    KernelRoute hole = new KernelRoute(LONDON_A.prefix(), null, null, "blackhole");
    assertThat(
            theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET, hole)).cause())
        .isEqualTo(new RouteReason.OtherKernelRoute("blackhole", null, null));
  }

  @Test
  void aRouteThroughATunnelOfKubeRouterIsInstalled() {
    KernelRoute tunnel = new KernelRoute(LONDON_A.prefix(), null, "tun-0a1b2c3d4e5", "unicast");
    assertThat(
            missing(
                LONDON_A_ONLY,
                with(List.of(session("Established")), List.of(LONDON_A), SUBNET, tunnel)))
        .isEmpty();
  }

  @Test
  void judgesIpv6RoutesByTheSameRules() {
    RouteEntry here = new RouteEntry("fd00:2:0:1::/64", "2001:db8::21");
    RouteEntry away = new RouteEntry("fd00:2:0:2::/64", "2001:db8:1::22");
    Expectation both = new Expectation(List.of(here, away), Set.of(REFLECTOR));
    KernelRoute subnet = new KernelRoute("2001:db8::/64", null, "eth0", "unicast");

    assertThat(
            missing(
                both,
                with(List.of(), List.of(here, away), subnet, installed(here), installed(away))))
        .isEmpty();
    assertThat(missing(both, with(List.of(), List.of(here, away), subnet)))
        .extracting(Missing::cause)
        .containsExactly(
            new RouteReason.NotInstalled(),
            new RouteReason.NextHopOffSubnet("2001:db8:1::22", "nobody asked for them"));
  }
}
