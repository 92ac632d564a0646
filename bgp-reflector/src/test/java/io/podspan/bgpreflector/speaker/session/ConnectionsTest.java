package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.dialling;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.open;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.Ipv4Address;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.report.SessionCount;
import org.junit.jupiter.api.Test;

/** Several connections of one peer, and our own with it. */
class ConnectionsTest {
  private static final String FIRST = "192.0.2.11";
  private static final String HIGH = "192.0.2.200";

  private final SessionFixture fixture = new SessionFixture();

  private static SessionState state(PeerSession session) {
    return session.snapshot().state();
  }

  @Test
  void refusesASecondConnectionOfAnEstablishedPeerAndProbesTheFirst() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel established = fixture.establish(session);
    sent(established);

    EmbeddedChannel second = fixture.connect(session);

    assertThat(second.isOpen()).isFalse();
    assertThat(sent(established)).containsExactly(Message.Keepalive.INSTANCE);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void keepsThePeersConnectionWhenItsIdentifierIsHigher() {
    // RFC 4271, section 6.8.
    PeerSession session = fixture.session(dialling(HIGH));
    EmbeddedChannel ours = completeDial();
    EmbeddedChannel theirs = fixture.connect(session);

    receive(ours, open(Ipv4Address.of(HIGH).bits()));

    assertThat(sent(ours)).contains(NotificationCode.CONNECTION_COLLISION.plain());
    receive(theirs, open(Ipv4Address.of(HIGH).bits()));
    receive(theirs, Message.Keepalive.INSTANCE);
    assertThat(theirs.isOpen()).isTrue();
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void keepsOurConnectionWhenOurIdentifierIsHigher() {
    PeerSession session = fixture.session(dialling(FIRST));
    EmbeddedChannel ours = completeDial();
    EmbeddedChannel theirs = fixture.connect(session);

    receive(theirs, open(Ipv4Address.of(FIRST).bits()));

    assertThat(sent(theirs)).contains(NotificationCode.CONNECTION_COLLISION.plain());
    receive(ours, open(Ipv4Address.of(FIRST).bits()));
    receive(ours, Message.Keepalive.INSTANCE);
    assertThat(ours.isOpen()).isTrue();
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void takesTheNewerOfTwoConnectionsOfThePeersMaking() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel forgotten = fixture.connect(session);
    EmbeddedChannel newer = fixture.connect(session);

    receive(newer, open(Ipv4Address.of(FIRST).bits()));
    receive(newer, Message.Keepalive.INSTANCE);

    assertThat(sent(forgotten)).contains(NotificationCode.CONNECTION_COLLISION.plain());
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void theOtherConnectionGoesOnWhenOneDies() {
    PeerSession session = fixture.session(dialling(HIGH));
    EmbeddedChannel ours = completeDial();
    EmbeddedChannel theirs = fixture.connect(session);

    ours.close();
    receive(theirs, open(Ipv4Address.of(HIGH).bits()));
    receive(theirs, Message.Keepalive.INSTANCE);

    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  private EmbeddedChannel completeDial() {
    EmbeddedChannel channel = fixture.dialled.getLast();
    try {
      channel.register();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
    return channel;
  }

  @Test
  void dialsAgainAfterAWhile() {
    fixture.session(dialling(FIRST));
    assertThat(fixture.dialled).hasSize(1);

    fixture.advance(5);

    assertThat(fixture.dialled).hasSize(2);
    assertThat(fixture.dialled.getFirst().isOpen()).isFalse();
  }

  @Test
  void goesOnDiallingWhileThePeersConnectionWaits() {
    PeerSession session = fixture.session(dialling(HIGH));
    EmbeddedChannel theirs = fixture.connect(session);
    assertThat(state(session)).isEqualTo(SessionState.CONNECT);

    // Both sides come to see both connections, and decide alike.
    EmbeddedChannel ours = completeDial();
    receive(ours, open(Ipv4Address.of(HIGH).bits()));

    assertThat(sent(ours)).contains(NotificationCode.CONNECTION_COLLISION.plain());
    assertThat(theirs.isOpen()).isTrue();
    assertThat(fixture.counts.all()).containsEntry(SessionCount.COLLISIONS, 1L);
  }

  @Test
  void thePeersConnectionWinsOverADialThatComesToNothing() {
    PeerSession session = fixture.session(dialling(FIRST));
    EmbeddedChannel theirs = fixture.connect(session);

    receive(theirs, open(Ipv4Address.of(FIRST).bits()));
    receive(theirs, Message.Keepalive.INSTANCE);

    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(fixture.dialled.getFirst().isOpen()).isFalse();
    fixture.advance(10);
    assertThat(fixture.dialled).hasSize(1);
  }

  @Test
  void aConnectionThatStaysWithoutOpenDoesNotWin() {
    // Our identifier is the higher one, but the peer does not answer on our connection.
    PeerSession session = fixture.session(dialling(FIRST));
    EmbeddedChannel ours = completeDial();
    fixture.advance(6);
    EmbeddedChannel theirs = fixture.connect(session);

    receive(theirs, open(Ipv4Address.of(FIRST).bits()));
    receive(theirs, Message.Keepalive.INSTANCE);

    assertThat(ours.isOpen()).isFalse();
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void startsOverAfterAResetInOpenConfirm() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.connect(session);
    receive(channel, open(Ipv4Address.of(FIRST).bits()));
    assertThat(state(session)).isEqualTo(SessionState.OPEN_CONFIRM);

    channel.pipeline().fireExceptionCaught(new java.io.IOException("Connection reset by peer"));

    assertThat(state(session)).isEqualTo(SessionState.ACTIVE);
    assertThat(session.snapshot().lastError()).contains("Connection reset by peer");
    assertThat(fixture.listener.told).isEmpty();
    fixture.establish(session);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }
}
