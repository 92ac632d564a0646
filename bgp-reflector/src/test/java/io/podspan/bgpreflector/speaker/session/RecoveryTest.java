package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.Decoded;
import io.podspan.bgp.wire.GracefulRestart;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Nlri;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.speaker.config.RestartConfig;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** After our own restart (RFC 4724, section 4.1). */
class RecoveryTest {
  private static final String FIRST = "192.0.2.11";
  private static final String SECOND = "192.0.2.12";
  private static final Set<AddressFamily> IPV4 = Set.of(AddressFamily.IPV4_UNICAST);
  private static final GracefulRestart GRACEFUL = new GracefulRestart(false, false, 60, IPV4, IPV4);
  private static final Message.Update END_OF_RIB =
      Message.Update.endOfRib(AddressFamily.IPV4_UNICAST);

  private final SessionFixture fixture =
      new SessionFixture(
          new RestartConfig(120, 30, Set.of(IpAddress.of(FIRST), IpAddress.of(SECOND))));
  private final PeerSession first = fixture.session(peer(FIRST));
  private final PeerSession second = fixture.session(peer(SECOND));

  private static Message.Update route(String prefix, String nextHop) {
    return Message.Update.announce(
        PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of(nextHop)),
        Nlri.of(Prefix.of(prefix)));
  }

  private List<Decoded> updates(EmbeddedChannel channel) {
    fixture.turn();
    return sent(channel).stream().filter(Message.Update.class::isInstance).toList();
  }

  private static GracefulRestart ours(EmbeddedChannel channel) {
    Message.Open open = (Message.Open) sent(channel).getFirst();
    return open.capabilities().value(CapabilityType.GRACEFUL_RESTART).orElseThrow();
  }

  @Test
  void saysThatItHasRestartedAndThatForwardingWentOn() {
    assertThat(ours(fixture.connect(first)))
        .isEqualTo(new GracefulRestart(true, true, 120, IPV4, IPV4));
    fixture.recovery.end();
    assertThat(ours(fixture.connect(second)))
        .isEqualTo(new GracefulRestart(false, true, 120, IPV4, IPV4));
  }

  @Test
  void endOfRibWaitsForAllThatHadASession() {
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, route("10.1.0.0/24", FIRST));
    receive(one, END_OF_RIB);
    assertThat(updates(one)).as("the second one is still to come").isEmpty();

    EmbeddedChannel two = fixture.establish(second, GRACEFUL);
    assertThat(updates(two)).as("routes are not held back").hasSize(1);
    receive(two, route("10.2.0.0/24", SECOND));
    assertThat(updates(one)).as("routes are not held back").hasSize(1);
    receive(two, END_OF_RIB);

    assertThat(updates(one)).containsExactly(END_OF_RIB);
    assertThat(updates(two)).containsExactly(END_OF_RIB);
    assertThat(fixture.recovery.isUnderway()).isFalse();
  }

  @Test
  void endOfRibComesAfterTheLastRouteOfThatTurn() {
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, END_OF_RIB);
    updates(one);
    EmbeddedChannel two = fixture.establish(second, GRACEFUL);

    receive(two, route("10.2.0.0/24", SECOND));
    receive(two, END_OF_RIB);

    assertThat(updates(one))
        .hasSize(2)
        .satisfies(heard -> assertThat(heard.getLast()).isEqualTo(END_OF_RIB));
  }

  @Test
  void itIsSentWithoutThemWhenTheTimeIsOver() {
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, END_OF_RIB);
    assertThat(updates(one)).isEmpty();

    fixture.recovery.end();

    assertThat(updates(one)).containsExactly(END_OF_RIB);
  }

  @Test
  void aPeerThatHasRestartedTooIsNotWaitedFor() {
    // It waits for us, and both would wait for ever.
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, END_OF_RIB);

    EmbeddedChannel two =
        fixture.establish(second, new GracefulRestart(true, false, 60, IPV4, IPV4));

    assertThat(updates(one)).containsExactly(END_OF_RIB);
    assertThat(updates(two)).containsExactly(END_OF_RIB);
  }

  @Test
  void aPeerWithoutGracefulRestartGetsAMomentToAnnounce() {
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, END_OF_RIB);
    EmbeddedChannel two = fixture.establish(second);
    receive(two, route("10.2.0.0/24", SECOND));
    assertThat(updates(one)).hasSize(1).doesNotContain(END_OF_RIB);

    fixture.advance(3);

    assertThat(updates(one)).containsExactly(END_OF_RIB);
  }

  @Test
  void aPeerThatIsRemovedIsNotWaitedFor() {
    EmbeddedChannel one = fixture.establish(first, GRACEFUL);
    receive(one, END_OF_RIB);

    second.stop(NotificationCode.PEER_DECONFIGURED.plain());

    assertThat(updates(one)).containsExactly(END_OF_RIB);
  }

  @Test
  void whoJoinsAfterwardsIsToldAtOnce() {
    fixture.recovery.end();
    fixture.turn();

    EmbeddedChannel one = fixture.establish(first, GRACEFUL);

    assertThat(updates(one)).containsExactly(END_OF_RIB);
  }
}
