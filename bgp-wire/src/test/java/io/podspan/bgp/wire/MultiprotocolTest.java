package io.podspan.bgp.wire;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static io.podspan.bgp.wire.Frames.AS_PATH_EMPTY;
import static io.podspan.bgp.wire.Frames.FULL;
import static io.podspan.bgp.wire.Frames.LOCAL_PREF;
import static io.podspan.bgp.wire.Frames.NEXT_HOP;
import static io.podspan.bgp.wire.Frames.ORIGIN;
import static io.podspan.bgp.wire.Frames.decode;
import static io.podspan.bgp.wire.Frames.hex;
import static io.podspan.bgp.wire.Frames.routes;
import static io.podspan.bgp.wire.Frames.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4760, RFC 2545 and what RFC 7606 says of their attributes. */
class MultiprotocolTest {
  private static final String BASE = ORIGIN + AS_PATH_EMPTY;
  private static final String GLOBAL = "20010db8000000000000000000000001";
  private static final String LINK_LOCAL = "fe800000000000000000000000000001";
  private static final String PODS = "40 20010db800000001";
  private static final Nlri PODS6 = Nlri.of(Prefix.of("2001:db8:0:1::/64"));
  private static final Nlri PODS4 = Nlri.of(Prefix.of("10.1.0.0/24"));
  private static final String REACH6 = "800e1e 0002 01 10 " + GLOBAL + " 00" + PODS;
  private static final String UNREACH6 = "800f0c 0002 01" + PODS;
  private static final WireOptions ONLY_IPV4 = new WireOptions(true, false, Set.of(IPV4_UNICAST));
  private static final WireOptions ONLY_IPV6 = new WireOptions(true, false, Set.of(IPV6_UNICAST));

