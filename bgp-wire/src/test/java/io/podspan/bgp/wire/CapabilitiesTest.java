package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static io.podspan.bgp.wire.CapabilityType.ENHANCED_ROUTE_REFRESH;
import static io.podspan.bgp.wire.CapabilityType.EXTENDED_MESSAGES;
import static io.podspan.bgp.wire.CapabilityType.FOUR_OCTET_AS;
import static io.podspan.bgp.wire.CapabilityType.MULTIPROTOCOL;
import static io.podspan.bgp.wire.CapabilityType.ROUTE_REFRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private static final Capabilities OURS =
      Capabilities.ours(64512, EnumSet.allOf(AddressFamily.class));
  private static final Capability VPN_ONLY = new Capability(1, octets("00010080"));
  private static final Capability GRACEFUL_RESTART = new Capability(64, octets("0078 0001 01 80"));
  private static final Capability ADD_PATH = new Capability(69, octets("0001 01 03"));

  @Test
  void whatBothAnnouncedIsNegotiated() {
    assertThat(Capabilities.negotiated(OURS, OURS))
        .isEqualTo(new WireOptions(true, true, Set.of(IPV4_UNICAST, IPV6_UNICAST)));
  }

  @Test
  void ipv4UnicastIsImpliedByWhoAnnouncedNoFamilyAtAll() {
    // RFC 4760, section 8.
    assertThat(Capabilities.negotiated(OURS, Capabilities.NONE)).isEqualTo(WireOptions.PLAIN);
  }

  @Test
  void ipv4UnicastIsNotImpliedByWhoAnnouncedAnother() {
    Capabilities ipv6 = Capabilities.NONE.with(MULTIPROTOCOL, Set.of(IPV6_UNICAST));

    assertThat(Capabilities.negotiated(OURS, ipv6).families()).containsExactly(IPV6_UNICAST);
    assertThat(Capabilities.negotiated(OURS, Capabilities.NONE.with(VPN_ONLY)).families())
        .isEmpty();
  }

  @Test
  void largeMessagesNeedBoth() {
    // RFC 8654, section 4.
    Capabilities small = Capabilities.NONE.with(ROUTE_REFRESH, true).with(EXTENDED_MESSAGES, false);

    assertThat(Capabilities.negotiated(OURS, small).maxMessage()).isEqualTo(4096);
    assertThat(Capabilities.negotiated(OURS, OURS).maxMessage()).isEqualTo(65535);
  }

  @Test
  void theFourOctetAsNumberIsThePeersAndNeedsBoth() {
    Capabilities theirs = Capabilities.NONE.with(FOUR_OCTET_AS, OptionalLong.of(4_200_000_000L));

    assertThat(Capabilities.negotiated(FOUR_OCTET_AS, OURS, theirs)).hasValue(4_200_000_000L);
    assertThat(Capabilities.negotiated(FOUR_OCTET_AS, Capabilities.NONE, theirs)).isEmpty();
    assertThat(Capabilities.negotiated(FOUR_OCTET_AS, OURS, Capabilities.NONE)).isEmpty();
  }

  @Test
  void readsBackWhatWasAnnounced() {
    assertThat(OURS.value(MULTIPROTOCOL)).containsExactly(IPV4_UNICAST, IPV6_UNICAST);
    assertThat(OURS.value(ROUTE_REFRESH)).isTrue();
    assertThat(OURS.value(EXTENDED_MESSAGES)).isTrue();
    assertThat(OURS.value(FOUR_OCTET_AS)).hasValue(64512);
    assertThat(OURS.value(ENHANCED_ROUTE_REFRESH)).isTrue();
  }

  @Test
  void keepsUnknownOnesAsTheyCame() {
    Capabilities more = OURS.with(GRACEFUL_RESTART).with(ADD_PATH);

    assertThat(roundTrip(more)).isEqualTo(more);
    assertThat(roundTrip(more).values(64)).containsExactly(GRACEFUL_RESTART.value());
    assertThat(roundTrip(more).all()).endsWith(GRACEFUL_RESTART, ADD_PATH);
    assertThat(Capabilities.negotiated(more, more)).isEqualTo(Capabilities.negotiated(OURS, OURS));
  }

  @Test
  void keepsRepeatedOnes() {
    // RFC 5492, section 4.
    Capabilities twice = OURS.with(FOUR_OCTET_AS, OptionalLong.of(64513)).with(ROUTE_REFRESH, true);

    assertThat(roundTrip(twice)).isEqualTo(twice);
    assertThat(twice.value(FOUR_OCTET_AS)).hasValue(64513);
    assertThat(twice.values(ROUTE_REFRESH.code())).hasSize(2);
  }

  @Test
  void keepsMoreThanOneParameterCanHoldInThePlainForm() {
    // RFC 9072.
    Capabilities many = OURS;
    for (int i = 0; i < 4; i++) {
      many = many.with(new Capability(200 + i, Octets.of(new byte[255])));
    }

    assertThat(roundTrip(many)).isEqualTo(many);
  }

  private static Capabilities roundTrip(Capabilities capabilities) {
    byte[] frame =
        MessageEncoder.encode(new Message.Open(4, 64512, 90, 1, capabilities), WireOptions.PLAIN);
    return ((Message.Open) Frames.decode(frame)).capabilities();
  }

  @Test
  void theTableHasOneRowForEachCode() {
    assertThat(CapabilityType.table())
        .extracting(CapabilityType::code)
        .doesNotHaveDuplicates()
        .isSorted()
        .allSatisfy(code -> assertThat(CapabilityType.find(code)).isNotNull());
  }

  @Test
  void namesTheKnownOnes() {
    assertThat(Capabilities.NONE.with(ROUTE_REFRESH, true).with(ADD_PATH))
        .hasToString("[route-refresh true, 69 " + ADD_PATH.value() + "]");
  }

  @Test
  void refusesWhatCannotBeEncoded() {
    assertThatThrownBy(() -> new Capability(256, Octets.NONE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Capability(1, Octets.of(new byte[256])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Octets octets(String hex) {
    return Octets.of(Frames.hex(hex));
  }
}
