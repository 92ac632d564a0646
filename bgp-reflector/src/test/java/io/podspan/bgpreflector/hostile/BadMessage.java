package io.podspan.bgpreflector.hostile;

import static io.podspan.bgpreflector.hostile.Bytes.attribute;
import static io.podspan.bgpreflector.hostile.Bytes.hex;
import static io.podspan.bgpreflector.hostile.Bytes.join;
import static io.podspan.bgpreflector.hostile.Bytes.message;
import static io.podspan.bgpreflector.hostile.Bytes.prefixes;
import static io.podspan.bgpreflector.hostile.Bytes.u32;
import static io.podspan.bgpreflector.hostile.Bytes.update;
import static io.podspan.bgpreflector.hostile.Effect.IGNORED;
import static io.podspan.bgpreflector.hostile.Effect.PASSED_ON;
import static io.podspan.bgpreflector.hostile.Effect.WITHDRAWN;
import static io.podspan.bgpreflector.hostile.Effect.reset;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message of an established session that is wrong, or odd but right, and what has to come of it.
 *
 * @param octets about the victim, where they are about a route
 * @param effect on an earlier route for it
 */
record BadMessage(String name, String victim, byte[] octets, Effect effect) {
  static final String VICTIM = "10.66.0.0/24";

  /** As {@link RawUpdate} writes it. */
  static final String VICTIM_V6 = "2001:db8:66:0:0:0:0:0/48";

  private static final String NEXT_HOP = "192.0.2.1";
  private static final String V6_NEXT_HOP = "20010db8000000000000000000000001";
  private static final String V6_NLRI = "30 20010db80066";
  private static final byte[] NONE = {};
  private static final byte[] NLRI = prefixes(VICTIM);

  private static final byte[] ORIGIN = hex("40 01 01 00");
  private static final byte[] AS_PATH = hex("40 02 00");
  private static final byte[] NEXT_HOP_ATTRIBUTE = hex("40 03 04 c0 00 02 01");
  private static final byte[] LOCAL_PREF = hex("40 05 04 00 00 00 64");

  /** For ParameterizedTest's names. */
  @Override
  public String toString() {
    return name;
  }

  static List<BadMessage> all() {
    return Stream.of(
            missingAttributes(),
            faultyValues(),
            faultyFlags(),
            faultyLengths(),
            communities(),
            reflection(),
            asPaths(),
            unknownAttributes(),
            multiprotocol(),
            ipv6(),
            unreadableUpdates(),
            oddButRight(),
            refreshes(),
            headers(),
            outOfTurn())
        .flatMap(List::stream)
        .toList();
  }

  /** RFC 7606, section 3(d). */
  private static List<BadMessage> missingAttributes() {
    return List.of(
        about("no attributes at all (CVE-2023-41358)", WITHDRAWN, NONE),
        about(
            "only an unknown transitive attribute (CVE-2023-46753)",
            WITHDRAWN,
            hex("c0 63 03 01 02 03")),
        about("ORIGIN missing", WITHDRAWN, AS_PATH, NEXT_HOP_ATTRIBUTE, LOCAL_PREF),
        about("AS_PATH missing", WITHDRAWN, ORIGIN, NEXT_HOP_ATTRIBUTE, LOCAL_PREF),
        about("NEXT_HOP missing", WITHDRAWN, ORIGIN, AS_PATH, LOCAL_PREF));
  }