  @Test
  void ipv6RoutesHaveTheirNextHopBeside() {
    Message.Routes routes = routes(decode(update("", REACH6 + BASE + LOCAL_PREF, "")));

    assertThat(routes.family()).isEqualTo(IPV6_UNICAST);
    assertThat(routes.announced()).isEqualTo(PODS6);
    assertThat(routes.attributes().nextHop()).isEqualTo(IpAddress.of("2001:db8::1"));
    assertThat(routes.attributes().family()).isEqualTo(IPV6_UNICAST);
    assertThat(routes.attributes().encoded(FULL)).isEqualTo(hex(BASE + LOCAL_PREF));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10" + GLOBAL, "20" + GLOBAL + LINK_LOCAL, "10" + LINK_LOCAL})
  void bothPartsOfTheNextHopAreKeptAsTheyCame(String nextHop) {
    // RFC 2545, section 3.
    byte[] frame = reach("0002 01" + nextHop + "00" + PODS);

    Message.Update update = (Message.Update) decode(frame);

    PathAttributes attributes = routes(update).attributes();
    assertThat(attributes.nextHopOctets()).isEqualTo(Octets.of(hex(nextHop.substring(2))));
    assertThat(attributes.nextHop())
        .hasToString(nextHop.contains(GLOBAL) ? "2001:db8::1" : "fe80::1");
    assertThat(decode(MessageEncoder.encode(update, FULL))).isEqualTo(update);
  }

  @Test
  void nextHopsMakeAttributesDiffer() {
    PathAttributes one = routes(decode(reach("0002 01 10" + GLOBAL + "00" + PODS))).attributes();
    PathAttributes both =
        routes(decode(reach("0002 01 20" + GLOBAL + LINK_LOCAL + "00" + PODS))).attributes();

    assertThat(one).isNotEqualTo(both);
    assertThat(one).isEqualTo(routes(decode(update("", BASE + REACH6, ""))).attributes());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          first, as RFC 7606 section 5.1 wants it  | MP 400101 00 400200 400504 00000064
          in between                               | 400101 00 MP 400200 400504 00000064
          last                                     | 400101 00 400200 400504 00000064 MP
          """)
  void anyPlaceIsAccepted(String name, String attributes) {
    String all = attributes.replace("MP", REACH6 + UNREACH6.replace(PODS, "40 20010db800000002"));

    assertThat(decode(update("", all, "")))
        .isEqualTo(
            new Message.Update(
                List.of(
                    new Message.Routes(
                        IPV6_UNICAST,
                        Nlri.of(Prefix.of("2001:db8:0:2::/64")),
                        routes(decode(update("", REACH6 + BASE + LOCAL_PREF, ""))).attributes(),
                        PODS6)),
                List.of(),
                null));
  }

  @Test
  void bothFamiliesMayShareAnUpdate() {
    // RFC 4760, section 3.
    Message.Update update =
        (Message.Update)
            decode(update("18 0a0200", REACH6 + BASE + NEXT_HOP + LOCAL_PREF, "18 0a0100"));

    assertThat(update.routes())
        .extracting(Message.Routes::family)
        .containsExactly(IPV4_UNICAST, IPV6_UNICAST);
    PathAttributes ipv4 = update.routes().getFirst().attributes();
    PathAttributes ipv6 = update.routes().getLast().attributes();
    assertThat(ipv4.encoded(FULL)).isEqualTo(hex(BASE + NEXT_HOP + LOCAL_PREF));
    assertThat(ipv6.encoded(FULL)).isEqualTo(hex(BASE + LOCAL_PREF));
    assertThat(decode(MessageEncoder.encode(update, FULL))).isEqualTo(update);
  }

  @Test
  void ipv4RoutesMayComeAsMultiprotocol() {
    String reach = "800e0d 0001 01 04 c0000201 00 18 0a0100";
    String unreach = "800f07 0001 01 18 0a0200";

    assertThat(decode(update("", BASE + reach + unreach, "")))
        .isInstanceOfSatisfying(
            Message.Update.class,
            update -> {
              assertThat(update.routes()).hasSize(2);
              assertThat(update.routes().getFirst().withdrawn())
                  .isEqualTo(Nlri.of(Prefix.of("10.2.0.0/24")));
              assertThat(update.routes().getLast().announced()).isEqualTo(PODS4);
              assertThat(update.routes().getLast().attributes().encoded(FULL))
                  .isEqualTo(hex(BASE + NEXT_HOP));
            });
  }

  @Test
  void ipv4RoutesInBothPlacesKeepTheirOwnNextHops() {
    String reach = "800e0d 0001 01 04 c0000209 00 18 0a0200";
    Message.Update update =
        (Message.Update) decode(update("", reach + BASE + NEXT_HOP, "18 0a0100"));

    assertThat(update.routes())
        .extracting(routes -> routes.attributes().nextHop().toString())
        .containsExactly("192.0.2.1", "192.0.2.9");
    assertThat(decode(MessageEncoder.encode(update, FULL))).isEqualTo(update);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a NEXT_HOP beside it is ignored          | 400304 c0000201
          even one that is no address              | 400304 e0000001
          even one of a wrong length               | 400303 c00002
          """)
  void theNextHopOfMpReachCounts(String name, String nextHop) {
    // RFC 4760, section 3.
    Message.Routes routes = routes(decode(update("", REACH6 + BASE + nextHop, "")));

    assertThat(routes.announced()).isEqualTo(PODS6);
    assertThat(routes.attributes().encoded(FULL)).isEqualTo(hex(BASE));
  }

  @ParameterizedTest
  @EnumSource(AddressFamily.class)
  void endOfRibIsOfOneFamily(AddressFamily family) {
    // RFC 4724, section 2.
    Message.Update end = Message.Update.endOfRib(family);
    byte[] frame = MessageEncoder.encode(end, FULL);

    assertThat(frame).hasSize(family == IPV4_UNICAST ? 23 : 30);
    assertThat(decode(frame)).isEqualTo(end);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          with another attribute            | 800f03 0002 01 400101 00
          with withdrawn routes             | 800f0c 0002 01 40 20010db800000001
          of a family without a name        | 800f03 0019 46
          """)
  void anEmptyMpUnreachIsNoEndOfRib(String name, String attributes) {
    assertThat(((Message.Update) decode(update("", attributes, ""))).endOfRib()).isNull();
  }

  @Test
  void endOfRibOfAFamilyThatWasNotNegotiatedIsNone() {
    byte[] ipv4 = MessageEncoder.encode(Message.Update.endOfRib(IPV4_UNICAST), FULL);
    byte[] ipv6 = MessageEncoder.encode(Message.Update.endOfRib(IPV6_UNICAST), FULL);

    assertThat(((Message.Update) decode(ipv4, ONLY_IPV6)).endOfRib()).isNull();
    assertThat(((Message.Update) decode(ipv6, ONLY_IPV4)).endOfRib()).isNull();
  }

  @Test
  void familiesThatWereNotNegotiatedAreIgnored() {
    // RFC 4760, section 8.
    byte[] frame = update("18 0a0200", REACH6 + BASE + NEXT_HOP, "18 0a0100");

    assertThat(routes(decode(frame, ONLY_IPV4)).family()).isEqualTo(IPV4_UNICAST);
    assertThat(routes(decode(frame, ONLY_IPV6)).family()).isEqualTo(IPV6_UNICAST);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flow specification of length 0 (CVE-2023-38406)   | 0001 85 00 00 00
          flow specification, cut short (CVE-2023-41909)    | 0002 85 00 00 f0
          labelled prefix past the end (CVE-2023-38407)     | 0001 04 04 c0000201 00 18 00
          VPN prefix past the end                           | 0001 80 0c 0000000000000000 c0000201 00 ff 00
          route target of more than 96 bits (GoBGP)         | 0001 84 04 c0000201 00 ff 00
          EVPN, type and length disagree (GoBGP)            | 0019 46 04 c0000201 00 02 ff 00
          BGP-LS TLV past the end                           | 4004 47 04 c0000201 00 0001 ffff
          a family that nobody knows                        | ffff ff 00 00 ff
          """)
  void whatOtherFamiliesSayIsNotRead(String name, String value) {
    String attribute = "800e" + octets(value) + value;

    assertThat(decode(update("", attribute + BASE + NEXT_HOP, "18 0a0100")))
        .isEqualTo(decode(update("", BASE + NEXT_HOP, "18 0a0100")));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5.3 prefix of 129 bits                                | 0002 01 10 20010db8000000000000000000000001 00 81 20010db800000000000000000000000000
          5.3 prefix runs over the end                          | 0002 01 10 20010db8000000000000000000000001 00 40 20010db8
          7.11 next hop of nine octets (CVE-2023-46752)         | 0001 01 09 c00002010000000000 00
          7.11 next hop of 64 octets with 17 left               | 0002 01 40 20010db8000000000000000000000001 00
          7.11 IPv6 next hop of four octets                     | 0002 01 04 c0000201 00 40 20010db800000001
          7.11 IPv6 next hop of 24 octets                       | 0002 01 18 000000000000000020010db8000000000000000000000001 00
          7.11 IPv6 next hop of no octets                       | 0002 01 00 00 40 20010db800000001
          RFC 8950 4 IPv4 next hop of 16 octets, not negotiated | 0001 01 10 20010db8000000000000000000000001 00 18 0a0100
          no reserved octet                                     | 0002 01 10 20010db8000000000000000000000001
          four octets                                           | 0001 01 00
          no octets                                             | ''
          """)
  void malformedMpReachResetsTheSessionWithTheAttributeAsData(String name, String value) {
    // RFC 4760, section 7; RFC 4271, section 6.3.
    String attribute = "800e" + octets(value) + value;

    assertThat(decode(update("", attribute + BASE, "18 0a0100")))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(new Message.Notification(3, 9, Octets.of(hex(attribute)))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two octets                   | 0001
          5.3 prefix of 33 bits        | 0001 01 21 0a01020304
          5.3 prefix runs over the end | 0002 01 40 20010db8
          """)
  void malformedMpUnreachResetsTheSession(String name, String value) {
    String attribute = "800f" + octets(value) + value;

    assertThat(decode(update("", attribute, "")))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(new Message.Notification(3, 9, Octets.of(hex(attribute)))));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(g) two MP_REACH_NLRI    | 800e0d 0001 01 04 c0000201 00 18 0a0100 800e0d 0001 01 04 c0000201 00 18 0a0200
          3(g) two MP_UNREACH_NLRI  | 800f03 0002 01 800f03 0001 01
          """)
  void twoOfAKindResetTheSession(String name, String attributes) {
    assertThat(decode(update("", attributes + BASE, "")))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.notification())
                    .isEqualTo(NotificationCode.MALFORMED_ATTRIBUTE_LIST.plain()));
  }

  @Test
  void anMpReachThatRunsOverTheEndResetsTheSession() {
    // RFC 7606, section 5.3: its routes cannot be told, whatever stands in the NLRI field.
    assertThat(decode(update("", BASE + NEXT_HOP + "800eff 0002 01", "18 0a0100")))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3(c) MP_REACH_NLRI is transitive         | c00e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001 400101 00 400200
          3(d) ORIGIN is missing                   | 800e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001 400200
          4 overrun behind it                      | 800e1e 0002 01 10 20010db8000000000000000000000001 00 40 20010db800000001 400101 00 4002ff
          next hop is multicast                    | 800e1e 0002 01 10 ff020000000000000000000000000001 00 40 20010db800000001 400101 00 400200
          next hop is unspecified                  | 800e1e 0002 01 10 00000000000000000000000000000000 00 40 20010db800000001 400101 00 400200
          """)
  void ipv6RoutesAreTreatedAsWithdraw(String name, String attributes) {
    Message.Update update = (Message.Update) decode(update("", attributes, ""));

    assertThat(update.routes()).isEqualTo(Message.Update.withdraw(PODS6).routes());
    assertThat(update.faults()).isNotEmpty();
  }

