package io.podspan.bgpreflector.speaker.listen;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.bits;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.open;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.SpeakerFixture;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import io.podspan.bgpreflector.speaker.config.PeerRange;
import io.podspan.bgpreflector.speaker.report.RefusalReason;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.podspan.bgpreflector.speaker.session.SessionFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class RangesTest {
  private static final PeerRange WIDE = SpeakerFixture.range("198.51.100.0/24", 3);
  private static final PeerRange NARROW = SpeakerFixture.range("198.51.100.128/25", 1);

  private final SessionFixture fixture = new SessionFixture();

  private EmbeddedChannel connect(String address) {
    EmbeddedChannel channel = new EmbeddedChannel();
    fixture.directory.receive(channel, IpAddress.of(address));
    fixture.runLoops();
    return channel;
  }

  private EmbeddedChannel establish(String address) {
    EmbeddedChannel channel = connect(address);
    receive(channel, open(bits(address)));
    receive(channel, Message.Keepalive.INSTANCE);
    fixture.turn();
    return channel;
  }

  private List<String> peers() {
    return fixture.directory.snapshots().stream()
        .map(peer -> peer.config().address() + " " + peer.state().text())
        .toList();
  }

  private long refused(RefusalReason reason) {
    return fixture.refusals.counts().get(reason);
  }

  @Test
  void makesAPeerOfWhoeverConnectsFromARange() {
    fixture.directory.replace(List.of(), List.of(WIDE));

    establish("198.51.100.7");

    assertThat(peers()).containsExactly("198.51.100.7 Established");
    assertThat(fixture.directory.snapshots().getFirst().dynamic()).isTrue();
    assertThat(connect("203.0.113.1").isOpen()).isFalse();
    assertThat(refused(RefusalReason.UNKNOWN_PEER)).isEqualTo(1);
  }

  @Test
  void takesNoMoreThanTheLimit() {
    fixture.directory.replace(List.of(), List.of(WIDE));
    establish("198.51.100.1");
    establish("198.51.100.2");
    establish("198.51.100.3");

    assertThat(connect("198.51.100.4").isOpen()).isFalse();

    assertThat(refused(RefusalReason.LIMIT)).isEqualTo(1);
    assertThat(peers()).hasSize(3);
  }

  @Test
  void forgetsAMemberAWhileAfterItsSession() {
    fixture.directory.replace(List.of(), List.of(NARROW));
    establish("198.51.100.130").close();
    fixture.advance(4);
    assertThat(peers()).containsExactly("198.51.100.130 Active");
    assertThat(connect("198.51.100.131").isOpen()).isFalse();

    fixture.advance(2);

    assertThat(peers()).isEmpty();
    establish("198.51.100.131");
    assertThat(peers()).containsExactly("198.51.100.131 Established");
  }

  @Test
  void aMemberThatComesBackInTimeIsStillKnown() {
    fixture.directory.replace(List.of(), List.of(NARROW));
    establish("198.51.100.130").close();
    fixture.advance(4);
    establish("198.51.100.130");
    fixture.advance(20);

    assertThat(fixture.directory.snapshots())
        .singleElement()
        .returns(2L, PeerSnapshot::timesEstablished);
  }

  @Test
  void beingForgottenIsNoWayAroundDamping() {
    fixture.directory.replace(List.of(), List.of(WIDE));
    receive(connect("198.51.100.7"), new byte[19]);
    fixture.advance(7);
    assertThat(peers()).isEmpty();

    // The second time it has to wait for two seconds.
    receive(connect("198.51.100.7"), new byte[19]);
    fixture.advance(1);

    assertThat(connect("198.51.100.7").isOpen()).isFalse();
    assertThat(refused(RefusalReason.IDLE_HOLD)).isEqualTo(1);
    fixture.advance(2);
    establish("198.51.100.7");
    assertThat(peers()).containsExactly("198.51.100.7 Established");
  }

  @Test
  void theLongestPrefixCounts() {
    fixture.directory.replace(List.of(), List.of(WIDE, NARROW));
    establish("198.51.100.130");

    assertThat(connect("198.51.100.131").isOpen()).isFalse();
    assertThat(connect("198.51.100.1").isOpen()).isTrue();
  }

  @Test
  void aConfiguredPeerCountsMoreThanItsRange() {
    PeerConfig configured = SpeakerFixture.peer("198.51.100.130");
    fixture.directory.replace(List.of(configured), List.of(NARROW));
    establish("198.51.100.130");

    establish("198.51.100.131");

    assertThat(peers()).hasSize(2);
    assertThat(fixture.directory.snapshots().getFirst().dynamic()).isFalse();
  }

  @Test
  void aMemberThatIsConfiguredKeepsItsSession() {
    fixture.directory.replace(List.of(), List.of(NARROW));
    EmbeddedChannel channel = establish("198.51.100.130");

    fixture.directory.replace(List.of(SpeakerFixture.peer("198.51.100.130")), List.of(NARROW));
    fixture.turn();

    assertThat(channel.isOpen()).isTrue();
    assertThat(fixture.directory.snapshots())
        .singleElement()
        .returns(false, PeerSnapshot::dynamic)
        .returns(1L, PeerSnapshot::timesEstablished);
    // It does not count as a member any more.
    assertThat(connect("198.51.100.131").isOpen()).isTrue();
    channel.close();
    fixture.advance(10);
    assertThat(peers()).contains("198.51.100.130 Active");
  }

  @Test
  void membersOfARangeThatIsTakenBackGo() {
    fixture.directory.replace(List.of(), List.of(WIDE, NARROW));
    EmbeddedChannel channel = establish("198.51.100.130");
    EmbeddedChannel other = establish("198.51.100.1");
    sent(channel);

    fixture.directory.replace(List.of(), List.of(SpeakerFixture.range("198.51.100.0/25", 3)));
    fixture.turn();

    assertThat(sent(channel)).contains(NotificationCode.PEER_DECONFIGURED.plain());
    assertThat(other.isOpen()).isTrue();
    assertThat(peers()).containsExactly("198.51.100.1 Established");
  }

  @Test
  void refusesItself() {
    fixture.directory.replace(List.of(), List.of(SpeakerFixture.range("192.0.2.0/24", 3)));

    assertThat(connect("192.0.2.100").isOpen()).isFalse();

    assertThat(refused(RefusalReason.SELF)).isEqualTo(1);
    assertThat(peers()).isEmpty();
  }

  @Test
  void aRouterThatHasOurIdentifierByMistakeIsToldSoAndNotTakenForUs() {
    fixture.directory.replace(List.of(), List.of(WIDE));
    EmbeddedChannel channel = connect("198.51.100.7");

    receive(channel, open(SessionFixture.US));

    assertThat(sent(channel)).contains(NotificationCode.BAD_BGP_IDENTIFIER.plain());
    assertThat(refused(RefusalReason.SELF)).isZero();
    assertThat(fixture.listener.told)
        .contains(
            "open 198.51.100.7 2/3 1: we refused: BGP identifier 192.0.2.100 is the reflector's"
                + " own: give one of them another (routerId)");
  }

  @Test
  void waitsForAnOpenOnlyShortly() {
    fixture.directory.replace(List.of(), List.of(WIDE));
    EmbeddedChannel channel = connect("198.51.100.7");
    assertThat(fixture.halfOpen.count()).isEqualTo(1);
    sent(channel);

    fixture.advance(30);

    assertThat(sent(channel)).contains(NotificationCode.HOLD_TIMER_EXPIRED.plain());
    assertThat(fixture.halfOpen.count()).isZero();
    assertThat(peers()).containsExactly("198.51.100.7 Active");
  }

  @Test
  void oneAddressHasTwoConnectionsAtMost() {
    fixture.directory.replace(List.of(), List.of(WIDE));
    List<EmbeddedChannel> channels =
        List.of(connect("198.51.100.7"), connect("198.51.100.7"), connect("198.51.100.7"));
    fixture.advance(2);

    assertThat(channels).filteredOn(EmbeddedChannel::isOpen).hasSize(2);
    assertThat(fixture.halfOpen.count()).isEqualTo(2);
    assertThat(peers()).containsExactly("198.51.100.7 OpenSent");
  }

  @Test
  void countsByState() {
    fixture.directory.replace(List.of(SpeakerFixture.peer("203.0.113.9")), List.of(WIDE));
    establish("198.51.100.7");

    assertThat(fixture.directory.countsByState())
        .containsEntry(SessionState.ESTABLISHED, 1)
        .containsEntry(SessionState.ACTIVE, 1)
        .containsEntry(SessionState.IDLE, 0);
  }
}
