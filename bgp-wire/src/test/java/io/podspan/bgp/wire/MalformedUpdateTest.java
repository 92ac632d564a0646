package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.MANDATORY;
import static io.podspan.bgp.wire.Frames.NEXT_HOP;
import static io.podspan.bgp.wire.Frames.NLRI_10_1_0;
import static io.podspan.bgp.wire.Frames.ORIGIN;
import static io.podspan.bgp.wire.Frames.attributes;
import static io.podspan.bgp.wire.Frames.decodeExternal;
import static io.podspan.bgp.wire.Frames.frame;
import static io.podspan.bgp.wire.Frames.hex;
import static io.podspan.bgp.wire.Frames.routes;
import static io.podspan.bgp.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.podspan.addresses.Prefix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7606, case by case, and what came by on the Internet or out of others' fuzzers. */
class MalformedUpdateTest {
  private static final Nlri PREFIX = Nlri.of(Prefix.of("10.1.0.0/24"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(c) ORIGIN without the transitive flag        | 000101 00 400200 400304 c0000201
          3(c) ORIGIN with the optional flag             | c00101 00 400200 400304 c0000201
          3(c) ORIGIN with wrong flags and no value      | 800100 400200 400304 c0000201
          3(c) MULTI_EXIT_DISC with the transitive flag  | 400101 00 400200 400304 c0000201 c00404 00000001
          3(c) COMMUNITIES without the transitive flag   | 400101 00 400200 400304 c0000201 800804 fc000001
          3(d) ORIGIN is missing                         | 400200 400304 c0000201
          3(d) AS_PATH is missing                        | 400101 00 400304 c0000201
          3(d) NEXT_HOP is missing                       | 400101 00 400200
          4 attribute runs over the end                  | 400101 00 400200 400304 c0000201 8004ff 00
          4 one octet is left                            | 400101 00 400200 400304 c0000201 80
          4 two octets are left                          | 400101 00 400200 400304 c0000201 8004
          4 extended length is cut short                 | 400101 00 400200 400304 c0000201 900400
          4 extended length runs over the end            | 400101 00 400200 400304 c0000201 9004ffff 00
          4 lengths that end inside (CVE-2026-42285)     | 400101 00 400205 0201 0000fc 00 400304 c0000201
          7.1 ORIGIN of no octets                        | 400100 400200 400304 c0000201
          7.1 ORIGIN of two octets                       | 400102 0000 400200 400304 c0000201
          7.1 ORIGIN 3                                   | 400101 03 400200 400304 c0000201
          7.1 ORIGIN 255                                 | 400101 ff 400200 400304 c0000201
          7.2 AS_PATH segment runs over the end          | 400101 00 400204 02020000 400304 c0000201
          7.2 AS_PATH segment of length 0                | 400101 00 400202 0200 400304 c0000201
          7.2 AS_PATH segment of type 0                  | 400101 00 400206 0001 0000fc00 400304 c0000201
          7.2 AS_PATH segment of type 5                  | 400101 00 400206 0501 0000fc00 400304 c0000201
          7.2 AS_PATH segment of type 130                | 400101 00 400206 8201 0000fc00 400304 c0000201
          7.2 AS_PATH with one octet left                | 400101 00 400207 0201 0000fc00 02 400304 c0000201
          7.3 NEXT_HOP of no octets                      | 400101 00 400200 400300
          7.3 NEXT_HOP of three octets                   | 400101 00 400200 400303 c00002
          7.3 NEXT_HOP of five octets                    | 400101 00 400200 400305 c000020100
          7.3 NEXT_HOP of sixteen octets                 | 400101 00 400200 400310 20010db8000000000000000000000001
          7.3 NEXT_HOP is multicast                      | 400101 00 400200 400304 e0000001
          7.3 NEXT_HOP is 0.0.0.0                        | 400101 00 400200 400304 00000000
          7.4 MULTI_EXIT_DISC of three octets            | 400101 00 400200 400304 c0000201 800403 000000
          7.5 LOCAL_PREF of two octets                   | 400101 00 400200 400304 c0000201 400502 0064
          7.8 COMMUNITIES of no octets                   | 400101 00 400200 400304 c0000201 c00800
          7.8 COMMUNITIES of five octets                 | 400101 00 400200 400304 c0000201 c00805 0000000000
          7.9 ORIGINATOR_ID of three octets              | 400101 00 400200 400304 c0000201 800903 000000
          7.10 CLUSTER_LIST of no octets                 | 400101 00 400200 400304 c0000201 800a00
          7.10 CLUSTER_LIST of six octets                | 400101 00 400200 400304 c0000201 800a06 000000000000
          7.14 EXTENDED COMMUNITIES of no octets         | 400101 00 400200 400304 c0000201 c01000
          7.14 EXTENDED COMMUNITIES of seven octets      | 400101 00 400200 400304 c0000201 c01007 00000000000000
          7.15 IPv6 communities, short (CVE-2026-37461)  | 400101 00 400200 400304 c0000201 c01902 0002
          7.15 IPv6 communities of no octets             | 400101 00 400200 400304 c0000201 c01900
          RFC 8092 6 LARGE_COMMUNITY of eleven octets    | 400101 00 400200 400304 c0000201 c0200b 0000000000000000000000
          RFC 8092 6 LARGE_COMMUNITY of no octets        | 400101 00 400200 400304 c0000201 c02000
          RFC 9234 5 OTC of eight octets (2025-10-24)    | 400101 00 400200 400304 c0000201 c02308 0000fc000000fc00
          RFC 9234 5 OTC of no octets                    | 400101 00 400200 400304 c0000201 c02300
          RFC 7607 2 AS 0 in AS_PATH                     | 400101 00 40020a 0202 0000fc00 00000000 400304 c0000201
          RFC 7607 2 AS 0 in an AS_SET                   | 400101 00 400206 0101 00000000 400304 c0000201
          unknown well-known attribute (CVE-2026-41642)  | 400101 00 400200 400304 c0000201 40c801 00
          unknown attribute without any flag             | 400101 00 400200 400304 c0000201 00c801 00
          only an unknown attribute (CVE-2023-46753)     | c0c801 00
          no attributes at all (CVE-2023-41358)          | ''
          """)
  void isTreatedAsWithdraw(String name, String attributes) {
    assertThat(decode(update("", attributes, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.routes()).isEqualTo(Message.Update.withdraw(PREFIX).routes());
              assertThat(update.faults()).anyMatch(UpdateFault.TreatAsWithdraw.class::isInstance);
              assertThat(update.endOfRib()).isNull();
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.6 ATOMIC_AGGREGATE of one octet               | 400601 00
          7.7 AGGREGATOR of six octets                    | c00706 fc00 c0000201
          7.7 AGGREGATOR of no octets                     | c00700
          RFC 7607 2 AS 0 in AGGREGATOR                   | c00708 00000000 c0000201
          RFC 6793 4.1 AS4_PATH between new speakers      | c01106 0201 00010000
          RFC 6793 4.1 AS4_PATH, malformed                | c01101 00
          RFC 6793 4.1 AS4_AGGREGATOR                     | c01208 0000fc00 c0000201
          RFC 6793 6 AS4_AGGREGATOR of six octets         | c01206 fc00 c0000201
          RFC 8669 6 PREFIX_SID of zeros (2025-05-20)     | c02809 000000000000000000
          RFC 8669 6 PREFIX_SID of no octets              | c02800
          RFC 8669 6 PREFIX_SID of one octet              | c02801 01
          RFC 8669 6 TLV runs over the end (frr 19336)    | c0280a 010008 00000000000000
          RFC 8669 6 label index of six octets            | c02809 010006 000000000000
          RFC 8669 6 SRGB of three octets                 | c02806 030003 000000
          RFC 9234 OTC of AS 0                            | c02304 00000000
          3(g) second MULTI_EXIT_DISC                     | 800404 00000001 800404 00000002
          3(g) second attribute that is unknown           | c0c801 01 c0c801 02
          """)
  void isKeptWithoutTheAttribute(String name, String attribute) {
    assertThat(decode(update("", MANDATORY + attribute, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(routes(update).announced()).isEqualTo(PREFIX);
              assertThat(update.faults())
                  .isNotEmpty()
                  .hasOnlyElementsOfType(UpdateFault.DiscardAttribute.class);
            });
  }

  @Test
  void firstOfTwoAttributesCounts() {
    // RFC 7606, section 3(g).
    PathAttributes attributes = attributes(MANDATORY + "800404 00000001 800404 00000002");

    assertThat(attributes.encoded(FULL))
        .isEqualTo(hex(ORIGIN + AS_PATH_EMPTY + NEXT_HOP + "800404 00000001" + Frames.LOCAL_PREF));
  }

  @Test
  void aSecondAttributeIsNotLookedAt() {
    // RFC 7606, section 3(g): not even when it is malformed.
    assertThat(decode(update("", MANDATORY + "400102 0000", NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> assertThat(routes(update).announced()).isEqualTo(PREFIX));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.5 LOCAL_PREF from another AS          | 400504 000000c8
          7.9 ORIGINATOR_ID from another AS       | 800903 000000
          7.9 ORIGINATOR_ID, sound                | 800904 c0000209
          7.10 CLUSTER_LIST from another AS       | 800a00
          RFC 8669 5 PREFIX_SID from another AS   | c0280a 010007 00000000000001
          """)
  void internalAttributesOfOtherSystemsAreDropped(String name, String attribute) {
    assertThat(
            decodeExternal(update("", ORIGIN + AS_PATH_EMPTY + NEXT_HOP + attribute, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              PathAttributes attributes = routes(update).attributes();
              assertThat(attributes.encoded(FULL))
                  .isEqualTo(hex(ORIGIN + AS_PATH_EMPTY + NEXT_HOP));
              assertThat(attributes.localPref()).isEqualTo(100);
              assertThat(attributes.isReflected()).isFalse();
            });
  }

  @Test
  void confederationsEndAtTheEdge() {
    // RFC 5065, section 5.
    byte[] frame = update("", ORIGIN + "400206 0301 0000fc01" + NEXT_HOP, NLRI_10_1_0);

    assertThat(routes(decode(frame)).announced()).isEqualTo(PREFIX);
    assertThat(routes(decodeExternal(frame)).withdrawn()).isEqualTo(PREFIX);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(i) withdrawn routes run over the end           | 1  | 00ff 0000
          3(i) withdrawn routes leave no room for lengths  | 1  | 0001 0000
          3(j) attributes run over the end                 | 1  | 0000 00ff 400101 00
          3(j) total length of 65535                       | 1  | 0000 ffff
          5.2 faulty attribute without reachable NLRI      | 1  | 0000 0004 400101 09
          5.2 the same beside withdrawn routes             | 1  | 0004 18 0a0100 0004 400101 09
          5.2 faulty NEXT_HOP without reachable NLRI       | 1  | 0000 0007 400304 e0000001
          5.2 overrun without reachable NLRI               | 1  | 0000 0003 400105
          5.3 withdrawn prefix of 33 bits                  | 10 | 0006 21 0a01020304 0000
          5.3 withdrawn prefix runs over the end           | 10 | 0003 18 0a01 0000
          5.3 prefix of 33 bits                            | 10 | 0000 0000 21 0a01020304
          5.3 prefix of 255 bits                           | 10 | 0000 0000 ff
          5.3 prefix runs over the end                     | 10 | 0000 0000 18 0a
          """)
  void resetsTheSession(String name, int subcode, String body) {
    assertThat(decode(frame(2, body)))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(new Message.Notification(3, subcode, Octets.NONE)));
  }

  @Test
  void theStrongestVerdictWins() {
    // RFC 7606, section 3(h): discard, withdraw and reset in one message.
    String mpReach = "800e0e 0001 01 09 c00002010000000000 00";

    assertThat(decode(update("", MANDATORY + "400601 00 c00800" + mpReach, NLRI_10_1_0)))
        .isInstanceOf(Malformed.class);
    assertThat(routes(decode(update("", MANDATORY + "400601 00 c00800", NLRI_10_1_0))).withdrawn())
        .isEqualTo(PREFIX);
  }

  @Test
  void attributesWithoutRoutesAreHarmlessWhenSound() {
    assertThat(decode(update("", MANDATORY, "")))
        .isEqualTo(new Message.Update(List.of(), List.of(), null));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          entropy label, bad length (CVE-2023-38283)          | c01c03 010203            | e01c03 010203
          RIPE's experiment of 2010                           | c06303 010203            | e06303 010203
          DISCO's experiment (CVE-2019-5892)                  | e0ff02 0707              | e0ff02 0707
          of no octets                                        | c0c800                   | e0c800
          extended length stays as it came                    | d0c8 0001 07             | f0c8 0001 07
          flags that mean nothing are cleared                 | cfc801 07                | e0c801 07
          """)
  void unknownTransitiveAttributesPassUnreadWithPartialSet(
      String name, String received, String sent) {
    // RFC 4271, section 5.
    PathAttributes attributes = attributes(MANDATORY + received);

    assertThat(attributes.encoded(FULL)).isEqualTo(hex(MANDATORY + sent));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown                                  | 80c801 00
          AIGP, short (CVE-2023-41359, gk)         | 801a02 0100
          AIGP with the transitive flag            | c01a02 0100
          AIGP, sound                              | 801a0b 01000b 0000000000000007
          BGPsec                                   | 802102 0000
          BGP-LS                                   | 801d02 0000
          BGP-LS with the transitive flag          | c01d02 0000
          """)
  void nonTransitiveAttributesThatAreNotUsedAreDroppedQuietly(String name, String attribute) {
    // RFC 4271, section 5; RFC 7311, section 3.4.
    assertThat(decode(update("", MANDATORY + attribute, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.faults()).isEmpty();
              assertThat(routes(update).attributes().encoded(FULL)).isEqualTo(hex(MANDATORY));
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.14 EXTENDED COMMUNITIES           | c01008 0002fc0000000001
          7.15 IPv6 communities               | c01914 0002 20010db8000000000000000000000001 0001
          RFC 8092 LARGE_COMMUNITY            | c0200c 0000fc00 00000001 00000002
          RFC 9234 OTC                        | c02304 0000fc00
          partial is the sender's to say      | e0200c 0000fc00 00000001 00000002
          """)
  void soundAttributesPassAsTheyCame(String name, String attribute) {
    assertThat(attributes(MANDATORY + attribute).encoded(FULL))
        .isEqualTo(hex(MANDATORY + attribute));
  }

  @Test
  void aPathOfMoreThan255SystemsIsOne() {
    // Two segments, as RFC 4271, section 5.1.2 prescribes.
    String path = "02ff" + "0000fc00".repeat(255) + "0202 0000fc01 0000fc02";

    assertThat(attributes(ORIGIN + attribute("5002", path) + NEXT_HOP).asPathHops()).isEqualTo(257);
  }

  @Test
  void aPathLongerThanTheCapIsTreatedAsWithdraw() {
    // CVE-2026-49943 and what OpenBGPD has against it.
    String path = ("02c8" + "0000fc00".repeat(200)).repeat(2);
    byte[] frame = update("", ORIGIN + attribute("5002", path) + NEXT_HOP, NLRI_10_1_0);

    assertThat(routes(decode(frame, 400)).announced()).isEqualTo(PREFIX);
    assertThat(routes(decode(frame, 399)).withdrawn()).isEqualTo(PREFIX);
  }

  @Test
  void extendedMessagesDoNotMakePathsLonger() {
    // 2,550 AS numbers: BIRD's path match and OpenBGPD's limit.
    String path = ("02ff" + "0000fc00".repeat(255)).repeat(10);
    byte[] frame = update("", ORIGIN + attribute("5002", path) + NEXT_HOP, NLRI_10_1_0);

    assertThat(routes(Frames.decode(frame, Frames.EXTENDED)).withdrawn()).isEqualTo(PREFIX);
  }

  private static Decoded decode(byte[] frame, int maxAsPath) {
    return MessageDecoder.decode(
        Unpooled.wrappedBuffer(frame), FULL, InputRules.lenient(true).withMaxAsPath(maxAsPath));
  }

  private static Decoded decode(byte[] frame) {
    return Frames.decode(frame);
  }

  private static String attribute(String header, String value) {
    return header + String.format("%04x", hex(value).length) + value;
  }
}
