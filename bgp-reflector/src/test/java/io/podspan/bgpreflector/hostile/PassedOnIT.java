package io.podspan.bgpreflector.hostile;

import static io.podspan.bgpreflector.hostile.Bytes.hex;
import static io.podspan.bgpreflector.hostile.Bytes.join;
import static io.podspan.bgpreflector.hostile.Bytes.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.bgp.testpeer.Opens;
import io.podspan.bgp.testpeer.TestPeer;
import io.podspan.bgpreflector.interop.ReflectorUnderTest;
import io.podspan.bgpreflector.interop.ReflectorUnderTest.Client;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client says arrives at another octet for octet, but for what reflection adds. */
class PassedOnIT {
  private static final String FROM = "127.0.0.2";
  private static final String TO = "127.0.0.3";
  private static final byte[] NONE = {};
  private static final byte[] NLRI = Bytes.prefixes("10.1.0.0/24");

  private ReflectorUnderTest reflector;
  private TestPeer from;
  private TestPeer to;

  @BeforeEach
  void start() throws IOException {
    reflector = ReflectorUnderTest.onLoopback(0);
    reflector.clients(List.of(Client.of(FROM), Client.of(TO)));
    from = TestPeer.established(FROM, reflector.port(), Opens.ASN, 0);
    to = TestPeer.established(TO, reflector.port(), Opens.ASN, 0);
  }

  @AfterEach
  void stop() throws IOException {
    from.close();
    to.close();
    reflector.close();
  }

  private RawUpdate pass(byte[] message) throws IOException {
    from.send(message);
    return RawUpdate.next(to);
  }

  /** RFC 4456, section 8. */
  @Test
  void reflectionAddsTheOriginatorAndTheCluster() throws IOException {
    RawUpdate update = pass(Bytes.announce("10.1.0.0/24", "192.0.2.1", 5));

    assertThat(update.announced()).containsExactly("10.1.0.0/24");
    assertThat(update.attributes().values())
        .containsExactly(
            hex("40 01 01 00"),
            hex("40 02 00"),
            hex("40 03 04 c0 00 02 01"),
            hex("80 04 04 00 00 00 05"),
            hex("40 05 04 00 00 00 64"),
            hex("80 09 04 7f 00 00 02"),
            hex("80 0a 04 7f 00 00 01"));
  }

  @Test
  void anOriginatorStaysAndOurClusterComesInFront() throws IOException {
    byte[] reflected = hex("80 09 04 c0 00 02 63 80 0a 04 c0 00 02 62");

    RawUpdate update =
        pass(update(NONE, join(Bytes.plainAttributes("192.0.2.1", 5), reflected), NLRI));

    assertThat(update.attributes().get(9)).isEqualTo(hex("80 09 04 c0 00 02 63"));
    assertThat(update.attributes().get(10)).isEqualTo(hex("80 0a 08 7f 00 00 01 c0 00 02 62"));
  }

  /** RFC 4271, section 5. */
  @Test
  void unknownAttributesArePassedOnMarkedPartialWhenTransitiveAndDroppedWhenNot()
      throws IOException {
    byte[] unknown = hex("80 62 01 09 c0 63 02 01 02 d0 ff 00 01 07");

    RawUpdate update =
        pass(update(NONE, join(Bytes.plainAttributes("192.0.2.1", 5), unknown), NLRI));

    assertThat(update.attributes()).doesNotContainKey(0x62);
    assertThat(update.attributes().get(0x63)).isEqualTo(hex("e0 63 02 01 02"));
    assertThat(update.attributes().get(0xff)).isEqualTo(hex("f0 ff 00 01 07"));
  }

  /** RFC 4271, section 4.3: FRR ends the session because of the first, GoBGP of the second. */
  @Test
  void flagsAreThoseOfTheDefinition() throws IOException {
    byte[] attributes =
        hex("60 01 01 00 60 02 00 60 03 04 c0 00 02 01 a0 04 04 00 00 00 05 60 05 04 00 00 00 64");

    RawUpdate update = pass(update(NONE, attributes, NLRI));

    assertThat(update.attributes().values())
        .containsExactly(
            hex("40 01 01 00"),
            hex("40 02 00"),
            hex("40 03 04 c0 00 02 01"),
            hex("80 04 04 00 00 00 05"),
            hex("40 05 04 00 00 00 64"),
            hex("80 09 04 7f 00 00 02"),
            hex("80 0a 04 7f 00 00 01"));
  }

  /** RFC 2545, section 3: both of them. */
  @Test
  void theNextHopsOfIpv6StayAsTheyCame() throws IOException {
    byte[] reach =
        hex(
            "0002 01 20 20010db8000000000000000000000001"
                + "fe800000000000000000000000000001 00 30 20010db80066");

    RawUpdate update =
        pass(
            update(
                NONE,
                join(hex("40 01 01 00 40 02 00 40 05 04 00 00 00 64 80 0e 2c"), reach),
                NONE));

    assertThat(update.announced()).containsExactly("2001:db8:66:0:0:0:0:0/48");
    assertThat(update.attributes().get(14)).endsWith(reach);
  }

  /** RFC 4760, section 3: one UPDATE may speak of both. */
  @Test
  void bothFamiliesOfOneUpdateArrive() throws IOException {
    String reach = "80 0e 1c 0002 01 10 20010db8000000000000000000000001 00 30 20010db80066";

    from.send(update(NONE, join(Bytes.plainAttributes("192.0.2.1", 5), hex(reach)), NLRI));

    assertThat(List.of(RawUpdate.next(to).announced(), RawUpdate.next(to).announced()))
        .containsExactlyInAnyOrder(List.of("10.1.0.0/24"), List.of("2001:db8:66:0:0:0:0:0/48"));
  }
}
