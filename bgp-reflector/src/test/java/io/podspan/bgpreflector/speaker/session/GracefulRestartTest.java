package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.bits;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.open;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.fsm.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What others hear of the routes of a peer that restarts (RFC 4724, section 4.2; RFC 8538). */
class GracefulRestartTest {
  private static final String PEER = "192.0.2.11";
  private static final String WATCHER = "192.0.2.12";
  private static final Set<AddressFamily> IPV4 = Set.of(AddressFamily.IPV4_UNICAST);

  /** It may take 60 seconds; it has not restarted. */
  private static final GracefulRestart GRACEFUL = new GracefulRestart(false, false, 60, IPV4, IPV4);

  private static final GracefulRestart RESTARTED = new GracefulRestart(true, false, 60, IPV4, IPV4);
  private static final GracefulRestart WITH_N_BIT =
      new GracefulRestart(false, true, 60, IPV4, IPV4);

  private final SessionFixture fixture = new SessionFixture();
  private final PeerSession session = fixture.session(peer(PEER));
  private final PeerSession watching = fixture.session(peer(WATCHER));
  private final EmbeddedChannel watcher = fixture.establish(watching);

  /** A session of the peer that announced these prefixes and is known by the watcher. */
  private EmbeddedChannel announcing(GracefulRestart restart, String... prefixes) {
    EmbeddedChannel channel = fixture.establish(session, restart);
    announce(channel, prefixes);
    receive(channel, endOfRib());
    fixture.turn();
    heard();
    return channel;
  }

