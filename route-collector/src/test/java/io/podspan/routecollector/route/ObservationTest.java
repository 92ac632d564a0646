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

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.events.RouteEvent;
import io.podspan.events.RouteEvent.NodeRoutesChanged;
import io.podspan.events.RouteEvent.NodeSessionsChanged;
import io.podspan.events.RouteEvent.RouteMissing;
import io.podspan.events.RouteEvent.RouteRestored;
import io.podspan.events.RouteEvent.Table;
import io.podspan.events.reason.RouteReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationTest {
  private static final Expectation NOTHING = new Expectation(List.of(), Set.of());

  private Known known;

  private static NodeRoutesChanged routes(
      List<RouteEntry> rib, List<RouteEntry> fib, int expected, int missing) {
    return new NodeRoutesChanged("paris", "n1", rib, fib, expected, missing, 0, null, null);
  }

  private List<RouteEvent> see(NodeTables reading, Expectation expectation) {
    NodeStatus before = new NodeStatus("paris", "n1", known, null, null, null, null);
    Observation seen = Observation.of(before, reading, expectation, Elsewhere.NOTHING);
    known = seen.now();
    return seen.events();
  }

  @Test
  void theFirstLookTellsSessionsAndRoutes() {
    assertThat(see(complete(), EXPECTED))
        .containsExactly(
            new NodeSessionsChanged(
                "paris", "n1", List.of(new NodeSession(REFLECTOR, 64512, "Established", true))),
            routes(List.of(LONDON_A, LONDON_B), List.of(LONDON_A, LONDON_B), 2, 0));
  }

  @Test
  void theSameAgainTellsNothingInWhateverOrder() {
    see(complete(), EXPECTED);
    NodeTables shuffled =
        with(
            List.of(session("Established")),
            List.of(LONDON_B, LONDON_A),
            installed(LONDON_B),
            SUBNET,
            installed(LONDON_A));
    assertThat(see(shuffled, EXPECTED)).isEmpty();
  }

  @Test
  void aRouteThatLeftIsToldOnceWithItsCause() {
    see(complete(), EXPECTED);
    NodeTables without =
        with(List.of(session("Established")), List.of(LONDON_A), SUBNET, installed(LONDON_A));
    assertThat(see(without, EXPECTED))
        .containsExactly(
            routes(List.of(LONDON_A), List.of(LONDON_A), 2, 1),
            RouteMissing.because(
                new RouteReason.NotReceived(List.of(REFLECTOR)),
                "paris",
                "n1",
                LONDON_B,
                Table.RIB));
    assertThat(see(without, EXPECTED)).isEmpty();
  }

  @Test
  void aRouteThatCameBackIsRestored() {
    see(with(List.of(session("Established")), List.of(), SUBNET), EXPECTED);
    assertThat(see(complete(), EXPECTED))
        .contains(new RouteRestored("paris", "n1", LONDON_A))
        .contains(new RouteRestored("paris", "n1", LONDON_B))
        .hasSize(3);
  }

  @Test
  void anotherCauseIsToldAgain() {
    see(with(List.of(session("Active")), List.of(), SUBNET), EXPECTED);
    assertThat(see(with(List.of(session("Established")), List.of(LONDON_A), SUBNET), EXPECTED))
        .filteredOn(RouteMissing.class::isInstance)
        .extracting(e -> ((RouteMissing) e).table())
        .containsExactly(Table.FIB, Table.RIB);
  }

  @Test
  void anotherTextOfTheSameCauseIsKeptAndNotToldAgain() {
    see(cannotBeRead("gobgp timed out"), EXPECTED);
    assertThat(see(cannotBeRead("exit code 137"), EXPECTED))
        .noneMatch(RouteMissing.class::isInstance);
    assertThat(known.missing())
        .extracting(Missing::cause)
        .containsOnly(new RouteReason.RibUnread("exit code 137"));
  }

  private static NodeTables cannotBeRead(String why) {
    NodeTables all = complete();
    return new NodeTables(
        all.sessions(), new Answer.Unread<>(why), new Answer.Whole<>(List.of(SUBNET)), null);
  }

  @Test
  void anotherNextHopOfTheSameCauseIsToldAgain() {
    see(leadingTo("198.18.0.98"), EXPECTED);
    assertThat(see(leadingTo("198.18.0.99"), EXPECTED))
        .filteredOn(RouteMissing.class::isInstance)
        .hasSize(1);
  }

  private static NodeTables leadingTo(String nextHop) {
    RouteEntry other = new RouteEntry(LONDON_A.prefix(), nextHop);
    return with(
        List.of(session("Established")),
        List.of(other, LONDON_B),
        SUBNET,
        installed(other),
        installed(LONDON_B));
  }

  @Test
  void aSessionThatRetriesTellsItsStatesAndNoRouteAgain() {
    see(with(List.of(session("Active")), List.of(), SUBNET), EXPECTED);
    assertThat(see(with(List.of(session("Connect")), List.of(), SUBNET), EXPECTED))
        .hasSize(1)
        .first()
        .isInstanceOf(NodeSessionsChanged.class);
  }

  @Test
  void whatIsNotExpectedAnyMoreIsNotRestored() {
    see(with(List.of(session("Active")), List.of(), SUBNET), EXPECTED);
    assertThat(see(with(List.of(session("Active")), List.of(), SUBNET), NOTHING))
        .noneMatch(RouteRestored.class::isInstance)
        .contains(routes(List.of(), List.of(), 0, 0));
    assertThat(known.missing()).isEmpty();
  }

  @Test
  void aNewIntentTellsWhatIsMissingNow() {
    see(with(List.of(), List.of(), SUBNET), NOTHING);
    assertThat(see(with(List.of(), List.of(), SUBNET), EXPECTED))
        .contains(routes(List.of(), List.of(), 2, 2))
        .filteredOn(RouteMissing.class::isInstance)
        .hasSize(2);
  }

  @Test
  void whatIsNotExpectedAnyMoreGoesWithoutALookAtTheNode() {
    see(with(List.of(session("Active")), List.of(), SUBNET), EXPECTED);
    Observation unread = Observation.unread("paris", "n1", known, NOTHING);
    assertThat(unread.now().expected()).isEmpty();
    assertThat(unread.now().missing()).isEmpty();
    assertThat(unread.events())
        .containsExactly(
            new NodeSessionsChanged(
                "paris", "n1", List.of(new NodeSession(REFLECTOR, 64512, "Active", false))),
            routes(List.of(), List.of(), 0, 0));
    assertThat(Observation.unread("paris", "n1", unread.now(), NOTHING).events()).isEmpty();
  }

  @Test
  void aRouteThatIsExpectedAgainIsMissingAgainOnlyOnceItWasLookedFor() {
    see(with(List.of(), List.of(), SUBNET), NOTHING);
    assertThat(Observation.unread("paris", "n1", known, EXPECTED).events()).isEmpty();
  }

  @Test
  void aRestartOfTheRouterIsToldAlsoWhenNothingElseChanged() {
    NodeTables first =
        asked("kube-router-x/1", new Answer.Whole<>(complete().kernel().value().orElseThrow()));
    see(first, EXPECTED);
    assertThat(see(first, EXPECTED)).isEmpty();
    assertThat(see(asked("kube-router-x/2", first.kernel()), EXPECTED))
        .containsExactly(
            new NodeRoutesChanged(
                "paris",
                "n1",
                List.of(LONDON_A, LONDON_B),
                List.of(LONDON_A, LONDON_B),
                2,
                0,
                0,
                null,
                "kube-router-x/2"));
  }

  private static NodeTables asked(String router, Answer<List<KernelRoute>> kernel) {
    NodeTables all = complete();
    return new NodeTables(all.sessions(), all.rib(), kernel, router);
  }

  @Test
  void aKernelThatCannotBeReadSpoilsNoOtherAnswer() {
    see(complete(), EXPECTED);
    assertThat(see(asked("x", new Answer.Unread<>("ip: not found")), EXPECTED))
        .containsExactly(
            new NodeRoutesChanged(
                "paris",
                "n1",
                List.of(LONDON_A, LONDON_B),
                List.of(LONDON_A, LONDON_B),
                2,
                0,
                2,
                "the kernel's routes could not be read: ip: not found",
                "x"));
    assertThat(known.unknown()).containsExactly(LONDON_A, LONDON_B);
    assertThat(known.missing()).isEmpty();
    assertThat(known.sessions()).hasSize(1);
  }

  @Test
  void aRouteThatWasMissingIsNotRestoredBeforeTheKernelWasRead() {
    see(with(List.of(session("Established")), List.of(), SUBNET), EXPECTED);
    assertThat(see(asked("x", new Answer.Unread<>("ip: not found")), EXPECTED))
        .noneMatch(RouteRestored.class::isInstance);
    assertThat(known.missing())
        .extracting(Missing::cause)
        .containsOnly(new RouteReason.KernelUnread("ip: not found"));
    assertThat(see(complete(), EXPECTED)).contains(new RouteRestored("paris", "n1", LONDON_A));
  }

  @Test
  void sessionsThatCannotBeReadStayAsTheyWereAndAreSaid() {
    see(complete(), EXPECTED);
    NodeTables all = complete();
    NodeTables without =
        new NodeTables(new Answer.Unread<>("gobgp: timed out"), all.rib(), all.kernel(), null);
    assertThat(see(without, EXPECTED))
        .containsExactly(
            new NodeSessionsChanged(
                "paris",
                "n1",
                List.of(new NodeSession(REFLECTOR, 64512, "Established", true)),
                "gobgp: timed out"));
    assertThat(known.missing()).isEmpty();
    assertThat(known.unknown()).isEmpty();
  }

  @Test
  void theKernelsTableIsWhatPacketsTake() {
    KernelRoute worse =
        new KernelRoute(
            LONDON_A.prefix(), "198.18.0.99", "eth0", "unicast", 20, KernelRoute.Link.UP, false);
    KernelRoute dead =
        new KernelRoute(
            LONDON_B.prefix(), "198.18.0.98", "eth1", "unicast", 0, KernelRoute.Link.DEAD, false);
    see(
        with(
            List.of(session("Established")),
            List.of(LONDON_A, LONDON_B),
            SUBNET,
            installed(LONDON_A),
            worse,
            dead),
        EXPECTED);
    assertThat(known.fib()).containsExactly(LONDON_A);
  }

  @Test
  void tellsAtMostAThousandRoutesOfATable() {
    List<RouteEntry> many =
        new ArrayList<>(
            IntStream.range(0, 3_000)
                .mapToObj(
                    i -> new RouteEntry("10." + i / 256 + "." + i % 256 + ".0/24", "192.0.2.1"))
                .toList());
    see(with(List.of(), many, SUBNET), NOTHING);
    assertThat(known.rib()).hasSize(Known.LARGEST_TABLE);
  }

  @Test
  void ofAMeshOfThousandsTheSessionsWithReflectorsAreToldAlways() {
    List<NodeSession> mesh =
        new ArrayList<>(
            IntStream.range(0, 3_000)
                .mapToObj(
                    i ->
                        new NodeSession(
                            "10.0.%d.%d".formatted(i / 256, i % 256), 64512, "Established", false))
                .toList());
    mesh.add(session("Established"));
    see(with(mesh, List.of(), SUBNET), EXPECTED);
    assertThat(known.sessions()).hasSize(Known.LARGEST_TABLE);
    assertThat(known.sessions()).filteredOn(NodeSession::reflector).hasSize(1);
  }
}
