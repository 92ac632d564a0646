package io.podspan.bgpreflector.speaker.session;

import static io.podspan.bgpreflector.speaker.session.SessionFixture.bits;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.open;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.peer;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.receive;
import static io.podspan.bgpreflector.speaker.session.SessionFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Capabilities;
import io.podspan.bgp.wire.CapabilityType;
import io.podspan.bgp.wire.FaultReason;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.NotificationCode;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgpreflector.fsm.SessionState;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict on a message leaves a trace, and no peer can flood whoever reads it. */
class TracesTest {
  private static final String FIRST = "192.0.2.11";
  private static final String SECOND = "192.0.2.12";
  private static final byte[] AS_SET =
      Frames.update("", Frames.ORIGIN + "400206 0101 0000fdfc" + Frames.NEXT_HOP, "18 0a0100");

  private final SessionFixture fixture = new SessionFixture();

  private List<String> told(String kind) {
    return fixture.listener.told.stream().filter(line -> line.startsWith(kind)).toList();
  }

  @Test
  void treatAsWithdrawTellsTheRoutesAndTheMessage() {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.establish(session);

    receive(channel, AS_SET);

    assertThat(told("faulty"))
        .containsExactly(
            "faulty 192.0.2.11 withdrawn [10.1.0.0/24] 1: AS_PATH: AS_SET or AS_CONFED_SET"
                + " (RFC 9774)");
    assertThat(told("message")).containsExactly("message " + HexFormat.of().formatHex(AS_SET));
    assertThat(fixture.context.verdicts().faults()).containsEntry(FaultReason.AS_SET, 1L);
    assertThat(session.snapshot().faults()).containsExactly(Map.entry(FaultReason.AS_SET, 1L));
    assertThat(session.snapshot().state()).isEqualTo(SessionState.ESTABLISHED);
  }

  @Test
  void aDroppedAttributeIsToldTooAndTheRouteStays() {
    EmbeddedChannel channel = fixture.establish(fixture.session(peer(FIRST)));

    receive(channel, Frames.update("", Frames.MANDATORY + "c02304 00000000", "18 0a0100"));

    assertThat(told("faulty"))
        .containsExactly("faulty 192.0.2.11 kept [10.1.0.0/24] 1: ONLY_TO_CUSTOMER: AS 0");
  }

