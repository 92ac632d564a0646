package io.podspan.bgpreflector.wire;

import static io.podspan.bgpreflector.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgpreflector.wire.Frames.MANDATORY;
import static io.podspan.bgpreflector.wire.Frames.NEXT_HOP;
import static io.podspan.bgpreflector.wire.Frames.NLRI_10_1_0;
import static io.podspan.bgpreflector.wire.Frames.ORIGIN;
import static io.podspan.bgpreflector.wire.Frames.decode;
import static io.podspan.bgpreflector.wire.Frames.decodeExternal;
import static io.podspan.bgpreflector.wire.Frames.frame;
import static io.podspan.bgpreflector.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7606, case by case. */
class MalformedUpdateTest {
  private static final long PREFIX = Prefix.of("10.1.0.0/24").packed();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(c) ORIGIN without the transitive flag        | 000101 00 400200 400304 c0000201
          3(c) ORIGIN with the optional flag             | c00101 00 400200 400304 c0000201
          3(d) ORIGIN is missing                         | 400200 400304 c0000201
          3(d) AS_PATH is missing                        | 400101 00 400304 c0000201
          3(d) NEXT_HOP is missing                       | 400101 00 400200
          4 attribute runs over the end                  | 400101 00 400200 400304 c0000201 8004ff 00
          4 two octets are left                          | 400101 00 400200 400304 c0000201 8004
          4 extended length is cut short                 | 400101 00 400200 400304 c0000201 900400
          7.1 ORIGIN of two octets                       | 400102 0000 400200 400304 c0000201
          7.1 ORIGIN 3                                   | 400101 03 400200 400304 c0000201
          7.2 AS_PATH segment runs over the end          | 400101 00 400204 02020000 400304 c0000201
          7.2 AS_PATH segment of length 0                | 400101 00 400202 0200 400304 c0000201
          7.2 AS_PATH segment of type 0                  | 400101 00 400206 0001 0000fc00 400304 c0000201
          7.2 AS_PATH segment of type 5                  | 400101 00 400206 0501 0000fc00 400304 c0000201
          7.2 AS_PATH with one octet left                | 400101 00 400207 0201 0000fc00 02 400304 c0000201
          7.3 NEXT_HOP of three octets                   | 400101 00 400200 400303 c00002
          7.3 NEXT_HOP of five octets                    | 400101 00 400200 400305 c000020100
          7.3 NEXT_HOP is multicast                      | 400101 00 400200 400304 e0000001
          7.3 NEXT_HOP is 0.0.0.0                        | 400101 00 400200 400304 00000000
          7.4 MULTI_EXIT_DISC of three octets            | 400101 00 400200 400304 c0000201 800403 000000
          7.5 LOCAL_PREF of two octets                   | 400101 00 400200 400304 c0000201 400502 0064
          7.8 COMMUNITIES of no octets                   | 400101 00 400200 400304 c0000201 c00800
          7.8 COMMUNITIES of five octets                 | 400101 00 400200 400304 c0000201 c00805 0000000000
          7.9 ORIGINATOR_ID of three octets              | 400101 00 400200 400304 c0000201 800903 000000
          7.10 CLUSTER_LIST of no octets                 | 400101 00 400200 400304 c0000201 800a00
          7.10 CLUSTER_LIST of six octets                | 400101 00 400200 400304 c0000201 800a06 000000000000
          7.14 EXTENDED COMMUNITIES of seven octets      | 400101 00 400200 400304 c0000201 c01007 00000000000000
          RFC 8092 LARGE_COMMUNITY of eleven octets      | 400101 00 400200 400304 c0000201 c0200b 0000000000000000000000
          unknown well-known attribute (CVE-2026-41642)  | 400101 00 400200 400304 c0000201 40c801 00
          only an unknown attribute (CVE-2023-46753)     | c0c801 00
          no attributes at all (CVE-2023-41358)          | ''
          """)
  void isTreatedAsWithdraw(String name, String attributes) {
    assertThat(decode(update("", attributes, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.withdrawn()).isEqualTo(Nlri.of(PREFIX));
              assertThat(update.announced()).isEqualTo(Nlri.NONE);
              assertThat(update.attributes()).isNull();
              assertThat(update.faults()).anyMatch(UpdateFault.TreatAsWithdraw.class::isInstance);
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.6 ATOMIC_AGGREGATE of one octet        | 400601 00
          7.7 AGGREGATOR of six octets             | c00706 fc00 c0000201
          RFC 6793 section 4.1 AS4_PATH, malformed | c01101 00
          RFC 6793 section 4.1 AS4_AGGREGATOR      | c01208 0000fc00 c0000201
          3(g) second MULTI_EXIT_DISC              | 800404 00000001 800404 00000002
          """)
  void isKeptWithoutTheAttribute(String name, String attribute) {
    assertThat(decode(update("", MANDATORY + attribute, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.announced()).isEqualTo(Nlri.of(PREFIX));
              assertThat(update.faults()).hasOnlyElementsOfType(UpdateFault.DiscardAttribute.class);
            });
  }

  @Test
  void firstOfTwoAttributesCounts() {
    assertThat(decode(update("", MANDATORY + "800404 00000001 800404 00000002", NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class, update -> assertThat(update.attributes().med()).isEqualTo(1));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.5 LOCAL_PREF from another AS    | 400504 000000c8
          7.9 ORIGINATOR_ID from another AS | 800903 000000
          7.10 CLUSTER_LIST from another AS | 800a00
          """)
  void internalAttributesOfOtherSystemsAreDropped(String name, String attribute) {
    assertThat(
            decodeExternal(update("", ORIGIN + AS_PATH_EMPTY + NEXT_HOP + attribute, NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.attributes().localPref()).isEqualTo(100);
              assertThat(update.attributes().isReflected()).isFalse();
              assertThat(update.announced().size()).isEqualTo(1);
            });
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(g) two MP_REACH_NLRI                           | 3 | 1  | 0000 0020 800e0d 0001 01 04 c0000201 00 18 0a0100 800e0d 0001 01 04 c0000201 00 18 0a0100
          3(i) withdrawn routes run over the end           | 3 | 1  | 00ff 0000
          3(j) attributes run over the end                 | 3 | 1  | 0000 00ff 400101 00
          5.2 faulty attribute without reachable NLRI      | 3 | 1  | 0000 0004 400101 09
          5.3 withdrawn prefix of 33 bits                  | 3 | 10 | 0006 21 0a01020304 0000
          5.3 prefix of 33 bits                            | 3 | 10 | 0000 0000 21 0a01020304
          5.3 prefix runs over the end                     | 3 | 10 | 0000 0000 18 0a
          7.11 next hop of MP_REACH_NLRI of nine octets    | 3 | 1  | 0000 0011 800e0e 0001 01 09 c00002010000000000 00
          7.11 MP_REACH_NLRI cut short (CVE-2023-46752)    | 3 | 1  | 0000 0007 800e04 0001 01 40
          RFC 4760 MP_UNREACH_NLRI of two octets           | 3 | 1  | 0000 0005 800f02 0001
          """)
  void resetsTheSession(String name, int code, int subcode, String body) {
    assertThat(decode(frame(2, body)))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed -> {
              assertThat(malformed.notification().code()).isEqualTo(code);
              assertThat(malformed.notification().subcode()).isEqualTo(subcode);
            });
  }

  @Test
  void unknownOptionalTransitiveAttributesPassWithPartialSet() {
    // RFC 4271, section 5; attribute 99 was the experiment of 2010, 255 the one of 2019.
    assertThat(decode(update("", MANDATORY + "c06303 010203 c0ff01 07", NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update ->
                assertThat(update.attributes().encoded(new WireOptions(true)))
                    .isEqualTo(Frames.hex(MANDATORY + "e06303 010203 e0ff01 07")));
  }

  @Test
  void unknownOptionalNonTransitiveAttributesAreDroppedQuietly() {
    assertThat(decode(update("", MANDATORY + "80c801 00", NLRI_10_1_0)))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.faults()).isEmpty();
              assertThat(update.attributes().encoded(new WireOptions(true)))
                  .isEqualTo(Frames.hex(MANDATORY));
            });
  }

  @Test
  void ipv4RoutesMayComeAsMultiprotocol() {
    // RFC 4760, section 3; beside it a withdrawal in MP_UNREACH_NLRI.
    String reach = "800e0d 0001 01 04 c0000201 00 18 0a0100";
    String unreach = "800f07 0001 01 18 0a0200";

    assertThat(decode(update("", ORIGIN + AS_PATH_EMPTY + reach + unreach, "")))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.announced()).isEqualTo(Nlri.of(PREFIX));
              assertThat(update.withdrawn()).isEqualTo(Nlri.of(Prefix.of("10.2.0.0/24")));
              assertThat(Ipv4Address.format(update.attributes().nextHop())).isEqualTo("192.0.2.1");
            });
  }

  @Test
  void familiesThatWereNotNegotiatedAreIgnored() {
    String reach = "800e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001";

    assertThat(decode(update("", ORIGIN + AS_PATH_EMPTY + reach, "")))
        .isEqualTo(Message.Update.withdraw(Nlri.NONE));
  }
}
