package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.decode;
import static io.podspan.bgp.wire.Frames.frame;
import static io.podspan.bgp.wire.Frames.hex;
import static io.podspan.bgp.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Ipv4Address;
import io.podspan.addresses.Prefix;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes and what they mean, used in both directions. */
class MessageVectorsTest {
  private static final int ROUTER_ID = Ipv4Address.of("192.0.2.1").bits();

  static Stream<Arguments> vectors() {
    return Stream.of(
        Arguments.of(
            "RFC 4271 section 4.4 KEEPALIVE",
            hex("ffffffffffffffffffffffffffffffff 0013 04"),
            Message.Keepalive.INSTANCE),
        Arguments.of(
            "RFC 4271 section 4.2 OPEN with the capabilities of RFC 4760, 2918, 8654, 6793, 7313",
            frame(1, "04 fc00 005a c0000201 14 02 12 0104 0001 00 01 0200 0600 4104 0000fc00 4600"),
            new Message.Open(
                4,
                64512,
                90,
                ROUTER_ID,
                Capabilities.ours(64512, Set.of(AddressFamily.IPV4_UNICAST)))),
        Arguments.of(
            "RFC 4760 section 8 OPEN with two families",
            frame(
                1,
                "04 fc00 005a c0000201 1a 02 18 0104 0001 00 01 0104 0002 00 01"
                    + "0200 0600 4104 0000fc00 4600"),
            new Message.Open(
                4,
                64512,
                90,
                ROUTER_ID,
                Capabilities.ours(64512, EnumSet.allOf(AddressFamily.class)))),
        Arguments.of(
            "RFC 4271 section 4.2 OPEN without parameters",
            frame(1, "04 fc00 00b4 c0000201 00"),
            new Message.Open(4, 64512, 180, ROUTER_ID, Capabilities.NONE)),
        Arguments.of(
            "RFC 6793 section 4.2.1 OPEN of an AS that needs four octets",
            frame(1, "04 5ba0 005a c0000201 08 02 06 4104 fffffffe"),
            new Message.Open(
                4,
                Message.AS_TRANS,
                90,
                ROUTER_ID,
                Capabilities.NONE.with(
                    CapabilityType.FOUR_OCTET_AS, OptionalLong.of(4294967294L)))),
        Arguments.of(
            "RFC 4271 section 4.5 NOTIFICATION with data",
            frame(3, "02 01 0004"),
            NotificationCode.UNSUPPORTED_VERSION.with(Octets.ofShort(4))),
        Arguments.of(
            "RFC 9687 section 3.1 NOTIFICATION",
            frame(3, "08 00"),
            NotificationCode.SEND_HOLD_TIMER_EXPIRED.plain()),
        Arguments.of(
            "RFC 2918 section 3 ROUTE-REFRESH",
            frame(5, "0001 00 01"),
            new Message.RouteRefresh(1, 0, 1)),
        Arguments.of(
            "RFC 7313 section 3.2 end of refresh",
            frame(5, "0002 02 01"),
            Message.RouteRefresh.of(AddressFamily.IPV6_UNICAST, Message.RouteRefresh.END)),
        Arguments.of(
            "RFC 4724 section 2 End-of-RIB",
            frame(2, "0000 0000"),
            Message.Update.endOfRib(AddressFamily.IPV4_UNICAST)),
        Arguments.of(
            "RFC 4724 section 2 End-of-RIB of IPv6",
            frame(2, "0000 0007 900f 0003 0002 01"),
            Message.Update.endOfRib(AddressFamily.IPV6_UNICAST)),
        Arguments.of(
            "RFC 4271 section 4.3 UPDATE that withdraws",
            update("10 0a01 20 c0000201", "", ""),
            Message.Update.withdraw(Nlri.of(Prefix.of("10.1.0.0/16"), Prefix.of("192.0.2.1/32")))),
        Arguments.of(
            "RFC 4760 section 4 UPDATE that withdraws",
            update("", "900f 000a 0002 01 30 20010db80001", ""),
            Message.Update.withdraw(Nlri.of(Prefix.of("2001:db8:1::/48")))),
        Arguments.of(
            "RFC 4271 section 4.3 UPDATE that announces",
            update("", Frames.MANDATORY, "18 0a0100 00"),
            Message.Update.announce(
                PathAttributes.originated(AddressFamily.IPV4_UNICAST, IpAddress.of("192.0.2.1")),
                Nlri.of(Prefix.of("10.1.0.0/24"), Prefix.of("0.0.0.0/0")))),
        Arguments.of(
            "RFC 4760 section 3 UPDATE that announces, MP_REACH_NLRI first (RFC 7606, 5.1)",
            update(
                "",
                "900e 001d 0002 01 10 20010db8000000000000000000000001 00 30 20010db80001 00"
                    + Frames.ORIGIN
                    + Frames.AS_PATH_EMPTY
                    + Frames.LOCAL_PREF,
                ""),
            Message.Update.announce(
                PathAttributes.originated(AddressFamily.IPV6_UNICAST, IpAddress.of("2001:db8::1")),
                Nlri.of(Prefix.of("2001:db8:1::/48"), Prefix.of("::/0")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decodes(String name, byte[] frame, Message message) {
    assertThat(decode(frame)).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void encodes(String name, byte[] frame, Message message) {
    assertThat(MessageEncoder.encode(message, FULL)).isEqualTo(frame);
  }
}
