package io.podspan.bgpreflector.wire;

import static io.podspan.bgpreflector.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgpreflector.wire.Frames.LOCAL_PREF;
import static io.podspan.bgpreflector.wire.Frames.NEXT_HOP;
import static io.podspan.bgpreflector.wire.Frames.ORIGIN;
import static io.podspan.bgpreflector.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathAttributesTest {
  private static final WireOptions FOUR_OCTETS = new WireOptions(true);
  private static final int CLUSTER = Ipv4Address.of("192.0.2.100").bits();
  private static final int ROUTER = Ipv4Address.of("192.0.2.11").bits();

  static PathAttributes parse(String attributes) {
    Decoded decoded = Frames.decode(Frames.update("", attributes, Frames.NLRI_10_1_0));
    return ((Message.Update) decoded).attributes();
  }

  @Test
  void areEqualWhateverOrderAndLengthFormTheyCameIn() {
    PathAttributes inOrder = parse(ORIGIN + AS_PATH_EMPTY + NEXT_HOP + LOCAL_PREF);
    PathAttributes shuffled = parse("500500 04 00000064" + NEXT_HOP + AS_PATH_EMPTY + ORIGIN);

    assertThat(shuffled).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
  }

  @Test
  void reflectionAddsOriginatorAndClusterAndNothingElse() {
    // RFC 4456, sections 8 and 10.
    PathAttributes reflected =
        parse(ORIGIN + AS_PATH_EMPTY + NEXT_HOP + LOCAL_PREF + "c00804 fc000001")
            .reflectedBy(CLUSTER, ROUTER);

    assertThat(reflected.encoded(FOUR_OCTETS))
        .isEqualTo(
            hex(
                ORIGIN
                    + AS_PATH_EMPTY
                    + NEXT_HOP
                    + LOCAL_PREF
                    + "c00804 fc000001 800904 c000020b 800a04 c0000264"));
  }

  @Test
  void reflectionKeepsAnOriginatorAndPrependsTheCluster() {
    PathAttributes reflected =
        parse(ORIGIN + AS_PATH_EMPTY + NEXT_HOP + "800904 c0000209 800a04 c0000263")
            .reflectedBy(CLUSTER, ROUTER);

    assertThat(reflected.originatorId()).isEqualTo(Ipv4Address.of("192.0.2.9").bits());
    assertThat(reflected.clusterListLength()).isEqualTo(2);
    assertThat(reflected.encoded(FOUR_OCTETS)).endsWith(hex("800a08 c0000264 c0000263"));
  }

  @Test
  void routesThatLeaveOurSystemCarryItAndNothingInternal() {
    PathAttributes leaving =
        parse(ORIGIN + "400206 0201 0000fde8" + NEXT_HOP + LOCAL_PREF + "800404 00000007")
            .leaving(64512);

    assertThat(leaving.encoded(FOUR_OCTETS))
        .isEqualTo(hex(ORIGIN + "40020a 0202 0000fc00 0000fde8" + NEXT_HOP));
  }

  @Test
  void peersThatKnowTwoOctetsGetAsTransAndTheWholePathBeside() {
    // RFC 6793, section 4.2.2.
    PathAttributes attributes = parse(ORIGIN + "40020a 0202 00010000 0000fc00" + NEXT_HOP);

    assertThat(attributes.encoded(WireOptions.PLAIN))
        .isEqualTo(
            hex(ORIGIN + "400206 0202 5ba0 fc00" + NEXT_HOP + "c0110a 0202 00010000 0000fc00"));
  }

  @Test
  void longValuesGetTheExtendedLength() {
    PathAttributes attributes =
        parse(ORIGIN + AS_PATH_EMPTY + NEXT_HOP + "d00801 00" + "00000001".repeat(64));

    assertThat(attributes.encoded(FOUR_OCTETS)).hasSize(14 + 4 + 256).contains((byte) 0xd0);
  }

  @Test
  void hopsCountSetsOnceAndConfederationsNever() {
    // RFC 4271, 9.1.2.2 a; RFC 5065, 5.3.
    PathAttributes attributes =
        parse(
            ORIGIN
                + "40021a 0301 0000fc01 0202 0000fde8 0000fde9 0102 0000fdea 0000fdeb"
                + NEXT_HOP);

    assertThat(attributes.asPathHops()).isEqualTo(3);
    assertThat(attributes.neighborAs()).isEqualTo(65000);
    assertThat(attributes.asPath()).isEqualTo("(64513) 65000 65001 {65002 65003}");
    assertThat(attributes.asPathContains(65003)).isTrue();
    assertThat(attributes.asPathContains(65004)).isFalse();
  }

  @Test
  void missingValuesHaveDefaults() {
    PathAttributes attributes = parse(ORIGIN + AS_PATH_EMPTY + NEXT_HOP);

    assertThat(attributes.localPref()).isEqualTo(100);
    assertThat(attributes.med()).isZero();
    assertThat(attributes.neighborAs()).isZero();
    assertThat(attributes.isReflected()).isFalse();
  }
}
