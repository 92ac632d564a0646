package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SilentPeerTest {
  private static final Set<AddressFamily> IPV4 = Set.of(AddressFamily.IPV4_UNICAST);
  private static final Message REQUEST =
      Message.RouteRefresh.of(AddressFamily.IPV4_UNICAST, Message.RouteRefresh.REQUEST);

  private final SessionFixture fixture = new SessionFixture();
  private final PeerSession session = fixture.session(peer("192.0.2.11"));

  private EmbeddedChannel establish(boolean restarted) {
    EmbeddedChannel channel =
        fixture.establish(session, new GracefulRestart(restarted, false, 60, IPV4, IPV4));
    sent(channel);
    return channel;
  }

  private void advance(EmbeddedChannel channel, int seconds) {
    for (int i = 0; i < seconds; i++) {
      fixture.advance(1);
      receive(channel, Message.Keepalive.INSTANCE);
    }
  }

  private long asked() {
    return fixture.counts.all().get(SessionCount.SILENT_ASKED);
  }

  @Test
  void aPeerThatHasRestartedAndSaysNothingIsAskedAfterTwoSeconds() {
    EmbeddedChannel channel = establish(true);

    fixture.advance(1);
    assertThat(sent(channel)).isEmpty();
    fixture.advance(2);

    assertThat(sent(channel)).containsExactly(REQUEST);
    assertThat(fixture.listener.told).contains("silent 192.0.2.11 1");
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void itIsAskedAgainAndNotForEver() {
    EmbeddedChannel channel = establish(true);

    advance(channel, 300);

    assertThat(sent(channel)).filteredOn(REQUEST::equals).hasSize(5);
    assertThat(asked()).isEqualTo(5);
  }

  @Test
  void endOfRibIsAnAnswer() {
    EmbeddedChannel channel = establish(true);
    receive(channel, Message.Update.endOfRib(AddressFamily.IPV4_UNICAST));

    advance(channel, 20);

    assertThat(sent(channel)).doesNotContain(REQUEST);
  }

  @Test
  void aPeerThatHasNotRestartedMayHaveNothingToSay() {
    EmbeddedChannel channel = establish(false);

    advance(channel, 20);

    assertThat(sent(channel)).doesNotContain(REQUEST);
  }

  @Test
  void nobodyIsAskedAfterItsSession() {
    EmbeddedChannel channel = establish(true);
    channel.close();
    fixture.turn();

    fixture.advance(20);

    assertThat(asked()).isZero();
  }
}
