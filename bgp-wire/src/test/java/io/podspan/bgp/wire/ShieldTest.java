package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.LOCAL_PREF;
import static io.podspan.bgp.wire.Frames.MANDATORY;
import static io.podspan.bgp.wire.Frames.NEXT_HOP;
import static io.podspan.bgp.wire.Frames.NLRI_10_1_0;
import static io.podspan.bgp.wire.Frames.ORIGIN;
import static io.podspan.bgp.wire.Frames.hex;
import static io.podspan.bgp.wire.Frames.routes;
import static io.podspan.bgp.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.podspan.addresses.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one peer sends must not end the sessions of those who get its routes. */
class ShieldTest {
  private static final Nlri PREFIX = Nlri.of(Prefix.of("10.1.0.0/24"));

  private static Decoded decode(byte[] frame, UnknownAttributes unknown, boolean asSets) {
    InputRules rules = new InputRules(true, new AttributeRules(unknown, asSets), true);
    return MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FULL, rules);
  }

  private static Message.Update decoded(String attributes, UnknownAttributes unknown) {
    return (Message.Update) decode(update("", attributes, NLRI_10_1_0), unknown, false);
  }

  private static byte[] sent(String attributes, UnknownAttributes unknown) {
    return routes(decoded(attributes, unknown)).attributes().encoded(FULL);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ORIGIN                          | 600101 00                 | 400101 00
          ORIGIN, extended length         | 70010001 00               | 50010001 00
          AS_PATH                         | 600206 0201 0000fc01      | 400206 0201 0000fc01
          NEXT_HOP                        | 600304 c0000201           | 400304 c0000201
          MULTI_EXIT_DISC                 | a00404 00000007           | 800404 00000007
          LOCAL_PREF                      | 600504 00000064           | 400504 00000064
          ATOMIC_AGGREGATE                | 600600                    | 400600
          ORIGINATOR_ID                   | a00904 c0000209           | 800904 c0000209
          CLUSTER_LIST                    | a00a04 c0000209           | 800a04 c0000209
          bits without a meaning          | 4f0504 00000064           | 400504 00000064
          AGGREGATOR may have it          | e00708 0000fc00 c0000201  | e00708 0000fc00 c0000201
          COMMUNITIES may have it         | e00804 fc000001           | e00804 fc000001
          """)
  void partialIsClearedWhereItIsForbidden(String name, String received, String canonical) {
    // RFC 4271, section 4.3.
    String rest =
        new StringBuilder()
            .append(received.startsWith("01", 2) ? "" : ORIGIN)
            .append(received.startsWith("02", 2) ? "" : AS_PATH_EMPTY)
            .append(received.startsWith("03", 2) ? "" : NEXT_HOP)
            .toString();
    byte[] in = update("", rest + received, NLRI_10_1_0);
    PathAttributes clean = Frames.attributes(rest + canonical);

    assertThat(routes(decode(in, UnknownAttributes.PASS, false)).attributes()).isEqualTo(clean);
  }

  @Test
  void aReflectedClusterListHasCanonicalFlags() {
    PathAttributes attributes =
        Frames.attributes(MANDATORY + "a00904 c0000209" + "a00a04 c0000208");

    assertThat(attributes.reflectedBy(0xc0000207, 0xc0000206).encoded(FULL))
        .isEqualTo(hex(MANDATORY + "800904 c0000209" + "800a08 c0000207 c0000208"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PMSI_TUNNEL, ingress replication   | c01609 00 06 000010 c0000201
          PMSI_TUNNEL, no tunnel             | c01605 00 00 000000
          TUNNEL_ENCAPSULATION, egress       | c01710 0008 000c 06 0a 00000000 0001 c0000201
          PREFIX_SID, label index            | c0280a 010007 00000000000001
          PREFIX_SID, SRGB                   | c0280b 030008 0000 003e80 001f40
          PREFIX_SID, unknown TLV            | c02804 630001 07
          PREFIX_SID, SRv6 service           | c0281c 050019 00 010015 00 20010db8000000000000000000000001 00 0013 00
          ATTR_SET                           | c0800b 0000fc00 400101 00 400200
          ATTR_SET without attributes        | c08004 0000fc00
          """)
  void soundAttributesOfOthersPassMarkedPartialUnlessTheyAreDropped(String name, String sound) {
    byte[] marked = hex(MANDATORY + sound.replaceFirst("c0", "e0"));

    assertThat(sent(MANDATORY + sound, UnknownAttributes.PASS)).isEqualTo(marked);
    assertThat(sent(MANDATORY + sound, UnknownAttributes.VALIDATE)).isEqualTo(marked);
    assertThat(sent(MANDATORY + sound, UnknownAttributes.DROP)).isEqualTo(hex(MANDATORY));
    assertThat(decoded(MANDATORY + sound, UnknownAttributes.DROP).faults())
        .singleElement()
        .extracting(UpdateFault::reason)
        .isEqualTo(FaultReason.NOT_PASSED_ON);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PMSI_TUNNEL of no octets               | c01600
          PMSI_TUNNEL of four octets             | c01604 00 06 0000
          PMSI_TUNNEL, unknown type              | c01609 00 63 000010 c0000201
          PMSI_TUNNEL, three octets of address   | c01608 00 06 000010 c00002
          PMSI_TUNNEL, not transitive            | 801609 00 06 000010 c0000201
          TUNNEL_ENCAPSULATION of no octets      | c01700
          TUNNEL_ENCAPSULATION, one octet        | c01701 00
          TLV too long (CVE-2023-38802)          | c01706 0001 ffff 0000
          sub-TLV too long                       | c01707 0008 0003 01 ff 00
          sub-TLV of two octets of length, cut   | c01706 0008 0002 80 00
          egress endpoint of five octets         | c0170b 0008 0007 06 05 0000000000
          PREFIX_SID of zeros                    | c02809 000000000000000000
          PREFIX_SID, SRv6 SID too short         | c0280c 050009 00 010005 0000000000
          PREFIX_SID, SRv6 sub-TLV too long      | c02809 050006 00 0100ff 0000
          PREFIX_SID, old SID of six octets      | c02809 020006 000000000000
          OTC of AS 0                            | c02304 00000000
          BGP-LS as transitive                   | c01d04 0001 0000
          ATTR_SET of three octets               | c08003 0000fc
          ATTR_SET of AS 0                       | c08008 00000000 400101 00
          ATTR_SET, inner attribute too long     | c08008 0000fc00 4001ff 00
          ATTR_SET, inner ORIGIN 9               | c08008 0000fc00 400101 09
          ATTR_SET, inner AS_PATH malformed      | c08009 0000fc00 400202 0201
          ATTR_SET with MP_REACH_NLRI            | c08007 0000fc00 800e00
          ATTR_SET in an ATTR_SET                | c0800b 0000fc00 c08004 0000fc00
          ATTR_SET with ORIGIN twice             | c0800c 0000fc00 400101 00 400101 00
          """)
  void illFormedAttributesOfOthersNeverPass(String name, String malformed) {
    for (UnknownAttributes unknown : UnknownAttributes.values()) {
      assertThat(sent(MANDATORY + malformed, unknown)).isEqualTo(hex(MANDATORY));
    }
  }

  @Test
  void unknownAttributesPassOnlyWhereThatIsChosen() {
    String unknown = "c06303 010203";

    assertThat(sent(MANDATORY + unknown, UnknownAttributes.PASS))
        .isEqualTo(hex(MANDATORY + "e06303 010203"));
    assertThat(sent(MANDATORY + unknown, UnknownAttributes.VALIDATE)).isEqualTo(hex(MANDATORY));
    assertThat(sent(MANDATORY + unknown, UnknownAttributes.DROP)).isEqualTo(hex(MANDATORY));
  }

  @ParameterizedTest
  @EnumSource(UnknownAttributes.class)
  void attributesThatLimitWhereARouteMayGoAlwaysPass(UnknownAttributes unknown) {
    String limiting =
        "c00804 ffffff01 c01008 0002fc0000000001 c0200c 0000fc000000000100000002 c02304 0000fc00";

    assertThat(sent(MANDATORY + limiting, unknown)).isEqualTo(hex(MANDATORY + limiting));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AS_SEQUENCE and AS_SET           | 400210 0201 0000fdf2 0102 0000fdfc 0000fe06
          AS_SET alone                     | 400206 0101 0000fdfc
          AS_CONFED_SET and AS_SEQUENCE    | 40020c 0401 0000fe10 0201 0000fdf2
          """)
  void setsInAsPathAreTreatedAsWithdrawnUnlessTheyAreKept(String name, String path) {
    // RFC 9774, section 3.
    byte[] frame = update("", ORIGIN + path + NEXT_HOP + LOCAL_PREF, NLRI_10_1_0);
    Message.Update withdrawn = (Message.Update) decode(frame, UnknownAttributes.PASS, false);

    assertThat(routes(withdrawn).withdrawn()).isEqualTo(PREFIX);
    assertThat(withdrawn.faults())
        .singleElement()
        .extracting(UpdateFault::reason)
        .isEqualTo(FaultReason.AS_SET);
    assertThat(routes(decode(frame, UnknownAttributes.PASS, true)).announced()).isEqualTo(PREFIX);
  }

  @Test
  void aPathBeyondTheLimitSaysHowLongItIs() {
    String path = "5002 07fc" + ("02ff" + "0000fc00".repeat(255)).repeat(2);
    byte[] frame = update("", ORIGIN + path + NEXT_HOP, NLRI_10_1_0);
    InputRules rules = InputRules.lenient(true).withMaxAsPath(509);
    Message.Update update =
        (Message.Update) MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FULL, rules);

    assertThat(update.faults())
        .containsExactly(
            new UpdateFault.TreatAsWithdraw(
                2,
                FaultReason.AS_PATH_TOO_LONG,
                "AS_PATH: 510 AS numbers, and at most 509 are taken"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :: and fe80::2          | 20 00000000000000000000000000000000 fe800000000000000000000000000002 | true
          :: and ::               | 20 00000000000000000000000000000000 00000000000000000000000000000000 | false
          global and fe80::2      | 20 20010db8000000000000000000000002 fe800000000000000000000000000002 | true
          global and ::           | 20 20010db8000000000000000000000002 00000000000000000000000000000000 | true
          fe80::2 alone           | 10 fe800000000000000000000000000002 | true
          :: alone                | 10 00000000000000000000000000000000 | false
          ::1                     | 10 00000000000000000000000000000001 | false
          ::1 and fe80::2         | 20 00000000000000000000000000000001 fe800000000000000000000000000002 | false
          ff02::1                 | 10 ff020000000000000000000000000001 | false
          global and ff02::1      | 20 20010db8000000000000000000000002 ff020000000000000000000000000001 | false
          ::ffff:192.0.2.1        | 10 00000000000000000000ffffc0000201 | true
          ::ffff:224.0.0.1        | 10 00000000000000000000ffffe0000001 | false
          """)
  void ipv6NextHopsAreJudgedAsPairs(String name, String nextHop, boolean usable) {
    String value = "0002 01" + nextHop + "00 40 20010db80029000a";
    String reach = "800e" + String.format("%02x", hex(value).length) + value;
    byte[] frame = update("", reach + ORIGIN + AS_PATH_EMPTY + LOCAL_PREF, "");
    Message.Routes routes = routes(decode(frame, UnknownAttributes.PASS, false));

    assertThat(routes.announced().isEmpty()).isEqualTo(!usable);
    if (usable) {
      assertThat(routes.attributes().nextHopOctets())
          .isEqualTo(Octets.of(hex(nextHop.substring(2))));
    } else {
      assertThat(routes.withdrawn()).isEqualTo(Nlri.of(Prefix.of("2001:db8:29:a::/64")));
    }
  }

  @Test
  void aRefreshOfAWrongLengthIsAnsweredByWhatThePeerKnows() {
    byte[] frame = Frames.frame(5, "0001 00 01 00");
    InputRules plain = new InputRules(true, AttributeRules.PASS, false);

    assertThat(MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FULL, plain))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(NotificationCode.BAD_MESSAGE_LENGTH.with(Octets.ofShort(24))));
    assertThat(MessageDecoder.decode(Unpooled.wrappedBuffer(frame), FULL, InputRules.lenient(true)))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(NotificationCode.ROUTE_REFRESH_LENGTH.matches(malformed.notification()))
                    .isTrue());
  }
}
