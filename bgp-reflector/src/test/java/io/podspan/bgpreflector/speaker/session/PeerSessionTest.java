package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.open;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.MessageEncoder;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.shards.ShardCommand;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerSessionTest {
  private static final String FIRST = "192.0.2.11";
  private static final String SECOND = "192.0.2.12";
  private static final Message END_OF_RIB = Message.Update.endOfRib(AddressFamily.IPV4_UNICAST);

  private final SessionFixture fixture = new SessionFixture();

  private static Message announce(String prefix, String nextHop) {
    return Message.Update.announce(
        PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(nextHop)),
        Nlri.of(Prefix.of(prefix)));
  }

  private static final Capabilities OFFERED =
      SessionFixture.CAPABILITIES.with(
          CapabilityType.GRACEFUL_RESTART,
          Optional.of(
              new GracefulRestart(
                  false,
                  true,
                  120,
                  Set.of(AddressFamily.IPV4_UNICAST),
                  Set.of(AddressFamily.IPV4_UNICAST))));

  private static Nlri announced(Message.Update update) {
    return update.routes().getFirst().announced();
  }

  private static SessionState state(PeerSession session) {
    return session.snapshot().state();
  }

  @Test
  void establishesAndSendsEndOfRibAtOnce() {
    PeerSession session = fixture.session(peer(FIRST));

    EmbeddedChannel channel = fixture.establish(session);

    assertThat(sent(channel))
        .containsExactly(
            new Message.Open(4, 64512, 90, SessionFixture.US, OFFERED),
            Message.Keepalive.INSTANCE,
            END_OF_RIB);
    assertThat(session.snapshot())
        .returns(SessionState.ESTABLISHED, PeerSnapshot::state)
        .returns(30, PeerSnapshot::holdTime)
        .returns(Ipv4Address.of(FIRST), PeerSnapshot::routerId)
        .returns(1L, PeerSnapshot::timesEstablished);
    assertThat(fixture.listener.told).containsExactly("established 192.0.2.11 192.0.2.11 hold 30");
  }

  @Test
  void understandsTheStreamHoweverItIsSplit() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (Message message :
        List.of(
            open(Ipv4Address.of(FIRST).bits()),
            Message.Keepalive.INSTANCE,
            announce("10.1.0.0/24", FIRST),
            END_OF_RIB)) {
      stream.writeBytes(MessageEncoder.encode(message, SessionFixture.FOUR_OCTETS));
    }
    byte[] bytes = stream.toByteArray();
    for (int split = 1; split < bytes.length; split++) {
      SessionFixture each = new SessionFixture();
      PeerSession session = each.session(peer(FIRST));
      EmbeddedChannel channel = each.connect(session);
      receive(channel, java.util.Arrays.copyOf(bytes, split));
      receive(channel, java.util.Arrays.copyOfRange(bytes, split, bytes.length));
      each.turn();
      assertThat(session.snapshot())
          .returns(SessionState.ESTABLISHED, PeerSnapshot::state)
          .returns(1, PeerSnapshot::prefixesAccepted)
          .returns(Set.of(AddressFamily.IPV4_UNICAST), PeerSnapshot::endOfRib);
    }
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.connect(session);
    for (byte single : bytes) {
      receive(channel, new byte[] {single});
    }
    fixture.turn();
    assertThat(session.snapshot().prefixesAccepted()).isEqualTo(1);
  }

  @Test
  void reflectsAndWithdrawsWhenThePeerIsGone() {
    EmbeddedChannel first = fixture.establish(fixture.session(peer(FIRST)));
    EmbeddedChannel second = fixture.establish(fixture.session(peer(SECOND)));
    sent(second);

    receive(first, announce("10.1.0.0/24", FIRST));
    fixture.turn();
    assertThat(sent(second))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(announced(update)).isEqualTo(Nlri.of(Prefix.of("10.1.0.0/24")));
              assertThat(update.routes().getFirst().attributes().nextHop().toString())
                  .isEqualTo(FIRST);
            });

    first.close();
    fixture.turn();
    assertThat(sent(second))
        .containsExactly(Message.Update.withdraw(Nlri.of(Prefix.of("10.1.0.0/24"))));
    assertThat(fixture.listener.told).contains("lost 192.0.2.11 peer closed the connection");
  }

  @Test
  void keepsAliveWithoutTheShard() {
    EmbeddedChannel channel = fixture.establish(fixture.session(peer(FIRST)));
    sent(channel);

    fixture.advance(21);

    assertThat(sent(channel))
        .containsExactly(Message.Keepalive.INSTANCE, Message.Keepalive.INSTANCE);
  }

  @Test
  void anySignOfLifeRestartsTheHoldTimer() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    for (int i = 0; i < 5; i++) {
      fixture.advance(29);
      receive(channel, i % 2 == 0 ? Message.Keepalive.INSTANCE : END_OF_RIB);
    }
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);

    sent(channel);
    fixture.advance(30);

    assertThat(state(session)).isEqualTo(SessionState.ACTIVE);
    assertThat(sent(channel)).contains(NotificationCode.HOLD_TIMER_EXPIRED.plain());
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void malformedUpdatesCostNobodyElseAnything() {
    PeerSession bad = fixture.session(peer(FIRST));
    EmbeddedChannel first = fixture.establish(bad);
    PeerSession good = fixture.session(peer(SECOND));
    EmbeddedChannel second = fixture.establish(good);
    receive(first, announce("10.1.0.0/24", FIRST));
    fixture.turn();
    sent(second);

    // Treated as withdraw: ORIGIN 9.
    receive(first, Frames.update("", "400101 09 400200 400304 c000020b", "18 0a0100"));
    fixture.turn();
    assertThat(sent(second))
        .containsExactly(Message.Update.withdraw(Nlri.of(Prefix.of("10.1.0.0/24"))));
    assertThat(state(bad)).isEqualTo(SessionState.ESTABLISHED);

    // Reset: a prefix of 33 bits.
    sent(first);
    receive(first, Frames.update("", Frames.MANDATORY, "21 0a01020304"));
    fixture.turn();
    assertThat(sent(first)).contains(NotificationCode.INVALID_NETWORK_FIELD.plain());
    assertThat(state(bad)).isEqualTo(SessionState.IDLE);
    assertThat(state(good)).isEqualTo(SessionState.ESTABLISHED);
    assertThat(sent(second)).isEmpty();
  }

  @Test
  void whoBreaksTheProtocolHasToWait() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.connect(session);
    receive(channel, new byte[19]);
    assertThat(sent(channel)).contains(NotificationCode.CONNECTION_NOT_SYNCHRONIZED.plain());

    assertThat(fixture.connect(session).isOpen()).isFalse();
    assertThat(fixture.refusals.counts()).containsEntry(RefusalReason.IDLE_HOLD, 1L);

    fixture.advance(1);
    fixture.establish(session);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void whoOnlyGoesAwayMayComeBackAtOnce() {
    PeerSession session = fixture.session(peer(FIRST));
    fixture.establish(session).close();

    fixture.establish(session);

    assertThat(session.snapshot().timesEstablished()).isEqualTo(2);
  }

  @Test
  void repeatedBadUpdatesMakeThePauseGrow() {
    // FRR issue 22358.
    PeerSession session = fixture.session(peer(FIRST));
    for (int pause : new int[] {1, 2, 4, 8}) {
      EmbeddedChannel channel = fixture.establish(session);
      receive(channel, Frames.update("", Frames.MANDATORY, "21 0a01020304"));
      fixture.turn();
      fixture.advance(pause - 1);
      assertThat(state(session)).as("before %d s", pause).isEqualTo(SessionState.IDLE);
      fixture.advance(1);
    }

    // Until a session has lasted.
    EmbeddedChannel channel = fixture.establish(session);
    for (int i = 0; i < 16; i++) {
      fixture.advance(20);
      receive(channel, Message.Keepalive.INSTANCE);
    }
    receive(channel, Frames.update("", Frames.MANDATORY, "21 0a01020304"));
    fixture.advance(1);
    assertThat(state(session)).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void staysDownWhenThePeerAnnouncesTooMuch() {
    PeerSession session = fixture.session(SessionFixture.limited(FIRST, 1, 60));
    EmbeddedChannel channel = fixture.establish(session);
    receive(channel, announce("10.1.0.0/24", FIRST));
    receive(channel, announce("10.2.0.0/24", FIRST));
    fixture.turn();

    assertThat(sent(channel))
        .contains(NotificationCode.maximumPrefixes(AddressFamily.IPV4_UNICAST, 1));
    assertThat(session.snapshot().lastError()).isEqualTo("more than 1 prefixes of ipv4-unicast");
    fixture.advance(59);
    assertThat(fixture.connect(session).isOpen()).isFalse();
    fixture.advance(1);
    assertThat(fixture.connect(session).isOpen()).isTrue();
  }

  @Test
  void staysDownUntilAnOperatorClearsIt() {
    PeerSession session = fixture.session(SessionFixture.limited(FIRST, 1, 0));
    EmbeddedChannel channel = fixture.establish(session);
    receive(channel, announce("10.1.0.0/24", FIRST));
    receive(channel, announce("10.2.0.0/24", FIRST));
    fixture.turn();
    fixture.advance(600);
    assertThat(state(session)).isEqualTo(SessionState.IDLE);

    session.clear();

    fixture.establish(session);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void operatorsSayWhy() {
    // RFC 9003.
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    sent(channel);

    session.reset("new cables");

    assertThat(sent(channel))
        .containsExactly(NotificationCode.ADMINISTRATIVE_RESET.saying("new cables"));
    assertThat(fixture.listener.told).contains("lost 192.0.2.11 reset by an operator: new cables");
    fixture.establish(session);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void singleOctetsAreNoSignOfLife() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    byte[] keepalive =
        MessageEncoder.encode(Message.Keepalive.INSTANCE, SessionFixture.FOUR_OCTETS);

    for (int i = 0; i < 18 && channel.isOpen(); i++) {
      receive(channel, new byte[] {keepalive[i]});
      fixture.advance(2);
    }

    assertThat(state(session)).isEqualTo(SessionState.ACTIVE);
  }

  @Test
  void marksOfThePeersRefreshSweepWhatItDoesNotAnnounceAgain() {
    // RFC 7313, section 4.
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    receive(channel, announce("10.1.0.0/24", FIRST));
    receive(channel, announce("10.2.0.0/24", FIRST));

    receive(channel, new Message.RouteRefresh(1, Message.RouteRefresh.BEGIN, 1));
    receive(channel, announce("10.1.0.0/24", FIRST));
    receive(channel, new Message.RouteRefresh(1, Message.RouteRefresh.END, 1));
    fixture.turn();

    assertThat(session.snapshot().prefixesAccepted()).isEqualTo(1);
  }

  @Test
  void sendsEndOfRibBeforeTheAnswerToAnEarlyRefresh() {
    EmbeddedChannel channel = fixture.connect(fixture.session(peer(FIRST)));
    receive(channel, open(Ipv4Address.of(FIRST).bits()));
    receive(channel, Message.Keepalive.INSTANCE);
    receive(channel, new Message.RouteRefresh(1, 0, 1));
    fixture.turn();
    fixture.turn();

    assertThat(sent(channel))
        .endsWith(END_OF_RIB, new Message.RouteRefresh(1, 1, 1), new Message.RouteRefresh(1, 2, 1));
  }

  @Test
  void saysGoodbye() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    sent(channel);

    session.stop(NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());

    assertThat(sent(channel)).containsExactly(NotificationCode.ADMINISTRATIVE_SHUTDOWN.plain());
    assertThat(channel.isOpen()).isFalse();
    assertThat(state(session)).isEqualTo(SessionState.IDLE);
  }

  @Test
  void otherInterconnectsChangeRoutesAndNotTheSession() {
    EmbeddedChannel first = fixture.establish(fixture.session(peer(FIRST, "paris")));
    PeerSession blind = fixture.session(peer(SECOND, "tokyo"));
    EmbeddedChannel second = fixture.establish(blind);
    receive(first, announce("10.1.0.0/24", FIRST));
    fixture.turn();
    assertThat(sent(second)).endsWith(END_OF_RIB);

    blind.reconfigure(peer(SECOND, "tokyo", "paris"), null);
    fixture.turn();

    assertThat(sent(second))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> assertThat(announced(update)).isEqualTo(Nlri.of(Prefix.of("10.1.0.0/24"))));
    assertThat(blind.snapshot().timesEstablished()).isEqualTo(1);
  }

  @Test
  void stopsReadingWhileTheShardIsFullAndLosesNothing() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);
    while (fixture.shard.offer(new ShardCommand.Originate(java.util.Set.of()))) {
      // Until it is full.
    }

    receive(channel, announce("10.1.0.0/24", FIRST));
    assertThat(channel.config().isAutoRead()).isFalse();
    fixture.advance(31);
    assertThat(state(session)).isEqualTo(SessionState.ESTABLISHED);

    fixture.turn();
    fixture.advance(1);
    fixture.turn();
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(session.snapshot().prefixesAccepted()).isEqualTo(1);
  }

  @Test
  void answersARefreshWithEverything() {
    EmbeddedChannel first = fixture.establish(fixture.session(peer(FIRST)));
    EmbeddedChannel second = fixture.establish(fixture.session(peer(SECOND)));
    receive(first, announce("10.1.0.0/24", FIRST));
    fixture.turn();
    sent(second);

    receive(second, new Message.RouteRefresh(1, 0, 1));
    receive(second, new Message.RouteRefresh(2, 0, 1));
    receive(second, new Message.RouteRefresh(1, 9, 1));
    fixture.turn();

    // RFC 7313, section 4.
    assertThat(sent(second))
        .hasSize(3)
        .startsWith(new Message.RouteRefresh(1, 1, 1))
        .endsWith(new Message.RouteRefresh(1, 2, 1));
  }
}