  private static void announce(EmbeddedChannel channel, String... prefixes) {
    for (String prefix : prefixes) {
      receive(
          channel,
          Message.Update.announce(
              PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(PEER)),
              Nlri.of(Prefix.of(prefix))));
    }
  }

  private static Message.Update endOfRib() {
    return Message.Update.endOfRib(AddressFamily.IPV4_UNICAST);
  }

  /** What the watcher was told since the last call: "+" and "-" with prefixes. */
  private List<String> heard() {
    fixture.turn();
    List<String> heard = new ArrayList<>();
    for (Decoded message : sent(watcher)) {
      if (message instanceof Message.Update update) {
        for (Message.Routes routes : update.routes()) {
          for (int i = 0; i < routes.withdrawn().size(); i++) {
            heard.add("-" + routes.withdrawn().at(i));
          }
          for (int i = 0; i < routes.announced().size(); i++) {
            heard.add("+" + routes.announced().at(i));
          }
        }
      }
    }
    return heard;
  }

  /** The watcher's session goes on meanwhile. */
  private void advance(int seconds) {
    for (int left = seconds; left > 0; left -= 10) {
      fixture.advance(Math.min(left, 10));
      receive(watcher, Message.Keepalive.INSTANCE);
      fixture.turn();
    }
  }

  @Test
  void routesStayWhenTheConnectionBreaks() {
    EmbeddedChannel channel = announcing(GRACEFUL, "10.1.0.0/24", "10.1.1.0/24");

    channel.close();

    assertThat(heard()).isEmpty();
    assertThat(session.snapshot())
        .returns(SessionState.ACTIVE, PeerSnapshot::state)
        .returns(IPV4, PeerSnapshot::staleFamilies)
        .returns(2, PeerSnapshot::stalePrefixes);
    assertThat(fixture.listener.told).contains("kept 192.0.2.11 for 60");
  }

  @Test
  void routesGoWithTheConnectionOfAPeerThatDoesNotRestartGracefully() {
    EmbeddedChannel channel = fixture.establish(session);
    announce(channel, "10.1.0.0/24");
    assertThat(heard()).containsExactly("+10.1.0.0/24");

    channel.close();

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void theyGoWhenThePeerDoesNotComeBackInTime() {
    announcing(GRACEFUL, "10.1.0.0/24").close();

    advance(59);
    assertThat(heard()).isEmpty();
    advance(2);

    assertThat(heard()).containsExactly("-10.1.0.0/24");
    assertThat(fixture.listener.told).contains("expired 192.0.2.11");
    assertThat(session.snapshot().staleFamilies()).isEmpty();
  }

  @Test
  void aPeerThatComesBackLosesOnlyWhatItDoesNotAnnounceAgain() {
    announcing(GRACEFUL, "10.1.0.0/24", "10.1.1.0/24").close();
    advance(5);

    EmbeddedChannel back = fixture.establish(session, RESTARTED);
    announce(back, "10.1.0.0/24");
    assertThat(heard()).isEmpty();
    assertThat(session.snapshot().stalePrefixes()).isEqualTo(1);
    receive(back, endOfRib());

    assertThat(heard()).containsExactly("-10.1.1.0/24");
    assertThat(session.snapshot())
        .returns(0, PeerSnapshot::stalePrefixes)
        .returns(1, PeerSnapshot::prefixesAccepted)
        .returns(IPV4, PeerSnapshot::endOfRib);
    for (int i = 0; i < 7; i++) {
      advance(10);
      receive(back, Message.Keepalive.INSTANCE);
    }
    assertThat(heard()).isEmpty();
  }

  @Test
  void aPeerThatComesBackAndNeverEndsItsUpdateLosesTheRestInTheEnd() {
    announcing(GRACEFUL, "10.1.0.0/24", "10.1.1.0/24").close();
    EmbeddedChannel back = fixture.establish(session, RESTARTED);
    announce(back, "10.1.1.0/24");

    for (int i = 0; i < 5; i++) {
      advance(10);
      receive(back, Message.Keepalive.INSTANCE);
    }
    assertThat(heard()).isEmpty();
    advance(11);

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void whatThePeerDidNotPreserveGoesWhenItComesBack() {
    announcing(GRACEFUL, "10.1.0.0/24").close();

    fixture.establish(session, new GracefulRestart(true, false, 60, IPV4, Set.of()));

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void aFamilyThatThePeerNoLongerNamesGoesWhenItComesBack() {
    announcing(GRACEFUL, "10.1.0.0/24").close();

    fixture.establish(session, new GracefulRestart(true, false, 60, Set.of(), Set.of()));

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void allGoesWhenThePeerComesBackWithoutGracefulRestart() {
    announcing(GRACEFUL, "10.1.0.0/24").close();

    fixture.establish(session);

    assertThat(heard()).containsExactly("-10.1.0.0/24");
    assertThat(session.snapshot().staleFamilies()).isEmpty();
  }

  @Test
  void anotherRouterAtTheAddressIsAnotherPeer() {
    announcing(GRACEFUL, "10.1.0.0/24").close();
    EmbeddedChannel other = fixture.connect(session);

    receive(other, open(bits("192.0.2.99"), RESTARTED));
    receive(other, Message.Keepalive.INSTANCE);

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void aSecondLossTakesWhatWasStaleAlready() {
    // RFC 4724, section 4.2.
    announcing(GRACEFUL, "10.1.0.0/24", "10.1.1.0/24").close();
    EmbeddedChannel back = fixture.establish(session, RESTARTED);
    announce(back, "10.1.0.0/24");
    assertThat(heard()).isEmpty();

    back.close();

    assertThat(heard()).containsExactly("-10.1.1.0/24");
    advance(61);
    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void aNotificationTakesTheRoutesAlong() {
    EmbeddedChannel channel = announcing(GRACEFUL, "10.1.0.0/24");

    receive(channel, NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void aNotificationLeavesTheRoutesWhereBothHaveTheNBit() {
    // RFC 8538, section 3.
    EmbeddedChannel channel = announcing(WITH_N_BIT, "10.1.0.0/24");

    receive(channel, NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());

    assertThat(heard()).isEmpty();
  }

  @Test
  void aHardResetTakesTheRoutesAlong() {
    EmbeddedChannel channel = announcing(WITH_N_BIT, "10.1.0.0/24");

    receive(
        channel,
        NotificationCode.hardReset(NotificationCode.ADMINISTRATIVE_SHUTDOWN.saying("moved")));

    assertThat(heard()).containsExactly("-10.1.0.0/24");
    assertThat(session.snapshot().lastError())
        .isEqualTo("peer sent hard reset: administrative shutdown");
  }

  @Test
  void aConnectionThatThePeerOpenedBeforeTheSessionWasUpIsNoRestart() {
    // RFC 4271, section 6.8: both had dialled.
    EmbeddedChannel first = fixture.connect(session);
    receive(first, open(bits(PEER), GRACEFUL));
    EmbeddedChannel second = fixture.connect(session);
    receive(first, Message.Keepalive.INSTANCE);

    receive(second, open(bits(PEER), GRACEFUL));

    assertThat(sent(second)).contains(NotificationCode.CONNECTION_COLLISION.plain());
    assertThat(first.isOpen()).isTrue();
    assertThat(session.snapshot().timesEstablished()).isEqualTo(1);
  }

  @Test
  void aConnectionJustAfterTheSessionCameUpIsNoRestart() {
    EmbeddedChannel channel = fixture.establish(session, GRACEFUL);

    EmbeddedChannel second = fixture.connect(session);

    assertThat(second.isOpen()).isFalse();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void theHoldTimerTakesTheRoutesAlongWithoutTheNBit() {
    announcing(GRACEFUL, "10.1.0.0/24");

    advance(31);

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void theHoldTimerLeavesTheRoutesWithTheNBit() {
    announcing(WITH_N_BIT, "10.1.0.0/24");

    advance(31);

    assertThat(heard()).isEmpty();
    assertThat(session.snapshot().stalePrefixes()).isEqualTo(1);
  }

  @Test
  void aPeerThatIsRemovedIsResetHardAndItsRoutesGo() {
    EmbeddedChannel channel = announcing(WITH_N_BIT, "10.1.0.0/24");
    sent(channel);

    session.stop(NotificationCode.PEER_DECONFIGURED.plain());

    assertThat(heard()).containsExactly("-10.1.0.0/24");
    assertThat(sent(channel))
        .containsExactly(NotificationCode.hardReset(NotificationCode.PEER_DECONFIGURED.plain()));
  }

  @Test
  void aPeerThatIsRemovedWhileItRestartsLosesItsRoutes() {
    announcing(GRACEFUL, "10.1.0.0/24").close();

    session.stop(NotificationCode.PEER_DECONFIGURED.plain());

    assertThat(heard()).containsExactly("-10.1.0.0/24");
  }

  @Test
  void nobodyIsToldThatRoutesAreGoneWhenWeStop() {
    announcing(GRACEFUL, "10.1.0.0/24");

    session.leave();

    assertThat(heard()).as("the watcher's session ends a moment later").isEmpty();
  }

  @Test
  void aPeerThatKeepsOurRoutesGetsNoNotificationWhenWeStop() {
    EmbeddedChannel channel = announcing(GRACEFUL);
    EmbeddedChannel plain = watcher;
    sent(channel);
    sent(plain);

    session.leave();
    watching.leave();

    assertThat(sent(channel)).isEmpty();
    assertThat(channel.isOpen()).isFalse();
    assertThat(sent(plain)).containsExactly(NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());
  }

  @Test
  void aPeerThatHasRestartedReplacesItsOldConnectionByAnOpen() {
    // RFC 4724, section 5. Its node was cut off, so the old connection never ended.
    EmbeddedChannel old = announcing(GRACEFUL, "10.1.0.0/24");

    advance(1);
    EmbeddedChannel back = fixture.connect(session);
    fixture.turn();
    assertThat(old.isOpen()).as("a connection alone proves nothing").isTrue();
    receive(back, open(bits(PEER), RESTARTED));
    receive(back, Message.Keepalive.INSTANCE);
    fixture.turn();

    assertThat(old.isOpen()).isFalse();
    assertThat(heard()).isEmpty();
    announce(back, "10.1.0.0/24");
    receive(back, endOfRib());
    assertThat(heard()).isEmpty();
    assertThat(session.snapshot()).returns(SessionState.ESTABLISHED, PeerSnapshot::state);
  }

  @Test
  void aConnectionWithAnOpenThatIsNotAcceptableReplacesNothing() {
    EmbeddedChannel old = announcing(GRACEFUL, "10.1.0.0/24");

    advance(1);
    EmbeddedChannel bad = fixture.connect(session);
    receive(bad, new Message.Open(4, 64512, 1, bits(PEER), SessionFixture.CAPABILITIES));
    fixture.turn();

    assertThat(old.isOpen()).isTrue();
    assertThat(bad.isOpen()).isFalse();
    assertThat(session.snapshot().state()).isEqualTo(SessionState.ESTABLISHED);
  }
}
