package io.podspan.bgpreflector.speaker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which sessions on real sockets are watched. */
class ProbedSessionTest {
  private static final String WATCHED = "127.0.0.93";
  private static final String WITHOUT_HOLD_TIMER = "127.0.0.94";

  /** The kernel itself would end a session that never says anything. */
  @Test
  void aSessionWithoutAHoldTimerIsNotWatchedAndSaysSo() throws IOException {
    try (SpeakerFixture real = new SpeakerFixture()) {
      Speaker speaker = real.start(SessionLimits.DEFAULT);
      speaker.configure(
          List.of(SpeakerFixture.peer(WATCHED), SpeakerFixture.peer(WITHOUT_HOLD_TIMER)));
      try (TestPeer watched = TestPeer.connect(WATCHED, speaker.port());
          TestPeer other = TestPeer.connect(WITHOUT_HOLD_TIMER, speaker.port())) {
        watched.establish(Opens.of(WATCHED));
        other.establish(Opens.of(WITHOUT_HOLD_TIMER, Opens.ASN, 0));
        SpeakerFixture.awaitEstablished(speaker, WATCHED);
        SpeakerFixture.awaitEstablished(speaker, WITHOUT_HOLD_TIMER);

        assertThat(speaker.peers())
            .filteredOn(PeerSnapshot::probed)
            .extracting(peer -> peer.config().address().toString())
            .isEqualTo(speaker.isProbing() ? List.of(WATCHED) : List.of());
      }
    }
  }
}