  @Test
  void allRoutesOfAFaultyUpdateAreWithdrawn() {
    // CVE-2023-47234: MP_UNREACH_NLRI and NLRI, but no mandatory attributes.
    assertThat(((Message.Update) decode(update("", UNREACH6, "18 0a0100"))).routes())
        .containsExactly(
            Message.Update.withdraw(PODS4).routes().getFirst(),
            Message.Update.withdraw(PODS6).routes().getFirst());
  }

  @Test
  void faultsBesideAnotherFamilysRoutesDoNotResetTheSession() {
    // RFC 7606, section 5.2: there is reachable NLRI, though not for us.
    assertThat(decode(update("", REACH6 + BASE + "c00800", ""), ONLY_IPV4))
        .isInstanceOf(Message.Update.class);
  }

  @Test
  void theReservedOctetIsIgnored() {
    // RFC 4760, section 3; once a number of SNPAs.
    assertThat(routes(decode(reach("0002 01 10" + GLOBAL + "ff" + PODS))).announced())
        .isEqualTo(PODS6);
  }

  @Test
  void packersWriteTheAttributesThemselves() {
    PathAttributes attributes =
        PathAttributes.originated(IPV6_UNICAST, IpAddress.of("2001:db8::1"));
    ByteBuf out = Unpooled.buffer();

    int reach = MultiprotocolEncoder.startReach(out, attributes);
    Nlri.write(out, PODS6.high(0), PODS6.low(0), PODS6.length(0));
    MultiprotocolEncoder.finish(out, reach);
    int unreach = MultiprotocolEncoder.startUnreach(out, IPV6_UNICAST);
    MultiprotocolEncoder.finish(out, unreach);

    assertThat(out.slice())
        .isEqualTo(
            Unpooled.wrappedBuffer(
                hex("900e 001e 0002 01 10" + GLOBAL + "00" + PODS + "900f 0003 0002 01")));
  }

  private static byte[] reach(String value) {
    return update("", "800e" + octets(value) + value + BASE, "");
  }

  private static String octets(String value) {
    return String.format("%02x", hex(value).length);
  }
}
