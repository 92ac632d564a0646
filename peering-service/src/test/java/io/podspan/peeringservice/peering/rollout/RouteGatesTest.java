package io.podspan.peeringservice.peering.rollout;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.rollout.NodeTables.Look;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The gate of paris-1, which joins london and has paris-2 beside it. */
class RouteGatesTest {
  private static final NodeStep STEP =
      new NodeStep("paris-1", "198.18.1.1", NodeStep.Status.GATING, List.of(), NOON, null);
  private static final NodeRoute PARIS_2 = new NodeRoute("10.1.2.0/24", "198.18.1.2");
  private static final NodeRoute LONDON_1 = new NodeRoute("10.2.1.0/24", "198.18.2.1");
  private static final NodeRoute LONDON_2 = new NodeRoute("10.2.2.0/24", "198.18.2.2");
  private static final RoutesDue DUE =
      new RoutesDue(
          List.of("10.1.1.0/24"),
          Map.of(PARIS_2, "paris-2"),
          Map.of(LONDON_1, "london/london-1", LONDON_2, "london/london-2"));
  private static final Instant RESTARTED = NOON.plusSeconds(1);
  private static final Instant AFTER = NOON.plusSeconds(2);

  private final List<Announced> announced = new ArrayList<>();
  private List<NodeRoute> rib = List.of(PARIS_2, LONDON_1);
  private List<NodeRoute> kernel = List.of(PARIS_2, LONDON_1);
  private int expected = 2;
  private int missing = 1;
  private Map<NodeRoute, String> named = Map.of(LONDON_2, "london-2 has announced nothing");
  private @Nullable Look look = new Look(true, "", AFTER);
  private Snapshot before = new Snapshot(List.of(PARIS_2), List.of(PARIS_2));

  RouteGatesTest() {
    announced.add(says("198.18.1.1", AFTER, "10.1.1.0/24"));
    announced.add(says("198.18.2.1", NOON, "10.2.1.0/24"));
  }

  private static Announced says(String address, Instant heard, String... prefixes) {
    return new Announced(
        "reflector",
        address,
        true,
        false,
        List.of("ipv4-unicast"),
        prefixes.length,
        List.of(prefixes),
        heard);
  }

  private RouteGates.Result joined() {
    return RouteGates.joined(STEP, List.of(REFLECTOR), evidence(), before, RESTARTED, RESTARTED);
  }

  private RouteGates.Result left() {
    return RouteGates.left(STEP, evidence(), before, RESTARTED);
  }

  private Evidence evidence() {
    NodeTables tables = new NodeTables(rib, kernel, expected, missing, named, look);
    return new Evidence(
        List.of(), Optional.empty(), announced, Optional.of(tables), DUE, Probes.NONE);
  }

  @Test
  void passesWithTheRoutesThatTheReflectorHoldsAndThoseFromBefore() {
    assertThat(joined().missing()).isEmpty();
    assertThat(joined().unread()).isNull();
    assertThat(joined().passed())
        .containsExactly(
            "10.1.1.0/24 is at reflector 'reflector'",
            "1 routes to other clusters are in RIB and kernel",
            "1 routes from before are there");
  }

  @Test
  void aPrefixThatIsNotAtTheReflectorIsTheFirstBreakAndTheOnlyOneNamed() {
    rib = List.of();
    announced.set(0, says("198.18.1.1", AFTER));
    assertThat(joined().missing())
        .containsExactly(
            "10.1.1.0/24 is not at reflector 'reflector': paris-1 has announced nothing to the"
                + " reflector, and sent its End-of-RIB");
    announced.set(0, says("198.18.1.1", AFTER, "10.9.0.0/24"));
    assertThat(joined().missing().getFirst()).contains("announces other prefixes (10.9.0.0/24)");
    announced.remove(0);
    assertThat(joined().missing().getFirst()).contains("has not told yet");
  }

  @Test
  void aPrefixThatTheReflectorRejectedIsNamedWithItsReason() {
    announced.set(
        0,
        says("198.18.1.1", AFTER)
            .rejecting(Map.of("10.1.1.0/24", "it is outside the pod CIDRs of paris")));
    assertThat(joined().missing())
        .containsExactly(
            "10.1.1.0/24 is not at reflector 'reflector': the reflector rejected it: it is outside"
                + " the pod CIDRs of paris");
    announced.set(0, says("198.18.1.1", AFTER).rejecting(Map.of("10.9.1.0/24", "it is outside")));
    assertThat(joined().missing())
        .containsExactly(
            "10.1.1.0/24 is not at reflector 'reflector': the reflector rejected what paris-1"
                + " announces: 10.9.1.0/24 (it is outside)");
  }

