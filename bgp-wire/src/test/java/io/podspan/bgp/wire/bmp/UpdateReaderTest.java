package io.podspan.bgp.wire.bmp;

import static io.podspan.bgp.wire.AddressFamily.IPV4_UNICAST;
import static io.podspan.bgp.wire.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.Octets;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.PathPrefix;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.Routes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4271, section 4.3; RFC 4760; RFC 7911, section 3. */
class UpdateReaderTest {
  private static final Octets IPV4 =
      update(
          "18 0a0100",
          "400101 00 4002 0a 02 02 0000fde9 0000fdea 400304 c6336402 800404 00000007 400504 00000064",
          "18 0a0200 10 0a03");

  @Test
  void bothFieldsAreReadAndWithdrawalsComeFirst() {
    MonitoredUpdate update = read(IPV4, Set.of());

    assertThat(update.routes())
        .containsExactly(
            new Routes(IPV4_UNICAST, prefixes(0, "10.1.0.0/24"), null, List.of()),
            new Routes(
                IPV4_UNICAST,
                List.of(),
                IpAddress.of("198.51.100.2"),
                prefixes(0, "10.2.0.0/24", "10.3.0.0/16")));
    assertThat(update.asPath()).isEqualTo("65001 65002");
    assertThat(update.med()).isEqualTo(7);
    assertThat(update.localPref()).isEqualTo(100);
    assertThat(update.endOfRib()).isNull();
  }

  @Test
  void pathIdsStandBeforeEachPrefix() {
    Octets update =
        update("00000005 18 0a0100", Frames.MANDATORY, "00000007 18 0a0200 ffffffff 18 0a0200");

    assertThat(read(update, Set.of(IPV4_UNICAST)).routes())
        .containsExactly(
            new Routes(IPV4_UNICAST, prefixes(5, "10.1.0.0/24"), null, List.of()),
            new Routes(
                IPV4_UNICAST,
                List.of(),
                IpAddress.of("192.0.2.1"),
                List.of(
                    new PathPrefix(Prefix.of("10.2.0.0/24"), 7),
                    new PathPrefix(Prefix.of("10.2.0.0/24"), 0xffff_ffffL))));
  }

  @Test
  void ipv6IsInTheAttributesOfItsOwn() {
    Octets update =
        update(
            "",
            "800e 16 0002 01 10 20010db8000000000000000000000001 00"
                + "00 800f 09 0002 01 28 20010db8ff",
            "");

    assertThat(read(update, Set.of()).routes())
        .containsExactly(
            new Routes(IPV6_UNICAST, List.of(), IpAddress.of("2001:db8::1"), prefixes(0, "::/0")),
            new Routes(IPV6_UNICAST, prefixes(0, "2001:db8:ff00::/40"), null, List.of()));
  }

  @Test
  void aRouteOfTheRouterItselfIsARouteToo() {
    assertThat(read(update("", "400101 00 400304 00000000", "18 0a0100"), Set.of()).routes())
        .containsExactly(
            new Routes(
                IPV4_UNICAST, List.of(), IpAddress.of("0.0.0.0"), prefixes(0, "10.1.0.0/24")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', IPV4_UNICAST",
    "800f 03 0002 01, IPV6_UNICAST",
    "800f 03 0001 01, IPV4_UNICAST",
    "800f 03 0019 41,",
    "400101 00,"
  })
  void anEndOfRibSaysOfWhichFamily(String attributes, AddressFamily family) {
    assertThat(read(update("", attributes, ""), Set.of()).endOfRib()).isEqualTo(family);
  }

  @Test
  void anAsPathMayHaveTwoOctetsPerAs() {
    Octets update = update("", "4002 08 02 01 fde9 01 01 fdea 400304 c6336402", "18 0a0100");

    assertThat(((MonitoredUpdate) UpdateReader.read(update, true, Set.of())).asPath())
        .isEqualTo("65001 {65002}");
    assertThat(read(update, Set.of()).asPath()).isEqualTo(AsPathText.UNREADABLE);
  }

  @Test
  void aLongAsPathIsCut() {
    String path = "02 ff" + "0000fde9".repeat(255);
    Octets update = update("", "5002 03fe" + path, "18 0a0100");

    assertThat(read(update, Set.of()).asPath()).hasSize(AsPathText.MOST + 3).endsWith("...");
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', 21 0a01020304, ROUTE",
    "'', '', 18 0a01, CUT",
    "'', 400101, '', CUT",
    "'', 800e 09 0002 01 03 010203 00 00, '', ROUTE",
    "'', 800e 05 0002 01 ff 00, '', CUT",
    "'', 800f 07 0002 01 81 010203, '', ROUTE"
  })
  void whatCannotBeIsAFault(String withdrawn, String attributes, String nlri, BmpFault.Kind kind) {
    assertThat(UpdateReader.read(update(withdrawn, attributes, nlri), false, Set.of()))
        .isInstanceOfSatisfying(
            BmpFault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(kind);
              assertThat(fault.type()).isEqualTo(BmpMessage.ROUTE_MONITORING);
            });
  }

  @Test
  void anotherMessageOrAWrongLengthIsAFault() {
    byte[] keepalive = Frames.frame(4, "00000000");
    byte[] longer = java.util.Arrays.copyOf(IPV4.toArray(), IPV4.length() + 1);

    assertThat(UpdateReader.read(Octets.of(keepalive), false, Set.of()))
        .isInstanceOf(BmpFault.class);
    assertThat(UpdateReader.read(Octets.of(longer), false, Set.of())).isInstanceOf(BmpFault.class);
  }

  private static List<PathPrefix> prefixes(long id, String... prefixes) {
    return java.util.Arrays.stream(prefixes).map(p -> new PathPrefix(Prefix.of(p), id)).toList();
  }

  private static Octets update(String withdrawn, String attributes, String nlri) {
    return Octets.of(Frames.update(withdrawn, attributes, nlri));
  }

  private static MonitoredUpdate read(Octets frame, Set<AddressFamily> withIds) {
    Set<AddressFamily> ids = EnumSet.noneOf(AddressFamily.class);
    ids.addAll(withIds);
    return (MonitoredUpdate) UpdateReader.read(frame, false, ids);
  }
}
