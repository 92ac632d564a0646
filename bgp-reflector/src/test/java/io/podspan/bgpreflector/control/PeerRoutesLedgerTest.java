package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.listen.AnnouncingPeer;
import io.podspan.bgpreflector.speaker.session.RoutesMark;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerRoutesLedgerTest {
  private final PeerRoutesLedger ledger = new PeerRoutesLedger();

  private static AnnouncingPeer peer(String address, long changes) {
    return new AnnouncingPeer(
        SpeakerFixture.peer(address),
        new RoutesMark(true, false, Set.of(AddressFamily.IPV4_UNICAST), 1, changes));
  }

  @Test
  void aPeerIsToldOfWhenItIsFirstSeen() {
    AnnouncingPeer peer = peer("192.0.2.11", 0);

    assertThat(ledger.due(List.of(peer), 0)).containsExactly(peer);
    ledger.told(peer, 0, 0);
    assertThat(ledger.due(List.of(peer), 100_000)).isEmpty();
  }

  @Test
  void aChangeIsToldOfHalfASecondAfterTheLastOne() {
    ledger.told(peer("192.0.2.11", 0), 3, 1000);
    List<AnnouncingPeer> changed = List.of(peer("192.0.2.11", 1));

    assertThat(ledger.due(changed, 1499)).isEmpty();
    assertThat(ledger.due(changed, 1500)).isEqualTo(changed);
  }

  @Test
  void aPeerWithManyRoutesIsToldOfLessOften() {
    ledger.told(peer("192.0.2.11", 0), 1_000_000, 0);
    List<AnnouncingPeer> changed = List.of(peer("192.0.2.11", 1));

    assertThat(ledger.due(changed, 9_999)).isEmpty();
    assertThat(ledger.due(changed, 10_000)).isEqualTo(changed);
  }

  @Test
  void aPeerThatIsNoLongerThereIsToldOfOnce() {
    AnnouncingPeer stays = peer("192.0.2.11", 0);
    AnnouncingPeer goes = peer("192.0.2.12", 0);
    ledger.told(stays, 0, 0);
    ledger.told(goes, 0, 0);

    assertThat(ledger.gone(List.of(stays, goes))).isEmpty();
    assertThat(ledger.gone(List.of(stays))).containsExactly(goes.config());
    assertThat(ledger.gone(List.of(stays))).isEmpty();
  }
}
