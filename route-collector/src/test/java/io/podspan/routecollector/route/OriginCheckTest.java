package io.podspan.routecollector.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeSession;
import io.podspan.events.PeerIdentity;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  private final List<PeerWord> words = new ArrayList<>();
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
    List<PeerWord> all = new ArrayList<>(words);
    if (one != null) {
      all.add(one);
    }
    NodeTables tables = new NodeTables(sessions, List.of(), List.of());
    return Judgement.of(EXPECTED, tables, new Heard(all)).missing().getFirst().cause();
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
  void theReflectorHoldsItAndDidNotSendIt() {
    established();
    announced(List.of("ipv4-unicast"), PREFIX);
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1")));
  }

  @Test
  void aStaleRouteIsHeldThoughTheOriginHasNoSession() {
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
    sessions.add(new NodeSession("198.18.0.2", 64512, "Established", true));
    established();
    announced(List.of());
    words.add(
        PeerWord.after(
                null, SessionLost.because(new SessionEnd.ConnectionClosed(), peer("two"), 9), NOON)
            .orElseThrow());
    assertThat(cause()).isInstanceOf(OriginReason.NothingAnnounced.class);
    announced(List.of(), PREFIX);
    assertThat(cause()).isEqualTo(new RouteReason.NotReceived(List.of("198.18.0.1", "198.18.0.2")));
  }

  @Test
  void theNodesOwnSessionGoesBeforeTheOrigins() {
    sessions.clear();
    sessions.add(new NodeSession("198.18.0.1", 64512, "Active", true));
    established();
    announced(List.of());
    assertThat(cause()).isEqualTo(new RouteReason.ReflectorSessionDown(List.of("198.18.0.1")));
  }
}
