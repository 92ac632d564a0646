package io.podspan.bgp.wire.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Message;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerDown;
import io.podspan.bgp.wire.bmp.BmpMessage.PeerUp;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import io.podspan.bgp.wire.bmp.PeerHeader.Type;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7854, section 4; RFC 8671; RFC 9069. */
class BmpDecoderTest {

  @Test
  void anInitiationSaysWhatTheRouterIs() {
    BmpDecoded decoded =
        BmpDecoder.decode(Vectors.message(4, "0001 0003 465252 0002 0002 7231 0000 0001 78"));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            BmpMessage.Initiation.class,
            initiation -> {
              assertThat(initiation.description()).hasValue("FRR");
              assertThat(initiation.name()).hasValue("r1");
              assertThat(initiation.information()).hasSize(3);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0000, closed by an operator",
    "0001, unspecified reason",
    "0002, out of resources",
    "0003, redundant connection",
    "0004, closed for good by an operator",
    "0009, reason 9"
  })
  void aTerminationSaysWhy(String code, String text) {
    assertThat(BmpDecoder.decode(Vectors.message(5, "0001 0002" + code)))
        .isInstanceOfSatisfying(
            BmpMessage.Termination.class, end -> assertThat(end.text()).isEqualTo(text));
  }

  @Test
  void aPeerIsReadFieldByField() {
    PeerHeader peer = routes(Vectors.PEER).peer();

    assertThat(peer).isEqualTo(Vectors.PEER_HEADER);
    assertThat(peer.at()).isEqualTo(Instant.parse("2023-11-14T22:13:20.000500Z"));
    assertThat(peer.twoOctetAs()).isFalse();
  }

  @Test
  void anAddressOfIpv6HasSixteenOctets() {
    String peer = Vectors.PEER.replace("00 00 0000000000000000", "00 80 0000000000000000");

    assertThat(routes(peer).peer().address()).isEqualTo(IpAddress.of("::c633:6402"));
  }

  @ParameterizedTest
  @CsvSource({
    "GLOBAL, 0x00, ADJ_RIB_IN_PRE",
    "GLOBAL, 0x40, ADJ_RIB_IN_POST",
    "DISTINGUISHED, 0xd0, ADJ_RIB_OUT_POST",
    "LOCAL, 0x10, ADJ_RIB_OUT_PRE",
    "LOC_RIB, 0x00, LOC_RIB",
    "LOC_RIB, 0xd0, LOC_RIB"
  })
  void theFlagsSayWhichTable(Type type, String flags, Table table) {
    assertThat(Vectors.header(type, Integer.decode(flags)).table()).isEqualTo(table);
  }

  @Test
  void theFlagOfLocRibIsNotOneOfIpv6() {
    PeerHeader header = Vectors.header(Type.LOC_RIB, PeerHeader.FILTERED);

    assertThat(header.ipv6()).isFalse();
    assertThat(header.filtered()).isTrue();
  }

  @Test
  void theUpdateOfARouteMonitoringStaysOctets() {
    assertThat(routes(Vectors.PEER + "0102").update()).isEqualTo(Octets.of((byte) 1, (byte) 2));
  }

