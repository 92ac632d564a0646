package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static io.podspan.bgp.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.LOCAL_PREF;
import static io.podspan.bgp.wire.Frames.NEXT_HOP;
import static io.podspan.bgp.wire.Frames.ORIGIN;
import static io.podspan.bgp.wire.Frames.attributes;
import static io.podspan.bgp.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathAttributesTest {
  private static final String BASE = ORIGIN + AS_PATH_EMPTY + NEXT_HOP;
  private static final int CLUSTER = Ipv4Address.of("192.0.2.100").bits();
  private static final int ROUTER = Ipv4Address.of("192.0.2.11").bits();

  @Test
  void areEqualWhateverOrderTheyCameIn() {
    PathAttributes inOrder = attributes(BASE + LOCAL_PREF + "c00804 fc000001");
    PathAttributes shuffled =
        attributes("c00804 fc000001" + LOCAL_PREF + NEXT_HOP + AS_PATH_EMPTY + ORIGIN);

    assertThat(shuffled).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
    assertThat(shuffled.encoded(FULL)).isEqualTo(inOrder.encoded(FULL));
    assertThat(shuffled.reflectedBy(CLUSTER, ROUTER))
        .isEqualTo(inOrder.reflectedBy(CLUSTER, ROUTER));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing but what must be there     | ''                                              | 800904 c000020b 800a04 c0000264
          COMMUNITIES stay in front          | c00804 fc000001                                 | c00804 fc000001 800904 c000020b 800a04 c0000264
          LARGE_COMMUNITY stays behind       | c0200c 000000010000000200000003                 | 800904 c000020b 800a04 c0000264 c0200c 000000010000000200000003
          an originator stays                | 800904 c0000209                                 | 800904 c0000209 800a04 c0000264
          the cluster goes in front          | 800904 c0000209 800a04 c0000263                 | 800904 c0000209 800a08 c0000264 c0000263
          a list without originator          | 800a04 c0000263                                 | 800904 c000020b 800a08 c0000264 c0000263
          extended length stays              | 800904 c0000209 900a 0004 c0000263 e0c801 07    | 800904 c0000209 900a 0008 c0000264 c0000263 e0c801 07
          """)
  void reflectionAddsOriginatorAndClusterAndNothingElse(String name, String before, String after) {
    // RFC 4456, sections 8 and 10.
    PathAttributes attributes = attributes(BASE + LOCAL_PREF + before);

    assertThat(reflected(attributes)).isEqualTo(hex(BASE + LOCAL_PREF + after));
    assertThat(attributes.reflectedBy(CLUSTER, ROUTER))
        .isEqualTo(attributes(BASE + LOCAL_PREF + after));
  }

  @Test
  void aLongClusterListGetsTheExtendedLength() {
    PathAttributes attributes =
        attributes(BASE + "800904 c0000209 800afc " + "c0000263".repeat(63));

    assertThat(reflected(attributes))
        .isEqualTo(hex(BASE + "800904 c0000209 900a 0100 c0000264" + "c0000263".repeat(63)));
  }

  @Test
  void reflectionToPeersThatKnowTwoOctetsIsTheSame() {
    // RFC 6793, section 4.2.2.
    PathAttributes attributes = attributes(ORIGIN + "400206 0201 00010000" + NEXT_HOP);
    ByteBuf out = Unpooled.buffer();

    attributes.writeReflected(out, CLUSTER, ROUTER, WireOptions.PLAIN);

    assertThat(Arrays.copyOf(out.array(), out.writerIndex()))
        .isEqualTo(
            hex(
                ORIGIN
                    + "400204 0201 5ba0"
                    + NEXT_HOP
                    + "800904 c000020b 800a04 c0000264 c01106 0201 00010000"));
  }

  @Test
  void clustersAreFound() {
    PathAttributes attributes = attributes(BASE + "800904 c0000209 800a08 c0000263 c0000264");

    assertThat(attributes.isReflected()).isTrue();
    assertThat(attributes.originatorId()).isEqualTo(Ipv4Address.of("192.0.2.9").bits());
    assertThat(attributes.clusterListLength()).isEqualTo(2);
    assertThat(attributes.clusterListContains(CLUSTER)).isTrue();
    assertThat(attributes.clusterListContains(ROUTER)).isFalse();
    assertThat(attributes(BASE).clusterListContains(CLUSTER)).isFalse();
  }

  @Test
  void routesThatLeaveOurSystemCarryItAndNothingInternal() {
    // RFC 4271, section 5.1; RFC 4456, section 8; RFC 8669, section 5.
    PathAttributes leaving =
        attributes(
                ORIGIN
                    + "400206 0201 0000fde8"
                    + NEXT_HOP
                    + LOCAL_PREF
                    + "800404 00000007 800904 c0000209 800a04 c0000263"
                    + "c0280a 010007 00000000000001 e0ff01 07")
            .leaving(64512);

    assertThat(leaving.encoded(FULL))
        .isEqualTo(hex(ORIGIN + "40020a 0202 0000fc00 0000fde8" + NEXT_HOP + "e0ff01 07"));
  }

  @Test
  void aFullSequenceGetsANewOneInFront() {
    // RFC 4271, section 5.1.2 a.
    String path = "5002 03fe 02ff" + "0000fde8".repeat(255);

    assertThat(attributes(ORIGIN + path + NEXT_HOP).leaving(64512).asPathHops()).isEqualTo(256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "400504 000000c8"})
  void localPreferenceIsSet(String before) {
    assertThat(attributes(BASE + before).withDefaultLocalPref())
        .isEqualTo(attributes(BASE + LOCAL_PREF));
    assertThat(attributes(BASE + before).withLocalPref(0).localPref()).isZero();
  }

  @Test
  void theNextHopIsSet() {
    PathAttributes attributes = attributes(BASE).withNextHop(IpAddress.of("192.0.2.77"));

    assertThat(attributes.encoded(FULL)).isEqualTo(hex(ORIGIN + AS_PATH_EMPTY + "400304 c000024d"));
    assertThat(attributes.withNextHop(IpAddress.of("2001:db8::1")).encoded(FULL))
        .isEqualTo(hex(ORIGIN + AS_PATH_EMPTY));
  }

  @Test
  void routesOfOurOwnStartWithTheLeast() {
    PathAttributes ipv4 = PathAttributes.originated(IPV4_UNICAST, IpAddress.of("192.0.2.1"));
    PathAttributes ipv6 = PathAttributes.originated(IPV6_UNICAST, IpAddress.of("2001:db8::1"));

    assertThat(ipv4).isEqualTo(attributes(BASE + LOCAL_PREF));
    assertThat(ipv6.encoded(FULL)).isEqualTo(hex(ORIGIN + AS_PATH_EMPTY + LOCAL_PREF));
    assertThat(ipv6.nextHop()).hasToString("2001:db8::1");
    assertThatThrownBy(() -> PathAttributes.originated(IPV6_UNICAST, IpAddress.of("192.0.2.1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longValuesKeepTheExtendedLength() {
    PathAttributes attributes = attributes(BASE + "d008 0100" + "00000001".repeat(64));

    assertThat(attributes.encoded(FULL)).hasSize(14 + 4 + 256).contains((byte) 0xd0);
  }

  @Test
  void hopsCountSetsOnceAndConfederationsNever() {
    // RFC 4271, 9.1.2.2 a; RFC 5065, 5.3.
    PathAttributes attributes =
        attributes(
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
  void largeNumbersAreNotNegative() {
    PathAttributes attributes =
        attributes(ORIGIN + "400206 0201 fffffffe" + NEXT_HOP + "800404 ffffffff 400504 fffffffe");

    assertThat(attributes.neighborAs()).isEqualTo(4294967294L);
    assertThat(attributes.med()).isEqualTo(4294967295L);
    assertThat(attributes.localPref()).isEqualTo(4294967294L);
    assertThat(attributes.asPathContains(4294967294L)).isTrue();
  }

  @Test
  void missingValuesHaveDefaults() {
    PathAttributes attributes = attributes(BASE);

    assertThat(attributes.localPref()).isEqualTo(100);
    assertThat(attributes.med()).isZero();
    assertThat(attributes.neighborAs()).isZero();
    assertThat(attributes.isReflected()).isFalse();
  }

  /** RFC 1997; RFC 8326, section 3. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                 | c00804 fc000001            | false | false | false
          NO_ADVERTISE         | c00804 ffffff02            | true  | false | false
          NO_EXPORT            | c00804 ffffff01            | false | true  | false
          NO_EXPORT_SUBCONFED  | c00804 ffffff03            | false | true  | false
          GRACEFUL_SHUTDOWN    | c00804 ffff0000            | false | false | true
          BLACKHOLE            | c00804 ffff029a            | false | false | false
          several              | c0080c fc000001 ffffff02 ffffff01 | true | true | false
          """)
  void wellKnownCommunitiesAreSeen(
      String name, String attribute, boolean noAdvertise, boolean noExport, boolean shutdown) {
    PathAttributes attributes = attributes(BASE + attribute);

    assertThat(attributes.noAdvertise()).isEqualTo(noAdvertise);
    assertThat(attributes.noExport()).isEqualTo(noExport);
    assertThat(attributes.gracefulShutdown()).isEqualTo(shutdown);
  }

  private static byte[] reflected(PathAttributes attributes) {
    ByteBuf out = Unpooled.buffer();
    attributes.writeReflected(out, CLUSTER, ROUTER, FULL);
    return Arrays.copyOf(out.array(), out.writerIndex());
  }
}
