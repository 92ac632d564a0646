package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.pulse.TcpSigns;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A peer whose kernel answers nothing any more, or does so again. */
class StallTest {
  private static final String FIRST = "192.0.2.11";
  private static final TcpSigns WELL = new TcpSigns(0, 0, 0, 100, 60, 60, 9, 4);
  private static final TcpSigns SILENT = new TcpSigns(2, 0, 0, 60_000, 60, 60, 9, 4);
  private static final TcpSigns ANSWERED = new TcpSigns(0, 0, 0, 100, 60, 60, 10, 4);

  private final SessionFixture fixture = new SessionFixture();

  private PeerSession stalled() {
    fixture.signs = WELL;
    PeerSession session = fixture.session(peer(FIRST));
    fixture.establish(session);
    fixture.advance(2);
    fixture.signs = SILENT;
    fixture.advance(7);
    return session;
  }

  private long toldOf(String what) {
    return fixture.listener.told.stream().filter(line -> line.startsWith(what)).count();
  }

  @Test
  void isToldOnceAndEndsNothing() {
    PeerSession session = stalled();

    assertThat(toldOf("stalled 192.0.2.11: has answered nothing for 6 s")).isEqualTo(1);
    assertThat(fixture.counts.all()).containsEntry(SessionCount.STALLED, 1L);
    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
    assertThat(toldOf("lost")).isZero();
  }

  @Test
  void isInTheSnapshotWithWhatIsSeenNow() {
    PeerSession session = stalled();
    fixture.advance(3);

    assertThat(Objects.requireNonNull(session.snapshot().stall()).silent().toSeconds())
        .isGreaterThanOrEqualTo(8);
  }

  @Test
  void endsWithAnAnswer() {
    PeerSession session = stalled();
    fixture.signs = ANSWERED;
    fixture.advance(1);

    assertThat(toldOf("resumed 192.0.2.11 after ")).isEqualTo(1);
    assertThat(session.snapshot().stall()).isNull();
    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void endsWithTheSession() {
    PeerSession session = stalled();
    fixture.advance(30);

    assertThat(toldOf("lost 192.0.2.11 hold timer expired")).isEqualTo(1);
    assertThat(session.snapshot().stall()).isNull();
    assertThat(session.snapshot().probed()).isFalse();
    assertThat(toldOf("resumed")).isZero();
  }

  @Test
  void aSessionThatCannotBeProbedSaysSo() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    fixture.advance(20);
    receive(channel, Message.Keepalive.INSTANCE);

    assertThat(session.snapshot().probed()).isFalse();
    assertThat(session.snapshot().stall()).isNull();
    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aConnectionThatIsJustGoneIsNotLookedAt() {
    fixture.signs = WELL;
    PeerSession session = fixture.session(peer(FIRST));
    fixture.establish(session);
    fixture.signs = null;
    fixture.advance(10);

    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
    assertThat(toldOf("stalled")).isZero();
  }
}
