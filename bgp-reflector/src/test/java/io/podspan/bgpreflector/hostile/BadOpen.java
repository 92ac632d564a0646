package io.podspan.bgpreflector.hostile;

import static io.podspan.bgpreflector.hostile.Bytes.hex;
import static io.podspan.bgpreflector.hostile.Bytes.join;
import static io.podspan.bgpreflector.hostile.Bytes.message;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a peer says first, wrong or odd but right.
 *
 * @param answer code and subcode of the NOTIFICATION, or {@link #ACCEPTED}
 */
record BadOpen(String name, byte[] octets, String answer) {
  static final String ACCEPTED = "accepted";

  private static final String IPV4 = "01 04 00 01 00 01";

  /** For ParameterizedTest's names. */
  @Override
  public String toString() {
    return name;
  }

  static List<BadOpen> all() {
    return Stream.of(fields(), parameters(), capabilities(), otherMessages())
        .flatMap(List::stream)
        .toList();
  }

  /** RFC 4271, section 6.2; RFC 6286; RFC 7607. */
  private static List<BadOpen> fields() {
    return List.of(
        raw("version 3", "2/1", message(Bytes.OPEN, hex("03 fc00 005a 7f420001 00"))),
        raw("another AS", "2/2", message(Bytes.OPEN, hex("04 fc01 005a 7f420001 00"))),
        raw("AS 0", "2/2", message(Bytes.OPEN, hex("04 0000 005a 7f420001 00"))),
        raw("BGP identifier 0", "2/3", message(Bytes.OPEN, hex("04 fc00 005a 00000000 00"))),
        raw("our BGP identifier", "2/3", message(Bytes.OPEN, hex("04 fc00 005a 7f000001 00"))),
        raw("hold time of 1 s", "2/6", message(Bytes.OPEN, hex("04 fc00 0001 7f420001 00"))),
        raw("hold time of 2 s", "2/6", message(Bytes.OPEN, hex("04 fc00 0002 7f420001 00"))),
        raw("hold time of 0", ACCEPTED, message(Bytes.OPEN, hex("04 fc00 0000 7f420001 00"))),
        raw(
            "no parameters at all",
            ACCEPTED,
            message(Bytes.OPEN, hex("04 fc00 005a 7f420001 00"))));
  }

  /** RFC 4271, section 4.2; RFC 9072; CVE-2022-40302, -40318, -43681. */
  private static List<BadOpen> parameters() {
    return List.of(
        raw("parameters that are not there", "2/0", open("02")),
        raw("parameters that run over the end", "2/0", open("0a 02 06 " + IPV4)),
        raw("octets behind the parameters", "2/0", open("00 02 06 " + IPV4)),
        raw("a parameter of one octet", "2/0", open("01 02")),
        raw("a parameter that runs over the end", "2/0", open("03 02 06 01")),
        raw("extended length that is cut off", "2/0", open("ff ff 00")),
        raw("extended length that is a lie", "2/0", open("ff ff 00 20 02 00 06 " + IPV4)),
        raw("extended parameter cut off", "2/0", open("ff ff 00 02 02 00")),
        raw("extended parameters", ACCEPTED, open("ff ff 00 09 02 00 06 " + IPV4)),
        raw("a parameter of an unknown type", "2/4", open("03 63 01 00")));
  }

  /** RFC 5492; GHSA-gjrg-jjr3-56cm, CVE-2025-43971, CVE-2023-41358 and others. */
  private static List<BadOpen> capabilities() {
    return List.of(
        capability("a capability that runs over its parameter", "2/0", "01 ff 00 01 00 01"),
        capability("a capability of one octet", "2/0", "01"),
        capability("four-octet AS of another AS", "2/2", "41 04 00 00 fd e8"),
        capability("four-octet AS 0", "2/2", "41 04 00 00 00 00"),
        capability("graceful restart of no octets", ACCEPTED, "40 00"),
        capability("long-lived graceful restart of one octet", ACCEPTED, "47 01 00"),
        capability("FQDN of no octets", ACCEPTED, "49 00"),
        capability("FQDN whose name runs over", ACCEPTED, "49 02 ff 61"),
        capability("software version of no octets", ACCEPTED, "4b 00"),
        capability("software version that runs over", ACCEPTED, "4b 02 ff 61"),
        capability("role of two octets", ACCEPTED, "09 02 00 00"),
        capability("ORF of three octets", ACCEPTED, "03 03 00 01 00"),
        capability("an unknown capability", ACCEPTED, "c8 03 01 02 03"),
        capability("the same capability twice", ACCEPTED, IPV4 + IPV4),
        raw(
            "capabilities over two parameters",
            ACCEPTED,
            open("10 02 06 " + IPV4 + " 02 06 41 04 00 00 fc 00")));
  }

  /** RFC 4271, sections 6.1 and 6.6; RFC 6608. */
  private static List<BadOpen> otherMessages() {
    return List.of(
        raw("OPEN of 28 octets", "1/2", message(Bytes.OPEN, hex("04 fc00 005a 7f420001"))),
        raw("a KEEPALIVE", "5/1", Bytes.keepalive()),
        raw("an UPDATE", "5/1", BadMessage.marker(1)),
        raw("a refresh", "5/1", message(Bytes.ROUTE_REFRESH, hex("00 01 00 01"))),
        raw("a NOTIFICATION", "closed", message(Bytes.NOTIFICATION, hex("06 02"))),
        raw("a request of the web", "1/1", "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII)));
  }

  /** Sound up to the parameters. */
  private static byte[] open(String parameters) {
    return message(Bytes.OPEN, hex("04 fc00 005a 7f420001"), hex(parameters));
  }

  private static BadOpen capability(String name, String answer, String capability) {
    byte[] octets = hex(capability);
    byte[] parameter = join(new byte[] {2, (byte) octets.length}, octets);
    byte[] parameters = join(new byte[] {(byte) parameter.length}, parameter);
    return raw(name, answer, message(Bytes.OPEN, hex("04 fc00 005a 7f420001"), parameters));
  }

  private static BadOpen raw(String name, String answer, byte[] octets) {
    return new BadOpen(name, octets, answer);
  }
}
