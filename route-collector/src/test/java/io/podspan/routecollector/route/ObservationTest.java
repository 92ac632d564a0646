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

  private List<RouteEvent> see(NodeTables reading, Expectation expectation) {
    Observation seen = Observation.of("paris", "n1", known, reading, expectation);
    known = seen.now();
    return seen.events();
  }

  @Test
  void theFirstLookTellsSessionsAndRoutes() {
    assertThat(see(complete(), EXPECTED))
        .containsExactly(
            new NodeSessionsChanged(
                "paris", "n1", List.of(new NodeSession(REFLECTOR, 64512, "Established", true))),
            new NodeRoutesChanged(
                "paris", "n1", List.of(LONDON_A, LONDON_B), List.of(LONDON_A, LONDON_B), 2, 0));
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
            new NodeRoutesChanged("paris", "n1", List.of(LONDON_A), List.of(LONDON_A), 2, 1),
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
        .contains(new NodeRoutesChanged("paris", "n1", List.of(), List.of(), 0, 0));
    assertThat(known.missing()).isEmpty();
  }

  @Test
  void aNewIntentTellsWhatIsMissingNow() {
    see(with(List.of(), List.of(), SUBNET), NOTHING);
    assertThat(see(with(List.of(), List.of(), SUBNET), EXPECTED))
        .contains(new NodeRoutesChanged("paris", "n1", List.of(), List.of(), 2, 2))
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
            new NodeRoutesChanged("paris", "n1", List.of(), List.of(), 0, 0));
    assertThat(Observation.unread("paris", "n1", unread.now(), NOTHING).events()).isEmpty();
  }

  @Test
  void aRouteThatIsExpectedAgainIsMissingAgainOnlyOnceItWasLookedFor() {
    see(with(List.of(), List.of(), SUBNET), NOTHING);
    assertThat(Observation.unread("paris", "n1", known, EXPECTED).events()).isEmpty();
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
}
