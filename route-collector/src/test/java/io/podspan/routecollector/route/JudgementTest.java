package io.podspan.routecollector.route;

import static io.podspan.routecollector.route.Routes.EXPECTED;
import static io.podspan.routecollector.route.Routes.LONDON_A;
import static io.podspan.routecollector.route.Routes.LONDON_B;
import static io.podspan.routecollector.route.Routes.REFLECTOR;
import static io.podspan.routecollector.route.Routes.SUBNET;
import static io.podspan.routecollector.route.Routes.complete;
import static io.podspan.routecollector.route.Routes.installed;
import static io.podspan.routecollector.route.Routes.session;
import static io.podspan.routecollector.route.Routes.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent.Table;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgementTest {
  private static final Expectation LONDON_A_ONLY =
      new Expectation(List.of(LONDON_A), Set.of(REFLECTOR));

  private static Missing theOne(Reading reading) {
    List<Missing> missing = Judgement.missing(LONDON_A_ONLY, reading);
    assertThat(missing).hasSize(1);
    assertThat(missing.getFirst().route()).isEqualTo(LONDON_A);
    return missing.getFirst();
  }

  @Test
  void nothingIsMissingWhereAllIsInstalled() {
    assertThat(Judgement.missing(EXPECTED, complete())).isEmpty();
  }

  @Test
  void nothingIsMissingWhereNothingIsExpected() {
    assertThat(
            Judgement.missing(
                new Expectation(List.of(), Set.of()), with(List.of(), List.of(), SUBNET)))
        .isEmpty();
  }

  @Test
  void everyExpectedRouteIsJudged() {
    assertThat(Judgement.missing(EXPECTED, with(List.of(), List.of(), SUBNET)))
        .extracting(Missing::route)
        .containsExactly(LONDON_A, LONDON_B);
  }

  @Test
  void theRouterHasNoSessionWithAReflector() {
    Missing missing = theOne(with(List.of(), List.of(), SUBNET));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.why()).isEqualTo("the router has no session with a reflector (198.18.0.1)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Idle", "Connect", "Active", "OpenSent", "OpenConfirm"})
  void theSessionIsDownWhateverItsState(String state) {
    assertThat(theOne(with(List.of(session(state)), List.of(), SUBNET)).why())
        .isEqualTo("the session with reflector 198.18.0.1 is not Established");
  }

  @Test
  void theReflectorDidNotSendIt() {
    Missing missing = theOne(with(List.of(session("Established")), List.of(), SUBNET));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.why())
        .isEqualTo("the session is Established, and the reflector did not send it");
  }

  @Test
  void theRouterHasItByAnotherNode() {
    RouteEntry hijacked = new RouteEntry(LONDON_A.prefix(), "198.18.0.66");
    Missing missing =
        theOne(
            with(List.of(session("Established")), List.of(hijacked), SUBNET, installed(hijacked)));
    assertThat(missing.table()).isEqualTo(Table.RIB);
    assertThat(missing.why()).isEqualTo("the router has it by way of 198.18.0.66 instead");
  }

  @Test
  void theNextHopIsOffSubnet() {
    KernelRoute other = new KernelRoute("192.0.2.0/24", null, "eth0", "unicast");
    Missing missing = theOne(with(List.of(session("Established")), List.of(LONDON_A), other));
    assertThat(missing.table()).isEqualTo(Table.FIB);
    assertThat(missing.why())
        .isEqualTo(
            "the next hop 198.18.0.21 is on no subnet of the node, and the router did not install"
                + " it: this needs a tunnel");
  }

  @Test
  void aDefaultRouteIsNoSubnetOfTheNode() {
    KernelRoute uplink = new KernelRoute("0.0.0.0/0", "192.0.2.1", "eth0", "unicast");
    assertThat(theOne(with(List.of(session("Established")), List.of(LONDON_A), uplink)).why())
        .contains("on no subnet of the node");
  }

  @Test
  void theRouterDidNotInstallItThoughItCould() {
    assertThat(theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET)).why())
        .isEqualTo("the router has it and did not install it in the kernel");
  }

  @Test
  void theKernelHasAnotherGateway() {
    KernelRoute other = new KernelRoute(LONDON_A.prefix(), "198.18.0.99", "eth0", "unicast");
    Missing missing =
        theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET, other));
    assertThat(missing.table()).isEqualTo(Table.FIB);
    assertThat(missing.why()).isEqualTo("the kernel sends it to 198.18.0.99 instead");
  }

  @Test
  void theKernelDropsIt() {
    KernelRoute hole = new KernelRoute(LONDON_A.prefix(), null, null, "blackhole");
    assertThat(theOne(with(List.of(session("Established")), List.of(LONDON_A), SUBNET, hole)).why())
        .isEqualTo("the kernel has it as blackhole instead");
  }

  @Test
  void aRouteThroughATunnelOfKubeRouterIsInstalled() {
    KernelRoute tunnel = new KernelRoute(LONDON_A.prefix(), null, "tun-0a1b2c3d4e5", "unicast");
    assertThat(
            Judgement.missing(
                LONDON_A_ONLY,
                with(List.of(session("Established")), List.of(LONDON_A), SUBNET, tunnel)))
        .isEmpty();
  }
}
