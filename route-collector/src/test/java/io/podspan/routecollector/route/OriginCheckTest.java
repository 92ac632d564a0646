package io.podspan.routecollector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RouteEntry;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.PeerRefused;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.PrefixRejected;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.reason.OriginReason;
import io.podspan.events.reason.ReasonText;
import io.podspan.events.reason.Refusal;
import io.podspan.events.reason.Rejection;
import io.podspan.events.reason.RouteReason;
import io.podspan.events.reason.SessionEnd;
import io.podspan.routecollector.heard.Heard;
import io.podspan.routecollector.heard.PeerWord;
import io.podspan.routecollector.route.Expectation.Origin;
import io.podspan.routecollector.route.RouterLook.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first break between the node that a route leads to and the reflector. */
class OriginCheckTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final String PREFIX = "10.2.0.0/24";
  private static final String ADDRESS = "198.18.0.21";
  private static final Expectation EXPECTED =
      new Expectation(
          List.of(new RouteEntry(PREFIX, ADDRESS)),
          Set.of("198.18.0.1", "198.18.0.2"),
          Map.of(
              ADDRESS,
              new Origin("london", "london-1", Map.of("198.18.0.1", "one", "198.18.0.2", "two"))));

  private static final RouterLook RUNS = new RouterLook(State.RUNS, "", NOON.plusSeconds(60));

  private final List<PeerWord> words = new ArrayList<>();
  private RouterLook origin = RUNS;
  private NodeStatus before = NodeStatus.notReadYet("paris", "n1");
  private final List<NodeSession> sessions =
      new ArrayList<>(List.of(new NodeSession("198.18.0.1", 64512, "Established", true)));
  private Instant now = NOON;
  private PeerWord one;

  private static PeerIdentity peer(String reflector) {
    return new PeerIdentity(reflector, ADDRESS, "london", "london-1");
  }

  private void said(SessionEvent event) {
    one = PeerWord.after(one, event, now).orElseThrow();
    now = now.plusSeconds(1);
  }

  private void established() {
    said(new SessionEstablished(peer("one"), 64512, ADDRESS, 90, List.of("ipv4-unicast")));
  }

  private void announced(List<String> endOfRib, String... prefixes) {
    said(
        new PeerRoutesChanged(
            peer("one"), true, false, endOfRib, prefixes.length, List.of(prefixes)));
  }

  private RouteReason cause() {
    return judged().missing().getFirst().cause();
  }

  private Judgement.Judged judged() {
    NodeTables tables = new NodeTables(sessions, List.of(), List.of());
    return Judgement.of(EXPECTED, tables, elsewhere(), before);
  }

  private Elsewhere elsewhere() {
    List<PeerWord> all = new ArrayList<>(words);
    if (one != null) {
      all.add(one);
    }
    return new Elsewhere(
        new Heard(all),
        origin == null ? Map.of() : Map.of("london/london-1", origin),
        Map.of("paris/n1", "198.18.0.11"),
        NOON);
  }

  /** The node was looked at before, and lacked the route already. */
  private void seenWithoutTheRoute() {
    NodeTables tables = new NodeTables(sessions, List.of(), List.of());
    Observation seen =
        Observation.of(before, tables, EXPECTED, new Elsewhere(new Heard(words), Map.of()));
    before = before.read(seen.now(), RouterLook.of(tables, EXPECTED, NOON), NOON);
  }

  @Test
  void aReflectorThatHasNotSpokenIsNotTakenForOneThatHoldsNothing() {
    assertThat(cause()).isEqualTo(new OriginReason.NotTold("one", "london", "london-1"));
    established();
    assertThat(cause()).isEqualTo(new OriginReason.NotTold("one", "london", "london-1"));
  }

  @Test
  void theOriginHasNoSession() {
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    said(SessionLost.because(new SessionEnd.HoldTimerExpired(90), peer("one"), 1000));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NoSession(
                "one",
                "london",
                "london-1",
                "2026-01-02T12:00:02Z",
                ReasonText.seen(new SessionEnd.HoldTimerExpired(90))));
  }

  @Test
  void theOriginHasWithdrawnTheRoute() {
    established();
    announced(List.of(), PREFIX);
    announced(List.of());
    assertThat(cause())
        .isEqualTo(new OriginReason.Withdrawn("one", "london", "london-1", "2026-01-02T12:00:02Z"));
  }

  @Test
  void whatMayBeAnnouncedAgainBehindTheCutIsNotCalledWithdrawn() {
    established();
    announced(List.of(), "10.1.0.0/24", PREFIX);
    announced(List.of(), "10.1.0.0/24");
    said(new PeerRoutesChanged(peer("one"), true, false, List.of(), 2, List.of("10.1.0.0/24")));
    assertThat(cause()).isEqualTo(new OriginReason.NotTold("one", "london", "london-1"));
  }

  @Test
  void bothEndsOfTheSessionAreTold() {
    said(SessionLost.because(new SessionEnd.HoldTimerExpired(90), peer("one"), 1000));
    assertThat(there(new NodeSession("198.18.0.1", 64512, "Active", true)))
        .isEqualTo("the session with reflector 198.18.0.1 is not Established");
    assertThat(there(new NodeSession("198.18.0.1", 64512, "Established", true)))
        .isEqualTo("its router says that the session is Established");
    assertThat(there(new NodeSession("198.18.0.7", 64512, "Established", false)))
        .isEqualTo("the router has no session with reflector 198.18.0.1");
  }

  private String there(NodeSession session) {
    NodeTables tables = new NodeTables(List.of(session), List.of(), List.of());
    origin = RouterLook.of(tables, EXPECTED, NOON);
    return ((OriginReason.NoSession) cause()).there();
  }

  @Test
  void theOriginIsRefused() {
    said(PeerRefused.because(new Refusal.UnknownPeer(), peer("one"), 1));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NoSession(
                "one", "london", "london-1", null, ReasonText.seen(new Refusal.UnknownPeer())));
  }

  @Test
  void theOriginHasAnnouncedNothingSinceItsSessionBegan() {
    established();
    announced(List.of());
    announced(List.of("ipv6-unicast"));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NothingAnnounced(
                "one", "london", "london-1", "2026-01-02T12:00:00Z", false));
    announced(List.of("ipv4-unicast"));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NothingAnnounced(
                "one", "london", "london-1", "2026-01-02T12:00:00Z", true));
  }

  @Test
  void theOriginAnnouncedOtherPrefixes() {
    established();
    announced(List.of("ipv4-unicast"), "10.2.7.0/24");
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NotAnnounced("one", "london", "london-1", List.of("10.2.7.0/24")));
  }

  @Test
  void thereAreMorePrefixesThanAreNamed() {
    established();
    List<String> first = IntStream.range(0, 256).mapToObj(i -> "10.9." + i + ".0/24").toList();
    said(new PeerRoutesChanged(peer("one"), true, false, List.of(), 300, first));
    assertThat(cause()).isEqualTo(new OriginReason.NotTold("one", "london", "london-1"));
  }

  @Test
  void theReflectorRejectedItUntilItTakesIt() {
    seenWithoutTheRoute();
    established();
    announced(List.of());
    said(
        PrefixRejected.because(
            new Rejection.OutsidePodCidrs("london"), peer("one"), PREFIX, ADDRESS));
    assertThat(cause())
        .isInstanceOfSatisfying(
            OriginReason.Rejected.class,
            rejected -> assertThat(rejected.why()).contains("pod CIDRs of london"));
    announced(List.of(), PREFIX);
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1")));
  }

  @Test
  void anUpdateThatWasTreatedAsWithdrawnIsARejection() {
    established();
    announced(List.of());
    said(
        new SessionEvent.UpdateRejected(
            peer("one"), true, "AS_SET in AS_PATH", List.of("as-set"), List.of(PREFIX), 1));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.Rejected(
                "one",
                "london",
                "london-1",
                "its UPDATE was treated as withdrawn: AS_SET in AS_PATH",
                "The reflector's log has the whole message."));
  }

  @Test
  void anOpenThatWasRefusedIsWhyThereIsNoSession() {
    said(new SessionEvent.OpenRefused(peer("one"), 2, 2, "AS 64999 instead of 64512", 1));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NoSession(
                "one", "london", "london-1", null, "AS 64999 instead of 64512"));
  }

  @Test
  void theReflectorIsBlamedOnlyAfterTheOriginWasLookedAtAgainAndItsRouterRan() {
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    assertThat(judged())
        .as("the reflector's word may be older than the break")
        .isEqualTo(new Judgement.Judged(List.of(), EXPECTED.routes()));

    seenWithoutTheRoute();
    origin = new RouterLook(State.RUNS, "", NOON);
    assertThat(judged().missing()).as("the origin may have gone down since").isEmpty();
    origin = RUNS;
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1")));
  }

  /** Each look of this node ends after the other's has begun, and before that one has ended. */
  @Test
  void whereLooksAreSlowTheFirstOneThatLackedTheRouteCounts() {
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    lookedAt(NOON, NOON.minusMillis(500));
    lookedAt(NOON.plusMillis(1_000), NOON.minusMillis(500));
    assertThat(before.unclear()).isTrue();
    lookedAt(NOON.plusMillis(2_000), NOON.minusMillis(500));
    assertThat(before.unclear()).as("the origin may have gone down since").isTrue();
    lookedAt(NOON.plusMillis(3_000), NOON.plusMillis(500));
    assertThat(before.known().missing())
        .extracting(Missing::cause)
        .containsExactly(new RouteReason.NotReceived(List.of("198.18.0.1")));
    assertThat(before.known().waiting()).isEmpty();
  }

  @Test
  void aRouteThatCameMeanwhileWaitsFromItsNextLossOn() {
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    lookedAt(NOON, NOON.minusMillis(500));
    lookedAt(NOON.plusMillis(1_000), NOON.minusMillis(500));
    before =
        before.read(
            new Known(EXPECTED.routes(), sessions, EXPECTED.routes(), List.of(), List.of()),
            RUNS,
            NOON.plusMillis(2_000));
    lookedAt(NOON.plusMillis(3_000), NOON.plusMillis(500));
    assertThat(before.unclear()).isTrue();
  }

  private void lookedAt(Instant ended, Instant originLookedAt) {
    origin = new RouterLook(State.RUNS, "", originLookedAt);
    NodeTables tables = new NodeTables(sessions, List.of(), List.of());
    Observation seen = Observation.of(before, tables, EXPECTED, elsewhere());
    before = before.read(seen.now(), RouterLook.of(tables, EXPECTED, ended), ended);
  }

  @Test
  void aRouterThatRunsAgainAndHasNoSessionYetIsTheBreakWhateverTheReflectorSaid() {
    seenWithoutTheRoute();
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    NodeTables started =
        new NodeTables(
            List.of(new NodeSession("198.18.0.1", 64512, "Active", true)), List.of(), List.of());
    origin = RouterLook.of(started, EXPECTED, NOON.plusSeconds(60));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.NoSession(
                "one",
                "london",
                "london-1",
                null,
                null,
                "the session with reflector 198.18.0.1 is not Established"));
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"UNREAD", "SILENT"})
  void nobodyIsBlamedWhereTheOriginCouldNotBeRead(State state) {
    seenWithoutTheRoute();
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    origin = new RouterLook(state, "the API server of london is away", NOON.plusSeconds(60));
    assertThat(cause())
        .isEqualTo(
            new OriginReason.Unread("london", "london-1", "the API server of london is away"));
    origin = null;
    assertThat(cause())
        .isEqualTo(new OriginReason.Unread("london", "london-1", "nobody has looked at it yet"));
  }

  @Test
  void aRouterThatIsDownIsTheFirstBreakWhateverTheReflectorSaid() {
    origin = new RouterLook(State.DOWN, "its container has ended", NOON);
    RouteReason down = new OriginReason.RouterDown("london", "london-1", "its container has ended");
    assertThat(cause()).isEqualTo(down);
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    assertThat(cause()).isEqualTo(down);
    said(SessionLost.because(new SessionEnd.ConnectionClosed(), peer("one"), 1000));
    assertThat(cause()).isEqualTo(down);
  }

  @Test
  void aRouterThatHasASessionSinceItWasSeenDownIsNotDown() {
    seenWithoutTheRoute();
    origin = new RouterLook(State.DOWN, "its container has ended", NOON.minusSeconds(1));
    established();
    announced(List.of("ipv4-unicast"));
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
    announced(List.of("ipv4-unicast"), PREFIX);
    assertThat(judged())
        .as("it was not looked at since")
        .isEqualTo(new Judgement.Judged(List.of(), EXPECTED.routes()));
    sessions.clear();
    sessions.add(new NodeSession("198.18.0.1", 64512, "Active", true));
    assertThat(cause()).isEqualTo(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")));
  }

  @Test
  void aRouterThatDoesNotAnswerIsDownWhereNoReflectorHasASessionWithIt() {
    origin = new RouterLook(State.SILENT, "gobgp timed out", NOON);
    established();
    announced(List.of());
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
    said(SessionLost.because(new SessionEnd.ConnectionClosed(), peer("one"), 1000));
    assertThat(cause())
        .isEqualTo(new OriginReason.RouterDown("london", "london-1", "gobgp timed out"));
  }

  @Test
  void aStaleRouteIsHeldThoughTheOriginHasNoSession() {
    seenWithoutTheRoute();
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    said(SessionLost.because(new SessionEnd.ConnectionClosed(), peer("one"), 1000));
    said(new PeerRoutesChanged(peer("one"), false, true, List.of(), 1, List.of(PREFIX)));
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1")));
  }

  @Test
  void aNewSessionForgetsWhatWasOfTheOldOne() {
    established();
    said(
        PrefixRejected.because(
            new Rejection.OutsidePodCidrs("london"), peer("one"), PREFIX, ADDRESS));
    established();
    announced(List.of());
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
  }

  @Test
  void whatIsToldJustBeforeTheSessionIsOfThisSession() {
    announced(List.of("ipv4-unicast"), "10.2.7.0/24");
    established();
    assertThat(cause()).isInstanceOf(OriginReason.NotAnnounced.class);
  }

  @Test
  void ofSeveralReflectorsTheOneCountsWhereTheRouteGotFarthest() {
    seenWithoutTheRoute();
    sessions.add(new NodeSession("198.18.0.2", 64512, "Established", true));
    established();
    announced(List.of());
    lostAtTheOther();
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
    announced(List.of(), PREFIX);
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1", "198.18.0.2")));
  }

  /** Whatever their names are. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "z"})
  void aReflectorThatKnowsOfTheWithdrawalCountsBeforeOneWhoseSessionIsYounger(String younger) {
    established();
    announced(List.of(), "10.1.0.0/24", PREFIX);
    announced(List.of(), "10.1.0.0/24");
    words.add(
        PeerWord.after(
                null,
                new PeerRoutesChanged(
                    peer(younger), true, false, List.of(), 1, List.of("10.1.0.0/24")),
                now)
            .orElseThrow());
    Origin both =
        new Origin("london", "london-1", Map.of("198.18.0.1", "one", "198.18.0.2", younger));
    assertThat(
            new OriginCheck(EXPECTED.routes().getFirst(), both, elsewhere()).firstBreak(_ -> true))
        .contains(new OriginReason.Withdrawn("one", "london", "london-1", "2026-01-02T12:00:02Z"));
  }

  @Test
  void whatAReflectorSendsDecidesOnlyWhereItHoldsTheRoute() {
    seenWithoutTheRoute();
    sessions.add(new NodeSession("198.18.0.2", 64512, "Established", true));
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    sends("two");
    assertThat(cause()).isInstanceOf(RouteReason.NotReceived.class);
    sends("one");
    assertThat(cause()).isEqualTo(new RouteReason.RefusedByImportPolicy("one"));
  }

  private void sends(String reflector) {
    PeerIdentity here = new PeerIdentity(reflector, "198.18.0.11", "paris", "n1");
    words.add(
        PeerWord.after(
            null, new PeerRoutesSent(here, 3, List.of("ipv4-unicast"), List.of()), NOON));
  }

  private void lostAtTheOther() {
    words.add(
        PeerWord.after(
                null, SessionLost.because(new SessionEnd.ConnectionClosed(), peer("two"), 9), NOON)
            .orElseThrow());
  }

  @Test
  void theOriginGoesBeforeTheNodesOwnSession() {
    sessions.clear();
    sessions.add(new NodeSession("198.18.0.1", 64512, "Active", true));
    lostAtTheOther();
    established();
    announced(List.of());
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
    announced(List.of("ipv4-unicast"), PREFIX);
    assertThat(cause()).isEqualTo(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")));
  }

  @Test
  void whatTheReflectorHasNotSaidIsNoBreakWhereTheNodesOwnSessionIsDown() {
    sessions.clear();
    sessions.add(new NodeSession("198.18.0.1", 64512, "Active", true));
    assertThat(cause()).isEqualTo(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")));
  }
}
