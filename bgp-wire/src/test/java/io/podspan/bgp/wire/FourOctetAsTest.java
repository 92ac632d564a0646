package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.NEXT_HOP;
import static io.podspan.bgp.wire.Frames.NLRI_10_1_0;
import static io.podspan.bgp.wire.Frames.ORIGIN;
import static io.podspan.bgp.wire.Frames.attributes;
import static io.podspan.bgp.wire.Frames.decode;
import static io.podspan.bgp.wire.Frames.hex;
import static io.podspan.bgp.wire.Frames.routes;
import static io.podspan.bgp.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6793 with a peer that knows AS numbers of two octets. */
class FourOctetAsTest {
  private static final String TRANS_TRANS = "400206 0202 5ba0 5ba0";

  @Test
  void aPathWithoutAs4PathIsWidened() {
    assertThat(received("400206 0202 fc00 5ba0").asPath()).isEqualTo("64512 23456");
  }

  /** Section 4.2.3. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          of the same length it replaces the path         | 400206 0202 5ba0 5ba0           | c0110a 0202 00010000 00010001                | 65536 65537
          leading segments are kept                       | 400208 0203 fc00 5ba0 5ba0      | c0110a 0202 00010000 00010001                | 64512 65536 65537
          a leading segment is kept whole                 | 40020a 0201 fc00 0202 5ba0 5ba0 | c0110a 0202 00010000 00010001                | 64512 65536 65537
          longer than the path it is ignored              | 400204 0201 5ba0                | c0110a 0202 00010000 00010001                | 23456
          a set counts once                               | 40020a 0201 fc00 0102 5ba0 fde8 | c0110a 0102 00010000 0000fde8                | 64512 {65536 65000}
          a leading confederation is kept                 | 400208 0301 fc01 0201 5ba0      | c01106 0201 00010000                         | (64513) 65536
          a confederation inside is kept before a rest    | 40020c 0201 fc00 0301 fc01 0201 5ba0 | c01106 0201 00010000                    | 64512 (64513) 65536
          3: confederations in AS4_PATH are dropped       | 400204 0201 5ba0                | c0110c 0301 0000fc01 0201 00010000           | 65536
          nothing but confederations is nothing           | 400204 0201 5ba0                | c01106 0301 0000fc01                         | 23456
          an empty path has nothing to replace            | 400200                          | c01106 0201 00010000                         | ''
          """)
  void as4PathIsMerged(String name, String asPath, String as4Path, String merged) {
    assertThat(received(asPath + as4Path).asPath()).isEqualTo(merged);
  }

  @Test
  void as4PathMayComeBeforeAsPath() {
    assertThat(received("c0110a 0202 00010000 00010001" + TRANS_TRANS).asPath())
        .isEqualTo("65536 65537");
  }

  /** Section 6; CVE-2026-41643 stood before AS_PATH. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          of no octets               | c01100
          of one octet               | c01101 02
          segment runs over the end  | c01106 0202 00010000
          segment of length 0        | c01102 0200
          segment of type 7          | c01106 0701 00010000
          RFC 7607 AS 0              | c0110a 0202 00010000 00000000
          two octets per AS          | c01106 0202 fc00 fc01
          """)
  void malformedAs4PathIsDiscardedWhereverItStands(String name, String as4Path) {
    for (String attributes : new String[] {as4Path + TRANS_TRANS, TRANS_TRANS + as4Path}) {
      Message.Update update =
          (Message.Update)
              decode(update("", ORIGIN + attributes + NEXT_HOP, NLRI_10_1_0), WireOptions.PLAIN);

      assertThat(routes(update).attributes().asPath()).isEqualTo("23456 23456");
      assertThat(update.faults()).hasOnlyElementsOfType(UpdateFault.DiscardAttribute.class);
    }
  }

  @Test
  void newSpeakersHaveNoAs4Attributes() {
    // Section 4.1.
    PathAttributes attributes =
        attributes(
            ORIGIN
                + "400206 0201 00005ba0 c01106 0201 00010000 c01208 00010000 c0000201"
                + NEXT_HOP);

    assertThat(attributes.encoded(FULL)).isEqualTo(hex(ORIGIN + "400206 0201 00005ba0" + NEXT_HOP));
  }

  @Test
  void as4AggregatorReplacesAnAggregatorOfAsTrans() {
    PathAttributes attributes =
        received(TRANS_TRANS + "c00706 5ba0 c0000201 c01208 00010000 c0000209");

    assertThat(attributes.encoded(FULL)).endsWith(hex("c00708 00010000 c0000209"));
  }

  @Test
  void bothAreOutdatedWhenAnOldSpeakerAggregated() {
    // Section 4.2.3: AGGREGATOR is not AS_TRANS.
    PathAttributes attributes =
        received(
            TRANS_TRANS
                + "c00706 fc00 c0000201 c0110a 0202 00010000 00010001 c01208 00010000 c0000209");

    assertThat(attributes.asPath()).isEqualTo("23456 23456");
    assertThat(attributes.encoded(FULL)).endsWith(hex("c00708 0000fc00 c0000201"));
  }

  @Test
  void as4AggregatorAloneIsNothing() {
    assertThat(received(TRANS_TRANS + "c01208 00010000 c0000209").encoded(FULL))
        .isEqualTo(hex(ORIGIN + "40020a 0202 00005ba0 00005ba0" + NEXT_HOP));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.7 AGGREGATOR of eight octets         | c00708 0000fc00 c0000201
          RFC 7607 2 AGGREGATOR of AS 0          | c00706 0000 c0000201
          """)
  void malformedAggregatorIsDiscarded(String name, String aggregator) {
    assertThat(received(TRANS_TRANS + aggregator).encoded(FULL))
        .isEqualTo(hex(ORIGIN + "40020a 0202 00005ba0 00005ba0" + NEXT_HOP));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7.2 four octets per AS                 | 400206 0201 00010000
          RFC 7607 2 AS 0                        | 400204 0201 0000
          7.2 segment runs over the end          | 400204 0202 fc00
          """)
  void malformedPathIsTreatedAsWithdraw(String name, String asPath) {
    Decoded decoded =
        decode(update("", ORIGIN + asPath + NEXT_HOP, NLRI_10_1_0), WireOptions.PLAIN);

    assertThat(routes(decoded).withdrawn().size()).isEqualTo(1);
  }

  /** Section 4.2.2. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what fits two octets needs nothing beside  | 40020a 0202 0000fc00 0000fc01          | 400206 0202 fc00 fc01            | ''
          else the whole path stands beside          | 40020a 0202 00010000 0000fc00          | 400206 0202 5ba0 fc00            | c0110a 0202 00010000 0000fc00
          confederations do not                      | 40020c 0301 0000fc01 0201 00010000     | 400208 0301 fc01 0201 5ba0       | c01106 0201 00010000
          nothing but confederations                 | 400206 0301 00010001                   | 400204 0301 5ba0                 | ''
          """)
  void oldSpeakersGetAsTransAndTheWholePathBeside(
      String name, String path, String narrow, String beside) {
    assertThat(attributes(ORIGIN + path + NEXT_HOP).encoded(WireOptions.PLAIN))
        .isEqualTo(hex(ORIGIN + narrow + NEXT_HOP + beside));
  }

  @Test
  void oldSpeakersGetTheAggregatorBesideAsTrans() {
    PathAttributes wide =
        attributes(ORIGIN + "400206 0201 0000fc00" + NEXT_HOP + "c00708 00010000 c0000201");
    PathAttributes narrow =
        attributes(ORIGIN + "400206 0201 0000fc00" + NEXT_HOP + "c00708 0000fc00 c0000201");

    assertThat(wide.encoded(WireOptions.PLAIN))
        .endsWith(hex("c00706 5ba0 c0000201 c01208 00010000 c0000201"));
    assertThat(narrow.encoded(WireOptions.PLAIN)).endsWith(hex("c00706 fc00 c0000201"));
  }

  @Test
  void whatWasSplitIsWholeAgain() {
    PathAttributes attributes =
        attributes(
            ORIGIN
                + "40020e 0203 0000fc00 00010000 fffffffe"
                + NEXT_HOP
                + "c00708 00010000 c0000201");
    Message.Update update = Message.Update.announce(attributes, Nlri.of(Prefix.of("10.1.0.0/24")));

    assertThat(decode(MessageEncoder.encode(update, WireOptions.PLAIN), WireOptions.PLAIN))
        .isEqualTo(update);
  }

  private static PathAttributes received(String attributes) {
    byte[] frame = update("", ORIGIN + attributes + NEXT_HOP, NLRI_10_1_0);
    return routes(decode(frame, WireOptions.PLAIN)).attributes();
  }
}