  /** RFC 7606, section 7. */
  private static List<BadMessage> faultyValues() {
    return List.of(
        instead("ORIGIN of two octets", WITHDRAWN, ORIGIN, "40 01 02 00 00"),
        instead("ORIGIN of no octets", WITHDRAWN, ORIGIN, "40 01 00"),
        instead("ORIGIN with the value 3", WITHDRAWN, ORIGIN, "40 01 01 03"),
        instead("NEXT_HOP of three octets", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 03 c0 00 02"),
        instead("NEXT_HOP of no octets", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 00"),
        instead("NEXT_HOP is loopback", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 04 7f 00 00 09"),
        instead("NEXT_HOP is the reflector", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 04 7f 00 00 01"),
        instead("NEXT_HOP in 0/8", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 04 00 00 00 01"),
        instead("NEXT_HOP in class E", WITHDRAWN, NEXT_HOP_ATTRIBUTE, "40 03 04 f0 00 00 01"),
        instead(
            "NEXT_HOP of sixteen octets (CVE-2023-41359)",
            WITHDRAWN,
            NEXT_HOP_ATTRIBUTE,
            "40 03 10 20010db8000000000000000000000001"),
        besides("MULTI_EXIT_DISC of three octets", WITHDRAWN, "80 04 03 00 00 01"),
        instead("LOCAL_PREF of three octets", WITHDRAWN, LOCAL_PREF, "40 05 03 00 00 64"),
        besides("ATOMIC_AGGREGATE with a value", PASSED_ON, "40 06 01 00"),
        besides("AGGREGATOR of six octets", PASSED_ON, "c0 07 06 fd e8 c0 00 02 01"),
        besides("AGGREGATOR of no octets", PASSED_ON, "c0 07 00"));
  }

  /** RFC 7606, section 3(c). */
  private static List<BadMessage> faultyFlags() {
    return List.of(
        instead("ORIGIN not transitive (gobgp 3392)", WITHDRAWN, ORIGIN, "00 01 01 00"),
        instead("ORIGIN optional", WITHDRAWN, ORIGIN, "c0 01 01 00"),
        instead("AS_PATH optional", WITHDRAWN, AS_PATH, "c0 02 00"),
        instead("LOCAL_PREF optional", WITHDRAWN, LOCAL_PREF, "80 05 04 00 00 00 64"),
        besides("MULTI_EXIT_DISC transitive", WITHDRAWN, "c0 04 04 00 00 00 01"),
        besides("COMMUNITIES well-known", WITHDRAWN, "40 08 04 fc 00 00 01"),
        besides("unrecognised well-known attribute (CVE-2026-41642)", WITHDRAWN, "40 c8 02 01 02"));
  }

  /** RFC 7606, section 4; the NLRI are found by the total length. */
  private static List<BadMessage> faultyLengths() {
    return List.of(
        besides("last attribute longer than the rest", WITHDRAWN, "c0 63 09 01 02 03"),
        besides("one octet left over", WITHDRAWN, "c0"),
        besides("two octets left over", WITHDRAWN, "c0 63"),
        besides("extended length cut off", WITHDRAWN, "d0 63 01"),
        besides("extended length longer than the rest", WITHDRAWN, "d0 63 ff ff 01"),
        about(
            "first attribute swallows the rest (CVE-2026-42285)",
            WITHDRAWN,
            hex("40 01 ff 00"),
            AS_PATH,
            NEXT_HOP_ATTRIBUTE));
  }

  /** RFC 7606, sections 7.8, 7.14, 7.15; RFC 8092, section 6; RFC 1997. */
  private static List<BadMessage> communities() {
    return List.of(
        besides("COMMUNITIES of three octets", WITHDRAWN, "c0 08 03 01 02 03"),
        besides("COMMUNITIES of no octets", WITHDRAWN, "c0 08 00"),
        besides("EXTENDED COMMUNITIES of seven octets", WITHDRAWN, "c0 10 07 01020304050607"),
        besides("EXTENDED COMMUNITIES of no octets", WITHDRAWN, "c0 10 00"),
        besides("LARGE_COMMUNITY of eleven octets", WITHDRAWN, "c0 20 0b 0102030405060708090a0b"),
        besides("LARGE_COMMUNITY of no octets", WITHDRAWN, "c0 20 00"),
        besides("NO_ADVERTISE", WITHDRAWN, "c0 08 04 ff ff ff 02"),
        besides("NO_EXPORT towards a peer of the same AS", PASSED_ON, "c0 08 04 ff ff ff 01"));
  }

  /** RFC 4456, section 8; RFC 7606, sections 7.9 and 7.10. */
  private static List<BadMessage> reflection() {
    return List.of(
        besides("ORIGINATOR_ID of three octets", WITHDRAWN, "80 09 03 c0 00 02"),
        besides("CLUSTER_LIST of no octets", WITHDRAWN, "80 0a 00"),
        besides("CLUSTER_LIST of five octets", WITHDRAWN, "80 0a 05 c0 00 02 01 00"),
        besides("ORIGINATOR_ID that is ours", WITHDRAWN, "80 09 04 7f 00 00 01"),
        besides("CLUSTER_LIST that holds our id", WITHDRAWN, "80 0a 08 c0 00 02 09 7f 00 00 01"));
  }

  /** RFC 7606, section 7.2; RFC 7607; RFC 4271, section 9.1.2. */
  private static List<BadMessage> asPaths() {
    return List.of(
        instead("AS_PATH segment of type 0", WITHDRAWN, AS_PATH, "40 02 06 00 01 00 00 fd e9"),
        instead("AS_PATH segment of type 5", WITHDRAWN, AS_PATH, "40 02 06 05 01 00 00 fd e9"),
        instead("AS_PATH segment of no AS", WITHDRAWN, AS_PATH, "40 02 02 02 00"),
        instead("AS_PATH segment cut off", WITHDRAWN, AS_PATH, "40 02 06 02 02 00 00 fd e9"),
        instead("AS_PATH of one octet", WITHDRAWN, AS_PATH, "40 02 01 02"),
        instead("AS 0 in AS_PATH", WITHDRAWN, AS_PATH, "40 02 06 02 01 00 00 00 00"),
        instead("AS_SET (RFC 9774)", WITHDRAWN, AS_PATH, "40 02 06 01 01 00 00 fd e9"),
        instead("AS_CONFED_SET", WITHDRAWN, AS_PATH, "40 02 06 04 01 00 00 fd e9"),
        instead("our AS in AS_PATH", WITHDRAWN, AS_PATH, "40 02 06 02 01 00 00 fc 00"),
        about(
            "AS_PATH of 300 hops in two segments",
            PASSED_ON,
            ORIGIN,
            attribute(0x50, 2, join(segment(255), segment(45))),
            NEXT_HOP_ATTRIBUTE,
            LOCAL_PREF),
        about(
            "malformed AS4_PATH before AS_PATH (CVE-2026-41643)",
            PASSED_ON,
            ORIGIN,
            hex("c0 11 03 02 05 00"),
            AS_PATH,
            NEXT_HOP_ATTRIBUTE,
            LOCAL_PREF),
        besides("AS4_AGGREGATOR of two octets", PASSED_ON, "c0 12 02 00 00"));
  }

  private static byte[] segment(int hops) {
    byte[][] all = Collections.nCopies(hops, u32(65001)).toArray(byte[][]::new);
    return join(new byte[] {2, (byte) hops}, join(all));
  }

  /** RFC 4271, section 5, and what was sent across the Internet over the years. */
  private static List<BadMessage> unknownAttributes() {
    return List.of(
        besides("attribute 255 (CVE-2019-5892)", PASSED_ON, "c0 ff 04 01 02 03 04"),
        besides("attribute 99 of the RIPE's experiment", PASSED_ON, "c0 63 02 01 02"),
        besides("attribute 128, ATTR_SET", PASSED_ON, "c0 80 04 00 00 fd e8"),
        besides(
            "tunnel encapsulation that runs over (CVE-2023-38802)",
            PASSED_ON,
            "c0 17 04 00 08 00 ff"),
        besides("entropy label with a value (CVE-2023-38283)", PASSED_ON, "c0 1c 03 01 02 03"),
        besides("OTC of no octets (October 2025)", WITHDRAWN, "c0 23 00"),
        besides(
            "IPv6 extended community that is short (CVE-2026-37461)",
            WITHDRAWN,
            "c0 19 03 01 02 03"),
        besides("unknown attribute of no octets", PASSED_ON, "c0 63 00"),
        besides("unknown optional attribute, not transitive", PASSED_ON, "80 63 02 01 02"),
        besides("AIGP that is too short", PASSED_ON, "80 1a 02 01 00"),
        besides("Prefix-SID of zeros (May 2025)", PASSED_ON, "c0 28 06 00 00 00 00 00 00"),
        besides("Prefix-SID that runs over (CVE-2023-31490)", PASSED_ON, "c0 28 04 01 00 ff 00"));
  }

  /** RFC 7606, sections 3(g), 5.3 and 7.11; RFC 4760. */
  private static List<BadMessage> multiprotocol() {
    byte[] reach = hex("80 0e 1c 0002 01 10 20010db8000000000000000000000001 00 30 20010db80001");
    byte[] unreach = hex("80 0f 03 00 02 01");
    return List.of(
        about("MP_REACH_NLRI twice", reset("3/1"), base(), reach, reach),
        about("MP_UNREACH_NLRI twice", reset("3/1"), base(), unreach, unreach),
        about(
            "MP_UNREACH_NLRI and NLRI without attributes (CVE-2023-47234)",
            WITHDRAWN,
            hex("80 0f 03 00 02 01")),
        about(
            "flowspec of length 0 that was not negotiated (CVE-2023-38406)",
            PASSED_ON,
            base(),
            hex("80 0e 06 00 01 85 00 00 00")),
        about(
            "EVPN that was not negotiated",
            PASSED_ON,
            base(),
            hex("80 0e 0b 00 19 46 04 c0 00 02 01 00 02 00")));
  }

  /** RFC 7606, sections 5.3 and 7.11; RFC 2545, section 3; CVE-2023-46752. */
  private static List<BadMessage> ipv6() {
    return List.of(
        aboutIpv6(
            "next hop of sixteen octets", PASSED_ON, reach("10" + V6_NEXT_HOP + "00" + V6_NLRI)),
        aboutIpv6(
            "next hop with a link-local one",
            PASSED_ON,
            reach("20" + V6_NEXT_HOP + "fe80000000000000000000000000000100" + V6_NLRI)),
        aboutIpv6(
            "next hop of nine octets", reset("3/9"), reach("09 200100000000000000 00" + V6_NLRI)),
        aboutIpv6(
            "next hop of 64 octets with 17 left", reset("3/9"), reach("40" + V6_NEXT_HOP + "00")),
        aboutIpv6("next hop of no octets", reset("3/9"), reach("00 00" + V6_NLRI)),
        aboutIpv6("MP_REACH_NLRI of two octets", reset("3/9"), hex("80 0e 02 00 02")),
        aboutIpv6(
            "prefix of 129 bits", reset("3/9"), reach("10" + V6_NEXT_HOP + "00 81 20010db80066")),
        aboutIpv6("prefix that is cut off", reset("3/9"), reach("10" + V6_NEXT_HOP + "00 30 2001")),
        aboutIpv6(
            "MP_REACH_NLRI not optional",
            WITHDRAWN,
            join(hex("40"), tail(reach("10" + V6_NEXT_HOP + "00" + V6_NLRI)))),
        new BadMessage(
            "IPv6 route without ORIGIN",
            VICTIM_V6,
            update(
                NONE, join(AS_PATH, LOCAL_PREF, reach("10" + V6_NEXT_HOP + "00" + V6_NLRI)), NONE),
            WITHDRAWN),
        new BadMessage(
            "IPv6 withdrawal",
            VICTIM_V6,
            update(NONE, hex("80 0f 0a 00 02 01 " + V6_NLRI), NONE),
            WITHDRAWN),
        new BadMessage(
            "IPv6 withdrawal of two octets",
            VICTIM_V6,
            update(NONE, hex("80 0f 02 00 02"), NONE),
            reset("3/9")),
        new BadMessage(
            "IPv6 withdrawal of 129 bits",
            VICTIM_V6,
            update(NONE, hex("80 0f 0a 00 02 01 81 20010db80066"), NONE),
            reset("3/9")));
  }

  private static BadMessage aboutIpv6(String name, Effect effect, byte[] reach) {
    return new BadMessage(
        name, VICTIM_V6, update(NONE, join(ORIGIN, AS_PATH, LOCAL_PREF, reach), NONE), effect);
  }

  /** From the length of the next hop on. */
  private static byte[] reach(String rest) {
    return attribute(0x80, 14, join(hex("00 02 01"), hex(rest)));
  }

  private static byte[] tail(byte[] octets) {
    return Arrays.copyOfRange(octets, 1, octets.length);
  }

  /** RFC 7606, sections 3(j), 5.2 and 5.3: it is unknown which routes it is about. */
  private static List<BadMessage> unreadableUpdates() {
    return List.of(
        raw(
            "withdrawn routes run over the end",
            reset("3/1"),
            message(Bytes.UPDATE, hex("00 ff 00 00"))),
        raw(
            "attributes run over the end",
            reset("3/1"),
            message(Bytes.UPDATE, hex("00 00 00 ff"), base(), NLRI)),
        raw("prefix of 33 bits", reset("3/10"), update(NONE, base(), hex("21 0a 42 00 00 00"))),
        raw("prefix that is cut off", reset("3/10"), update(NONE, base(), hex("18 0a 42"))),
        raw(
            "withdrawn prefix of 33 bits",
            reset("3/10"),
            update(hex("21 0a 42 00 00 00"), NONE, NONE)),
        raw("withdrawn prefix that is cut off", reset("3/10"), update(hex("18 0a"), NONE, NONE)),
        raw(
            "faulty attributes without NLRI",
            reset("3/1"),
            update(NONE, hex("40 01 01 07"), NONE)));
  }

  private static List<BadMessage> oddButRight() {
    return List.of(
        raw("the same prefix withdrawn and announced", PASSED_ON, update(NLRI, base(), NLRI)),
        raw("bits behind the prefix's length", PASSED_ON, update(NONE, base(), hex("18 0a 42 00"))),
        raw("the same prefix twice", PASSED_ON, update(NONE, base(), join(NLRI, NLRI))),
        besides("a second ORIGIN", PASSED_ON, "40 01 01 02"),
        besides("a second COMMUNITIES", PASSED_ON, "c0 08 04 fc 00 00 01 c0 08 04 fc 00 00 02"),
        about(
            "attributes in descending order",
            PASSED_ON,
            LOCAL_PREF,
            NEXT_HOP_ATTRIBUTE,
            AS_PATH,
            ORIGIN),
        about(
            "extended length where none is needed",
            PASSED_ON,
            hex("50 01 00 01 00"),
            AS_PATH,
            NEXT_HOP_ATTRIBUTE,
            LOCAL_PREF),
        raw(
            "withdrawal of what was never announced",
            IGNORED,
            update(prefixes("10.67.0.0/24"), NONE, NONE)),
        raw("an End-of-RIB", IGNORED, update(NONE, NONE, NONE)),
        raw("a withdrawal", WITHDRAWN, update(NLRI, NONE, NONE)));
  }

  /** RFC 2918, section 4; RFC 7313, section 5. */
  private static List<BadMessage> refreshes() {
    return List.of(
        raw("refresh of an unknown family", IGNORED, refresh("00 07 00 09")),
        raw("refresh of an unknown subtype", IGNORED, refresh("00 01 09 01")),
        raw("end of a refresh that did not begin", IGNORED, refresh("00 01 02 01")),
        raw("refresh of three octets", reset("1/2"), refresh("00 01 00")),
        raw("refresh of no octets", reset("1/2"), refresh("")));
  }

  private static byte[] refresh(String body) {
    return message(Bytes.ROUTE_REFRESH, hex(body));
  }

  /** RFC 4271, section 6.1. */
  private static List<BadMessage> headers() {
    byte[] broken = Bytes.keepalive();
    broken[7] = 0;
    return List.of(
        raw("marker that is not all ones", reset("1/1"), broken),
        raw("length of 18", reset("1/2"), message(Bytes.KEEPALIVE, 18, NONE)),
        raw("length of 0", reset("1/2"), message(Bytes.UPDATE, 0, NONE)),
        raw("length of 4097", reset("1/2"), message(Bytes.UPDATE, 4097, NONE)),
        raw("KEEPALIVE of 20 octets", reset("1/2"), message(Bytes.KEEPALIVE, hex("00"))),
        raw("UPDATE of 22 octets", reset("1/2"), message(Bytes.UPDATE, hex("00 00 00"))),
        raw("NOTIFICATION of 20 octets", reset("1/2"), message(Bytes.NOTIFICATION, hex("06"))),
        raw("message of type 0", reset("1/3"), message(0)),
        raw("message of type 6", reset("1/3"), message(6, hex("00 01"))),
        raw("message of type 255", reset("1/3"), message(255)));
  }

  private static List<BadMessage> outOfTurn() {
    return List.of(
        raw("OPEN once more", reset("5/3"), Bytes.open(64512, 90, "192.0.2.9")),
        raw(
            "NOTIFICATION of an unknown code",
            reset("closed"),
            message(Bytes.NOTIFICATION, hex("63 07"))),
        raw(
            "shutdown text that runs over (RFC 9003)",
            reset("closed"),
            message(Bytes.NOTIFICATION, hex("06 02 ff 41"))),
        raw(
            "shutdown text that is not UTF-8",
            reset("closed"),
            message(Bytes.NOTIFICATION, hex("06 02 02 ff fe"))));
  }

  private static byte[] base() {
    return join(ORIGIN, AS_PATH, NEXT_HOP_ATTRIBUTE, LOCAL_PREF);
  }

  /** An UPDATE that announces the victim with these attributes. */
  private static BadMessage about(String name, Effect effect, byte[]... attributes) {
    return raw(name, effect, update(NONE, join(attributes), NLRI));
  }

  /** With something more than a plain route has. */
  private static BadMessage besides(String name, Effect effect, String more) {
    return about(name, effect, base(), hex(more));
  }

  /** With something in the place of what a plain route has. */
  private static BadMessage instead(String name, Effect effect, byte[] plain, String other) {
    byte[][] attributes = {ORIGIN, AS_PATH, NEXT_HOP_ATTRIBUTE, LOCAL_PREF};
    for (int i = 0; i < attributes.length; i++) {
      if (attributes[i] == plain) {
        attributes[i] = hex(other);
      }
    }
    return about(name, effect, attributes);
  }

  private static BadMessage raw(String name, Effect effect, byte[] octets) {
    return new BadMessage(name, VICTIM, octets, effect);
  }

  /** A sound route for the victim, unlike any of the above and any with another number. */
  byte[] soundRoute(int number) {
    if (victim.equals(VICTIM)) {
      return Bytes.announce(VICTIM, NEXT_HOP, number);
    }
    byte[] med = attribute(0x80, 4, u32(number));
    return update(
        NONE,
        join(ORIGIN, AS_PATH, med, LOCAL_PREF, reach("10" + V6_NEXT_HOP + "00" + V6_NLRI)),
        NONE);
  }

  /** A sound route for another prefix, by which others know that all before it has arrived. */
  static byte[] marker(int number) {
    return Bytes.announce(markerPrefix(number), NEXT_HOP, number);
  }

  static String markerPrefix(int number) {
    return "10.99." + (number >> 8 & 255) + "." + (number & 255) + "/32";
  }
}
