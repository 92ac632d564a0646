package io.podspan.bgpreflector.speaker;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many unwanted connections beside a session that goes on. */
class FloodTest {
  private static final int MANY = 2000;
  private static final String PEER = "127.0.1.1";

  private final SpeakerFixture fixture = new SpeakerFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Speaker start(SessionLimits limits) throws IOException {
    Speaker speaker = fixture.start(limits);
    speaker.configure(
        List.of(SpeakerFixture.peer(PEER)), List.of(SpeakerFixture.range("127.6.0.0/16", 5000)));
    return speaker;
  }

  @Test
  void refusesStrangersByTheThousandAndCountsThem() throws IOException {
    Speaker speaker = start(SessionLimits.DEFAULT);
    try (TestPeer peer = TestPeer.connect(PEER, speaker.port())) {
      peer.establish(Opens.of(PEER));
      for (int i = 0; i < MANY; i++) {
        TestPeer.connect("127.7." + i / 250 + "." + (1 + i % 250), speaker.port()).close();
      }

      await().until(() -> speaker.refusals().get(RefusalReason.UNKNOWN_PEER) == MANY);
      SpeakerFixture.awaitEstablished(speaker, PEER);
      assertThat(fixture.listener.told).hasSizeLessThan(MANY / 10);
      assertThat(speaker.peers()).hasSize(1);
    }
  }

  @Test
  void boundsConnectionsThatWaitForAnOpen() throws IOException {
    Speaker speaker = start(new SessionLimits(240, 8, 0, 50, 1));
    List<TestPeer> halfOpen = new ArrayList<>();
    try (TestPeer peer = TestPeer.connect(PEER, speaker.port())) {
      peer.establish(Opens.of(PEER));
      for (int i = 0; i < 100; i++) {
        halfOpen.add(TestPeer.connect("127.6.1." + (1 + i), speaker.port()));
      }

      await().until(() -> speaker.refusals().get(RefusalReason.HALF_OPEN) >= 50);
      assertThat(speaker.halfOpen()).isEqualTo(50);
      // After the wait for their OPEN, and a while more, nothing is left of them.
      await().until(() -> speaker.peers().size() == 1);
      assertThat(speaker.halfOpen()).isZero();
      peer.send(Message.Keepalive.INSTANCE);
      SpeakerFixture.awaitEstablished(speaker, PEER);
    } finally {
      for (TestPeer each : halfOpen) {
        each.close();
      }
    }
  }
}
