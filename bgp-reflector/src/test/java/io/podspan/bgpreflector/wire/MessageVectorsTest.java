package io.podspan.bgpreflector.wire;

import static io.podspan.bgpreflector.wire.Frames.decode;
import static io.podspan.bgpreflector.wire.Frames.frame;
import static io.podspan.bgpreflector.wire.Frames.hex;
import static io.podspan.bgpreflector.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes and what they mean, used in both directions. */
class MessageVectorsTest {
  private static final WireOptions FOUR_OCTETS = new WireOptions(true);

  static Stream<Arguments> vectors() {
    return Stream.of(
        Arguments.of(
            "RFC 4271 section 4.4 KEEPALIVE",
            hex("ffffffffffffffffffffffffffffffff 0013 04"),
            Message.Keepalive.INSTANCE),
        Arguments.of(
            "RFC 4271 section 4.2 OPEN with the capabilities of RFC 4760, 2918 and 6793",
            frame(1, "04 fc00 005a c0000201 10 02 0e 0104 0001 00 01 0200 4104 0000fc00"),
            new Message.Open(
                4, 64512, 90, Ipv4Address.of("192.0.2.1").bits(), Capabilities.ours(64512))),
        Arguments.of(
            "RFC 4271 section 4.2 OPEN without parameters",
            frame(1, "04 fc00 00b4 c0000201 00"),
            new Message.Open(4, 64512, 180, Ipv4Address.of("192.0.2.1").bits(), Capabilities.NONE)),
        Arguments.of(
            "RFC 6793 section 4.2.1 OPEN of an AS that needs four octets",
            frame(1, "04 5ba0 005a c0000201 10 02 0e 0104 0001 00 01 0200 4104 fffffffe"),
            new Message.Open(
                4,
                Message.AS_TRANS,
                90,
                Ipv4Address.of("192.0.2.1").bits(),
                Capabilities.ours(4294967294L))),
        Arguments.of(
            "RFC 4271 section 4.5 NOTIFICATION with data",
            frame(3, "02 01 0004"),
            NotificationCode.UNSUPPORTED_VERSION.with(Octets.ofShort(4))),
        Arguments.of(
            "RFC 2918 section 3 ROUTE-REFRESH",
            frame(5, "0001 00 01"),
            new Message.RouteRefresh(1, 0, 1)),
        Arguments.of(
            "RFC 4724 section 2 End-of-RIB",
            frame(2, "0000 0000"),
            Message.Update.withdraw(Nlri.NONE)),
        Arguments.of(
            "RFC 4271 section 4.3 UPDATE that withdraws",
            update("10 0a01 20 c0000201", "", ""),
            Message.Update.withdraw(Nlri.of(Prefix.of("10.1.0.0/16"), Prefix.of("192.0.2.1/32")))),
        Arguments.of(
            "RFC 4271 section 4.3 UPDATE that announces",
            update("", Frames.MANDATORY, "18 0a0100 00"),
            Message.Update.announce(
                PathAttributes.originated(Ipv4Address.of("192.0.2.1").bits()),
                Nlri.of(Prefix.of("10.1.0.0/24"), Prefix.of("0.0.0.0/0")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void decodes(String name, byte[] frame, Message message) {
    assertThat(decode(frame)).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void encodes(String name, byte[] frame, Message message) {
    assertThat(MessageEncoder.encode(message, FOUR_OCTETS)).isEqualTo(frame);
  }

  @Test
  void readsCapabilitiesSplitOverParametersAndIgnoresUnknownOnes() {
    // RFC 5492, section 4: two parameters, an unknown capability 70 with content, one repeated.
    byte[] open =
        frame(
            1,
            "04 5ba0 005a c0000201 16 02 06 0104 0001 00 01 02 0c 46 00 0200 4104 00010000 0200");

    assertThat(decode(open))
        .isInstanceOfSatisfying(
            Message.Open.class,
            message -> {
              assertThat(message.effectiveAsn()).isEqualTo(65536);
              assertThat(message.capabilities())
                  .isEqualTo(
                      new Capabilities(
                          List.of(AddressFamily.IPV4_UNICAST), true, OptionalLong.of(65536), true));
            });
  }

  @Test
  void readsExtendedOptionalParameters() {
    // RFC 9072, section 2.
    byte[] open = frame(1, "04 fc00 005a c0000201 ff ff 0009 02 0006 4104 0000fc00");

    assertThat(decode(open))
        .isInstanceOfSatisfying(
            Message.Open.class, message -> assertThat(message.effectiveAsn()).isEqualTo(64512));
  }

  @Test
  void dropsHostBitsOfPrefixes() {
    // RFC 4271, section 4.3: the value of trailing bits is irrelevant.
    assertThat(decode(update("17 0a01ff", "", "")))
        .isEqualTo(Message.Update.withdraw(Nlri.of(Prefix.of("10.1.254.0/23"))));
  }

  @Test
  void translatesPathsOfPeersThatKnowTwoOctets() {
    // RFC 6793, section 4.2.2.
    byte[] frame =
        update("", Frames.ORIGIN + "400206 02 02 fc00 5ba0" + Frames.NEXT_HOP, "10 0a01");

    Decoded decoded =
        MessageDecoder.decode(
            io.netty.buffer.Unpooled.wrappedBuffer(frame), WireOptions.PLAIN, false);

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.attributes().asPath()).isEqualTo("64512 23456");
              assertThat(MessageEncoder.encode(update, WireOptions.PLAIN)).isEqualTo(frame);
            });
  }
}
