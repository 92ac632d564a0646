package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.testpeer.Dialer;
import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.config.SessionLimits;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import io.podspan.bgpreflector.speaker.timers.SendProgress;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SendHoldTest {
  private static final String FIRST = "192.0.2.11";
  private static final int EIGHT_MINUTES = 480;

  private final SessionFixture fixture = new SessionFixture();

  /** Lets time pass for a peer that keeps sending. */
  private void pass(EmbeddedChannel channel, int seconds) {
    for (int passed = 0; passed < seconds && channel.isOpen(); passed += 20) {
      fixture.advance(20);
      if (channel.isOpen()) {
        receive(channel, Message.Keepalive.INSTANCE);
      }
    }
  }

  @Test
  void endsTheSessionOfAPeerThatSendsButTakesNothing() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    fixture.progress = new SendProgress(true, 7);

    pass(channel, EIGHT_MINUTES - 20);
    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
    sent(channel);
    pass(channel, 120);

    assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
    assertThat(sent(channel)).contains(NotificationCode.SEND_HOLD_TIMER_EXPIRED.plain());
    assertThat(fixture.counts.all()).containsEntry(SessionCount.SEND_HOLD_EXPIRED, 1L);
  }

  @Test
  void anyProgressIsEnough() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);

    for (int i = 0; i < 4; i++) {
      fixture.progress = new SendProgress(true, i);
      pass(channel, EIGHT_MINUTES - 80);
    }

    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void nothingToSendIsNoFault() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);

    pass(channel, 3 * EIGHT_MINUTES);

    assertThat(session.state()).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void isTwiceTheHoldTimeOrEightMinutes() {
    assertThat(SessionLimits.DEFAULT.sendHoldFor(90)).isEqualTo(EIGHT_MINUTES);
    assertThat(SessionLimits.DEFAULT.sendHoldFor(300)).isEqualTo(600);
    assertThat(new SessionLimits(240, 30, 20, 1, 1).sendHoldFor(300)).isEqualTo(20);
  }

  @Test
  void seesThroughTheKernelsBuffers() throws IOException {
    // Keepalives and a small table fit into the kernel's buffers: nothing waits in ours.
    Prefix[] table =
        IntStream.range(0, 20_000)
            .mapToObj(i -> Prefix.of("10." + i / 256 + "." + i % 256 + ".0/24"))
            .toArray(Prefix[]::new);
    try (SpeakerFixture real = new SpeakerFixture()) {
      Speaker speaker = real.start(new SessionLimits(240, 30, 2, 100, 5), table);
      speaker.configure(
          List.of(SpeakerFixture.peer("127.0.0.91"), SpeakerFixture.peer("127.0.0.92")));
      try (TestPeer deaf =
              Dialer.from("127.0.0.91").withSmallReceiveBuffer().connect(speaker.port());
          TestPeer quiet = TestPeer.connect("127.0.0.92", speaker.port())) {
        deaf.establish(Opens.of("127.0.0.91"));
        quiet.establish(Opens.of("127.0.0.92"));

        await().until(() -> speaker.sessionCounts().get(SessionCount.SEND_HOLD_EXPIRED) == 1);
        SpeakerFixture.awaitState(speaker, "127.0.0.91", SessionState.ACTIVE);
        SpeakerFixture.awaitEstablished(speaker, "127.0.0.92");
      }
    }
  }
}
