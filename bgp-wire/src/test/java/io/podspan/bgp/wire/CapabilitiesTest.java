package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private static final Capabilities OURS =
      Capabilities.ours(64512, EnumSet.allOf(AddressFamily.class));

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
    assertThat(Capabilities.negotiated(OURS, of(List.of(IPV6_UNICAST))).families())
        .containsExactly(IPV6_UNICAST);
    assertThat(Capabilities.negotiated(OURS, of(List.of())).families()).isEmpty();
  }

  @Test
  void largeMessagesNeedBoth() {
    // RFC 8654, section 4.
    Capabilities small =
        new Capabilities(List.of(), false, OptionalLong.empty(), true, true, false);

    assertThat(Capabilities.negotiated(OURS, small).maxMessage()).isEqualTo(4096);
    assertThat(Capabilities.negotiated(OURS, OURS).maxMessage()).isEqualTo(65535);
  }

  private static Capabilities of(List<AddressFamily> families) {
    return new Capabilities(families, true, OptionalLong.empty(), false, false, false);
  }
}
