package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.reflect.Withheld;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SentLedgerTest {
  private static final ToldPeer PEER = peer("192.0.2.11", 1);

  private final SentLedger ledger = new SentLedger();

  private static ToldPeer peer(String address, long session) {
    return new ToldPeer(SpeakerFixture.peer(address), RouteSource.local(1), session, Set.of());
  }

  private static SentRoutes sent(int routes) {
    return new SentRoutes(routes, Map.of());
  }

  private static SentRoutes without(int routes) {
    return new SentRoutes(routes, Map.of(Withheld.OWN_MESH, new SentRoutes.Kept(1, List.of())));
  }

  @Test
  void nothingIsLookedAtTwiceWithoutAChange() {
    assertThat(ledger.isDue(0, List.of(PEER), 0)).isTrue();
    ledger.looked(0, List.of(PEER), 2, 1, 0);

    assertThat(ledger.isDue(0, List.of(PEER), 60_000)).isFalse();
    assertThat(ledger.isDue(1, List.of(PEER), 60_000)).isTrue();
  }

  @Test
  void aPeerIsToldOfOnceASecondAtMost() {
    ledger.looked(0, List.of(PEER), 2, 1, 0);

    assertThat(ledger.isDue(1, List.of(PEER), 999)).isFalse();
    assertThat(ledger.isDue(1, List.of(PEER), 1_000)).isTrue();
  }

  @Test
  void manyEventsAndLargeTablesTakeLonger() {
    ledger.looked(0, List.of(PEER), 2, 2_000, 0);
    assertThat(ledger.isDue(1, List.of(PEER), 9_999)).isFalse();
    assertThat(ledger.isDue(1, List.of(PEER), 10_000)).isTrue();

    ledger.looked(1, List.of(PEER), 1_000_000, 1, 10_000);
    assertThat(ledger.isDue(2, List.of(PEER), 19_999)).isFalse();
    assertThat(ledger.isDue(2, List.of(PEER), 20_000)).isTrue();
  }

  @Test
  void onlyWhatIsAnotherAnswerIsNews() {
    assertThat(ledger.isNews(PEER, sent(2), 0)).isTrue();
    assertThat(ledger.isNews(PEER, sent(2), 0)).isFalse();
    assertThat(ledger.isNews(PEER, without(3), 0)).isTrue();
  }

  @Test
  void theNumberAloneIsToldTwiceAMinuteAndNotForgotten() {
    ledger.isNews(PEER, sent(2), 0);
    assertThat(ledger.isNews(PEER, sent(3), 1_000)).isFalse();
    ledger.looked(1, List.of(PEER), 2, 0, 1_000);

    assertThat(ledger.isDue(1, List.of(PEER), 29_999)).isFalse();
    assertThat(ledger.isDue(1, List.of(PEER), 30_000)).isTrue();
    ledger.begins();
    assertThat(ledger.isNews(PEER, sent(3), 30_000)).isTrue();
    ledger.looked(1, List.of(PEER), 2, 1, 30_000);
    assertThat(ledger.isDue(1, List.of(PEER), 90_000)).isFalse();
  }

  @Test
  void aTableThatIsTooBusyIsAskedLaterEachTime() {
    ledger.failed(0);
    assertThat(ledger.isDue(0, List.of(PEER), 999)).isFalse();
    assertThat(ledger.isDue(0, List.of(PEER), 1_000)).isTrue();
    ledger.failed(1_000);
    assertThat(ledger.isDue(0, List.of(PEER), 2_999)).isFalse();
    assertThat(ledger.isDue(0, List.of(PEER), 3_000)).isTrue();
  }

  @Test
  void aNewSessionIsNews() {
    ledger.isNews(PEER, sent(2), 0);

    assertThat(ledger.isNews(peer("192.0.2.11", 2), sent(2), 0)).isTrue();
  }

  @Test
  void aPeerThatWasAwayIsNews() {
    ledger.isNews(PEER, sent(2), 0);
    ledger.looked(1, List.of(), 2, 0, 0);

    assertThat(ledger.isNews(PEER, sent(2), 0)).isTrue();
  }
}