  @Test
  void aFloodIsCountedAndToldAFewTimesAMinute() {
    EmbeddedChannel channel = fixture.establish(fixture.session(peer(FIRST)));

    for (int i = 0; i < 1_000; i++) {
      receive(channel, AS_SET);
    }
    assertThat(told("faulty")).hasSize(6).allMatch(line -> line.contains("] 1: "));
    assertThat(fixture.context.verdicts().faults()).containsEntry(FaultReason.AS_SET, 1_000L);

    for (int i = 0; i < 3; i++) {
      fixture.advance(21);
      receive(channel, Message.Keepalive.INSTANCE);
    }
    receive(channel, AS_SET);
    assertThat(told("faulty")).hasSize(7).last().asString().contains("] 995: ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "AS, 04 fc01 005a c000020b 00, 2/2, AS 64513 instead of 64512",
    "hold time, 04 fc00 0002 c000020b 00, 2/6, hold time 2",
    "version, 03 fc00 005a c000020b 00, 2/1, BGP version 3",
    "identifier, 04 fc00 005a 00000000 00, 2/3, BGP identifier 0.0.0.0",
    "parameter, 04 fc00 005a c000020b 02 6300, 2/4, optional parameter 99",
    "length, 04 fc00 005a c000020b 02, 2/0, the parameters claim 2 octets and have 0"
  })
  void aRefusedOpenLeavesATrace(String name, String body, String answer, String why) {
    PeerSession session = fixture.session(peer(FIRST));
    EmbeddedChannel channel = fixture.connect(session);

    receive(channel, Frames.frame(Message.OPEN, body));

    assertThat(told("open"))
        .containsExactly("open 192.0.2.11 " + answer + " 1: we refused: " + why);
    assertThat(fixture.context.verdicts().refusedOpens().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(1);
  }

  @Test
  void garbageInPlaceOfAnOpenLeavesATrace() {
    EmbeddedChannel channel = fixture.connect(fixture.session(peer(FIRST)));

    receive(channel, "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThat(told("open"))
        .containsExactly("open 192.0.2.11 1/1 1: we refused: the marker is not all ones");
  }

  @Test
  void aPeerThatRefusesUsLeavesATrace() {
    EmbeddedChannel channel = fixture.connect(fixture.session(peer(FIRST)));

    receive(channel, NotificationCode.BAD_PEER_AS.plain());

    assertThat(told("refused by")).containsExactly("refused by 192.0.2.11 1: bad peer AS");
  }

  @Test
  void anIdentifierIsFreeAgainAfterTheConfigurationHasAnotherAs() {
    PeerConfig peer = named(FIRST, "one");
    PeerSession first = fixture.session(peer);
    establish(first, "249.183.186.85");
    first.reconfigure(ofAnotherAs(peer), null);
    fixture.turn();
    establish(fixture.session(named(SECOND, "two")), "249.183.186.85");

    assertThat(told("shared")).isEmpty();
  }

  private static PeerConfig ofAnotherAs(PeerConfig peer) {
    return new PeerConfig(
        peer.address(),
        65001,
        peer.peerGroup(),
        peer.label(),
        peer.client(),
        peer.policy(),
        peer.visibleGroups(),
        peer.dial(),
        peer.dialPort());
  }

  @Test
  void twoPeersWithOneIdentifierAreNamedAndStayUp() {
    PeerSession first = fixture.session(named(FIRST, "one"));
    PeerSession second = fixture.session(named(SECOND, "two"));
    establish(first, "249.183.186.85");
    establish(second, "249.183.186.85");

    assertThat(told("shared")).containsExactly("shared 192.0.2.12 192.0.2.11 249.183.186.85");
    assertThat(List.of(first.state(), second.state())).containsOnly(SessionState.ESTABLISHED);
  }

  @Test
  void anIdentifierIsFreeAgainAfterItsSession() {
    PeerSession first = fixture.session(named(FIRST, "one"));
    establish(first, "249.183.186.85").close();
    fixture.turn();
    establish(fixture.session(named(SECOND, "two")), "249.183.186.85");

    assertThat(told("shared")).isEmpty();
  }

  private static PeerConfig named(String address, String name) {
    PeerConfig peer = peer(address);
    return new PeerConfig(peer.address(), name, peer.template());
  }

  private EmbeddedChannel establish(String address, boolean enhancedRefresh) {
    EmbeddedChannel channel = fixture.connect(fixture.session(peer(address)));
    Capabilities capabilities =
        Capabilities.NONE
            .with(CapabilityType.MULTIPROTOCOL, Set.of(AddressFamily.IPV4_UNICAST))
            .with(CapabilityType.ENHANCED_ROUTE_REFRESH, enhancedRefresh);
    receive(channel, new Message.Open(4, 64512, 30, bits(address), capabilities));
    receive(channel, Message.Keepalive.INSTANCE);
    fixture.turn();
    return channel;
  }

  private EmbeddedChannel establish(PeerSession session, String routerId) {
    EmbeddedChannel channel = fixture.connect(session);
    receive(channel, open(bits(routerId)));
    receive(channel, Message.Keepalive.INSTANCE);
    fixture.turn();
    return channel;
  }

  @Test
  void refreshMarksAndTheirErrorNeedTheCapability() {
    byte[] tooLong = Frames.frame(5, "0001 00 01 00");
    EmbeddedChannel plain = establish(FIRST, false);
    EmbeddedChannel enhanced = establish(SECOND, true);

    receive(plain, tooLong);
    receive(enhanced, tooLong);

    assertThat(sent(plain))
        .contains(NotificationCode.BAD_MESSAGE_LENGTH.with(Octets.ofShort(24)))
        .noneMatch(message -> message instanceof Message.Notification n && n.code() == 7);
    assertThat(sent(enhanced))
        .anyMatch(
            message ->
                message instanceof Message.Notification n
                    && NotificationCode.ROUTE_REFRESH_LENGTH.matches(n));
  }
}
