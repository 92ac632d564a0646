package io.podspan.routecollector.heard;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.PeerIdentity;
import io.podspan.events.RibEvent.PeerRoutesSent;
import io.podspan.events.RibEvent.Withheld;
import io.podspan.events.SessionEvent;
import io.podspan.events.SessionEvent.PeerRoutesChanged;
import io.podspan.events.SessionEvent.SessionEstablished;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.SessionEvent.SessionResumed;
import io.podspan.events.SessionEvent.SessionStalled;
import io.podspan.events.reason.SessionEnd;
import io.podspan.routecollector.heard.PeerWord.Announced;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a reflector sends to a peer, told in no order with the peer's sessions. */
class PeerWordTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  private static final PeerIdentity PEER = new PeerIdentity("rr", "192.0.2.11", "paris", "n1");
  private static final String PREFIX = "10.2.0.0/24";
  private static final SessionEvent ESTABLISHED =
      new SessionEstablished(PEER, 64512, "192.0.2.11", 90, List.of("ipv4-unicast"));
  private static final SessionEvent LOST =
      SessionLost.because(new SessionEnd.HoldTimerExpired(90), PEER, 1);

  private PeerWord word;

  private void said(SessionEvent event, int second) {
    word = PeerWord.after(word, event, NOON.plusSeconds(second)).orElseThrow();
  }

  private void sends(int second, String... endOfRib) {
    PeerRoutesSent sent = new PeerRoutesSent(PEER, 3, List.of(endOfRib), List.of());
    word = PeerWord.after(word, sent, NOON.plusSeconds(second));
  }

  @Test
  void beforeEndOfRibOfTheFamilyItHasNotSentEverything() {
    said(ESTABLISHED, 0);
    assertThat(word.sends(PREFIX)).isFalse();
    sends(1);
    assertThat(word.sends(PREFIX)).isFalse();
    sends(2, "ipv6-unicast");
    assertThat(word.sends(PREFIX)).isFalse();
    assertThat(word.sends("2001:db8::/64")).isTrue();
    sends(3, "ipv4-unicast");
    assertThat(word.sends(PREFIX)).isTrue();
  }

  @Test
  void whileTheSessionStallsNothingIsSureToArrive() {
    said(ESTABLISHED, 0);
    sends(1, "ipv4-unicast");
    said(new SessionStalled(PEER, 6_000, 6_000, 2), 2);
    assertThat(word.sends(PREFIX)).isFalse();
    sends(3, "ipv4-unicast");
    assertThat(word.sends(PREFIX)).isFalse();
    said(new PeerRoutesChanged(PEER, true, false, List.of(), 0, List.of()), 4);
    assertThat(word.sends(PREFIX)).isFalse();
    said(new SessionResumed(PEER, 9_000), 5);
    assertThat(word.sends(PREFIX)).isTrue();
  }

  @Test
  void aStallEndsWithItsSession() {
    said(ESTABLISHED, 0);
    said(new SessionStalled(PEER, 6_000, 6_000, 2), 1);
    said(LOST, 2);
    assertThat(word.stalled()).isFalse();
  }

  @Test
  void whatIsSentIsOfTheSessionThatIsHeardOfLater() {
    said(ESTABLISHED, 0);
    said(LOST, 2);
    sends(4, "ipv4-unicast");
    said(ESTABLISHED, 3);
    assertThat(word.sends(PREFIX)).isTrue();
  }

  @Test
  void whatIsSentIsOfTheNewSessionAlsoWhenNothingOfItsBeginningWasHeard() {
    sends(4, "ipv4-unicast");
    said(ESTABLISHED, 0);
    said(LOST, 2);
    said(ESTABLISHED, 3);
    assertThat(word.sends(PREFIX)).isTrue();
  }

  @Test
  void whatWasSentInAnEarlierSessionDoesNotCount() {
    said(ESTABLISHED, 0);
    sends(1, "ipv4-unicast");
    said(LOST, 2);
    assertThat(word.sent()).isNull();
    said(ESTABLISHED, 3);
    sends(1, "ipv4-unicast");
    assertThat(word.sent()).as("it was heard of late").isNull();
    sends(4);
    assertThat(word.sent()).isNotNull();
  }

  @Test
  void routesThatAreToldFirstSayNothingOfWhenTheSessionBegan() {
    said(new PeerRoutesChanged(PEER, true, false, List.of(), 0, List.of()), 5);
    assertThat(word.since()).isNull();
    sends(4, "ipv4-unicast");
    assertThat(word.sends(PREFIX)).isTrue();
  }

  @Test
  void ofManyThatAreKeptBackOnlyTheFirstAreNamed() {
    Withheld many = new Withheld("other-domain", 20, List.of("10.9.0.0/24"));
    word =
        PeerWord.after(
            null, new PeerRoutesSent(PEER, 3, List.of("ipv4-unicast"), List.of(many)), NOON);
    assertThat(word.sends(PREFIX)).isFalse();
  }

  private void announces(int second, String... prefixes) {
    said(
        new PeerRoutesChanged(PEER, true, false, List.of(), prefixes.length, List.of(prefixes)),
        second);
  }

  @Test
  void whatWasAnnouncedAndIsNotAnyMoreWasWithdrawnThen() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX, "10.2.1.0/24");
    announces(2, "10.2.1.0/24");
    announces(3, "10.2.1.0/24", "10.2.2.0/24");
    assertThat(word.announced().withdrawn())
        .containsExactly(Map.entry(PREFIX, NOON.plusSeconds(2)));
  }

  @Test
  void whatIsAnnouncedAgainIsNotWithdrawn() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX);
    announces(2);
    announces(3, PREFIX);
    assertThat(word.announced().withdrawn()).isEmpty();
  }

  @Test
  void whatANewSessionLacksWasNotWithdrawn() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX);
    said(LOST, 2);
    said(ESTABLISHED, 3);
    announces(4);
    assertThat(word.announced().withdrawn()).isEmpty();
  }

  @Test
  void whatANewSessionLacksWasNotWithdrawnAlsoWhereTheEndOfTheOldOneWasNotTold() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX, "10.2.1.0/24");
    announces(2, "10.2.1.0/24");
    said(ESTABLISHED, 3);
    announces(4);
    assertThat(word.announced().withdrawn()).isEmpty();
    announces(5, PREFIX);
    announces(6);
    assertThat(word.announced().withdrawn())
        .as("of this session")
        .containsExactly(Map.entry(PREFIX, NOON.plusSeconds(6)));
  }

  @Test
  void staleRoutesThatAreFlushedWereNotWithdrawn() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX);
    said(new PeerRoutesChanged(PEER, true, true, List.of(), 1, List.of(PREFIX)), 2);
    announces(3);
    assertThat(word.announced().withdrawn()).isEmpty();
  }

  @Test
  void ofAListThatIsCutNothingIsSureToBeGone() {
    said(ESTABLISHED, 0);
    announces(1, PREFIX);
    said(new PeerRoutesChanged(PEER, true, false, List.of(), 2, List.of("10.1.0.0/24")), 2);
    assertThat(word.announced().withdrawn()).isEmpty();
  }

  /** It may have been announced again, behind the cut. */
  @Test
  void whatWasWithdrawnIsNotKnownToBeGoneFromAListThatIsCut() {
    said(ESTABLISHED, 0);
    announces(1, "10.1.0.0/24", PREFIX);
    announces(2, "10.1.0.0/24");
    said(new PeerRoutesChanged(PEER, true, false, List.of(), 2, List.of("10.1.0.0/24")), 3);
    assertThat(word.announced().withdrawn()).isEmpty();
    announces(4, "10.1.0.0/24");
    assertThat(word.announced().withdrawn()).as("nobody knows since when").isEmpty();
  }

  @Test
  void ofManyThatWereWithdrawnTheLastAreKept() {
    String[] services =
        IntStream.range(0, Announced.MOST_WITHDRAWN)
            .mapToObj(i -> "10.96.0." + i + "/32")
            .toArray(String[]::new);
    said(ESTABLISHED, 0);
    announces(1, services);
    announces(2, PREFIX);
    announces(3);
    assertThat(word.announced().withdrawn())
        .hasSize(Announced.MOST_WITHDRAWN)
        .containsEntry(PREFIX, NOON.plusSeconds(3));
  }
}