  @Test
  void aPeerUpHasBothOpens() {
    String body =
        Vectors.PEER
            + "000000000000000000000000c6336401 00b3 c000"
            + Vectors.OPEN
            + Vectors.OPEN
            + "0003 0003 726564";

    assertThat(BmpDecoder.decode(Vectors.message(3, body)))
        .isInstanceOfSatisfying(
            PeerUp.class,
            up -> {
              assertThat(up.localAddress()).isEqualTo(IpAddress.of("198.51.100.1"));
              assertThat(up.localPort()).isEqualTo(179);
              assertThat(up.remotePort()).isEqualTo(49152);
              assertThat(up.sent().asn()).isEqualTo(65001);
              assertThat(up.received()).isEqualTo(up.sent());
              assertThat(up.tableName()).hasValue("red");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2, 1, true, false",
    "3, 3, true, true",
    "1, 2, false, true",
    "2, 2, false, false",
    "1, 1, false, false"
  })
  void pathIdsComeInADirectionInWhichBothAgree(int peer, int router, boolean in, boolean out) {
    PeerUp up =
        new PeerUp(
            Vectors.PEER_HEADER,
            IpAddress.of("198.51.100.1"),
            179,
            1,
            Vectors.open(Vectors.addPath(router)),
            Vectors.open(Vectors.addPath(peer)),
            List.of());

    assertThat(up.pathIds(Table.ADJ_RIB_IN_PRE).contains(AddressFamily.IPV4_UNICAST)).isEqualTo(in);
    assertThat(up.pathIds(Table.ADJ_RIB_OUT_POST).contains(AddressFamily.IPV4_UNICAST))
        .isEqualTo(out);
    assertThat(up.pathIds(Table.LOC_RIB).isEmpty()).isEqualTo(!in && !out);
    assertThat(up.pathIds(Table.ADJ_RIB_IN_PRE)).doesNotContain(AddressFamily.IPV6_UNICAST);
  }

  @ParameterizedTest
  @CsvSource({
    "02 0018, 'the router ended the session, event 24 of RFC 4271'",
    "04, the peer ended the session without a word",
    "05, the router does not report this peer any more",
    "06 0003 0001 78, the router does not report this table any more",
    "09, reason 9"
  })
  void aPeerDownSaysWhy(String body, String text) {
    assertThat(down(body).text()).isEqualTo(text);
  }

  @Test
  void aPeerDownHasTheNotification() {
    PeerDown down = down("03 ffffffffffffffffffffffffffffffff 0015 03 06 02");

    assertThat(down.notification()).isEqualTo(new Message.Notification(6, 2, Octets.NONE));
    assertThat(down.text()).startsWith("the peer ended the session: ");
  }

  @Test
  void figuresAreReadByTheirLength() {
    String body =
        Vectors.PEER
            + "00000004 0000 0004 00000007 0007 0008 0000000100000000"
            + "0009 000b 0002 01 0000000000000003 fffb 0002 0001";

    assertThat(BmpDecoder.decode(Vectors.message(1, body)))
        .isEqualTo(
            new BmpMessage.Statistics(
                Vectors.PEER_HEADER,
                List.of(
                    new Figure(0, 0, 0, 7),
                    new Figure(7, 0, 0, 1L << 32),
                    new Figure(9, 2, 1, 3))));
  }

  @Test
  void aMessageOfAnUnknownTypeIsPassedOver() {
    assertThat(BmpDecoder.decode(Vectors.message(99, "0102")))
        .isEqualTo(new BmpMessage.Unknown(99));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00 00 00, CUT, '8 octets are needed and 1 are left (octet 8 of the Route Monitoring)'",
    "1, 07, PEER, 'peer type 7 is not known (octet 7 of the Statistics Report)'",
    "4, 0001 0005 41, CUT, '5 octets are needed and 1 are left (octet 10 of the Initiation)'"
  })
  void aFaultSaysWhatAndWhere(int type, String body, BmpFault.Kind kind, String text) {
    assertThat(BmpDecoder.decode(Vectors.message(type, body)))
        .isInstanceOfSatisfying(
            BmpFault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.text()).isEqualTo(text);
              assertThat(fault.ends()).isFalse();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffffffffffffffffffffffffffffffff 0005 01",
        "ffffffffffffffffffffffffffffffff 001d 01 04 fde9 00b4 c6336401 09",
        "ffffffffffffffffffffffffffffffff 0013 04",
        "00000000000000000000000000000000 001d 01 04 fde9 00b4 c6336401 00"
      })
  void anOpenThatIsNoneIsAFault(String open) {
    String body = Vectors.PEER + "000000000000000000000000c6336401 00b3 c000" + open;

    assertThat(BmpDecoder.decode(Vectors.message(3, body)))
        .isInstanceOfSatisfying(
            BmpFault.class, fault -> assertThat(fault.kind()).isEqualTo(BmpFault.Kind.BGP));
  }

  @ParameterizedTest
  @CsvSource({
    "02 00000006 04, VERSION",
    "47, VERSION",
    "03 00000005 04, LENGTH",
    "03 ffffffff 00, LENGTH",
    "03 00020001 00, LENGTH"
  })
  void aHeaderThatCannotBeEndsTheStream(String octets, BmpFault.Kind kind) {
    assertThat(BmpFrame.peek(Unpooled.wrappedBuffer(Frames.hex(octets))))
        .isInstanceOfSatisfying(
            BmpFrame.Bad.class,
            bad -> {
              assertThat(bad.fault().kind()).isEqualTo(kind);
              assertThat(bad.fault().ends()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "03", "03 00000007", "03 00000007 04"})
  void aHeaderOrBodyThatIsNotThereYetIsWaitedFor(String octets) {
    assertThat(BmpFrame.peek(Unpooled.wrappedBuffer(Frames.hex(octets))))
        .isEqualTo(BmpFrame.INCOMPLETE);
  }

  static List<BmpMessage> messages() {
    return List.of(
        new BmpMessage.Initiation(List.of(Tlv.of(Tlv.SYS_NAME, "r1"))),
        new BmpMessage.Termination(List.of(new Tlv(Tlv.REASON, Octets.ofShort(1)))),
        new BmpMessage.RouteMonitoring(Vectors.PEER_HEADER, Octets.of((byte) 1)),
        new BmpMessage.Mirroring(Vectors.header(Type.GLOBAL, PeerHeader.IPV6), Octets.of((byte) 1)),
        new PeerUp(
            Vectors.PEER_HEADER,
            IpAddress.of("198.51.100.1"),
            179,
            4711,
            Vectors.open(),
            Vectors.open(Vectors.addPath(3)),
            List.of(Tlv.of(Tlv.TABLE_NAME, "red"))),
        new PeerDown(Vectors.PEER_HEADER, PeerDown.LOCAL, null, 24, List.of()),
        new PeerDown(
            Vectors.PEER_HEADER,
            PeerDown.REMOTE_NOTIFICATION,
            new Message.Notification(6, 2, Octets.NONE),
            0,
            List.of()),
        new BmpMessage.Statistics(
            Vectors.PEER_HEADER, List.of(new Figure(7, 0, 0, 4), new Figure(9, 1, 1, 5))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatIsWrittenIsReadAgain(BmpMessage message) {
    assertThat(BmpDecoder.decode(BmpEncoder.encode(message))).isEqualTo(message);
  }

  private static BmpMessage.RouteMonitoring routes(String body) {
    return (BmpMessage.RouteMonitoring) BmpDecoder.decode(Vectors.message(0, body));
  }

  private static PeerDown down(String body) {
    return (PeerDown) BmpDecoder.decode(Vectors.message(2, Vectors.PEER + body));
  }
}