  @Test
  void whatTheReflectorSaidBeforeTheRestartOrHoldsFromBeforeDoesNotCount() {
    announced.set(0, says("198.18.1.1", NOON, "10.1.1.0/24"));
    assertThat(joined().missing().getFirst()).contains("has not told yet");
    announced.set(
        0,
        new Announced(
            "reflector", "198.18.1.1", true, true, List.of(), 1, List.of("10.1.1.0/24"), AFTER));
    assertThat(joined().missing().getFirst()).contains("from a former session only");
  }

  @Test
  void aListThatWasCutDoesNotSayNo() {
    announced.set(
        0,
        new Announced(
            "reflector", "198.18.1.1", true, false, List.of(), 300, List.of("10.0.0.0/24"), AFTER));
    assertThat(joined().missing()).isEmpty();
  }

  @Test
  void aRouteThatIsNotInTheRibOrTheKernelIsNamedWithItsCause() {
    rib = List.of(PARIS_2);
    kernel = List.of(PARIS_2);
    named = Map.of(LONDON_1, "it was not received");
    assertThat(joined().missing())
        .containsExactly(
            "the route 10.2.1.0/24 via 198.18.2.1 of london/london-1 is not in its RIB: it was not"
                + " received");
    rib = List.of(PARIS_2, LONDON_1);
    assertThat(joined().missing().getFirst()).contains("is not in its kernel");
  }

  @Test
  void aRouteThroughATunnelNamesNoGatewayAndCountsAsTheCollectorJudges() {
    kernel = List.of(PARIS_2);
    assertThat(joined().missing()).isEmpty();
    expected = 0;
    assertThat(joined().missing()).as("the collector did not look for it").hasSize(1);
  }

  @Test
  void aRouteFromBeforeThatIsGoneIsNamed() {
    rib = List.of(LONDON_1);
    assertThat(joined().missing())
        .containsExactly(
            "the route 10.1.2.0/24 via 198.18.1.2 of paris-2 was in its RIB before and is not"
                + " there again");
    rib = List.of(PARIS_2, LONDON_1);
    kernel = List.of(LONDON_1);
    assertThat(left().missing()).hasSize(1);
  }

  @Test
  void aRouteThatItsOwnNodeNoLongerAnnouncesIsNotLost() {
    before = new Snapshot(List.of(PARIS_2, LONDON_2), List.of(PARIS_2, LONDON_2));
    assertThat(joined().missing()).as("nobody said so").hasSize(1);
    announced.add(says("198.18.2.2", AFTER));
    assertThat(joined().missing()).isEmpty();
  }

  @Test
  void aRouteThatTheIntentDoesNotAskForMayGo() {
    NodeRoute other = new NodeRoute("203.0.113.0/24", "198.18.1.254");
    before = new Snapshot(List.of(PARIS_2, other), List.of(PARIS_2, other));
    assertThat(joined().missing()).isEmpty();
    assertThat(left().missing()).isEmpty();
  }

  @Test
  void aNodeThatCannotBeReadOrWasNotReadSinceIsUnread() {
    look = new Look(false, "no pod", AFTER);
    assertThat(joined().unread()).isEqualTo("route-collector cannot read paris-1: no pod");
    look = new Look(true, "", NOON);
    assertThat(joined().unread()).contains("has not read paris-1 since");
    look = null;
    assertThat(left().unread()).contains("has not read paris-1 since");
  }

  @Test
  void withoutARestartWhatReflectorsSaidBeforeCountsAndALookFromBeforeDoesNot() {
    look = new Look(true, "", NOON);
    RouteGates.Result result =
        RouteGates.joined(STEP, List.of(REFLECTOR), evidence(), before, null, RESTARTED);
    assertThat(result.missing()).isEmpty();
    assertThat(result.unread()).contains("has not read paris-1 since");
  }

  @Test
  void aTableThatWasCutSaysNothingOfWhatComesAfterItsEnd() {
    List<NodeRoute> many = new ArrayList<>();
    for (int i = 0; i < NodeTables.LARGEST; i++) {
      many.add(new NodeRoute("0." + i + ".0.0/16", "198.18.1.2"));
    }
    rib = many.stream().sorted().toList();
    kernel = rib;
    named = Map.of();
    missing = 0;
    assertThat(joined().missing()).isEmpty();
  }
}
