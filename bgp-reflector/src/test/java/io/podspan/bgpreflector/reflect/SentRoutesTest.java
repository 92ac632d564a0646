package io.podspan.bgpreflector.reflect;

import static io.podspan.bgpreflector.reflect.EngineFixture.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.Frames;
import io.podspan.bgp.wire.WireOptions;
import io.podspan.bgpreflector.reflect.EngineFixture.Member;
import io.podspan.bgpreflector.rib.Paths;
import io.podspan.bgpreflector.rib.Reason;
import io.podspan.bgpreflector.rib.RouteSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a member is said to be sent, and why not more. {@link ModelTest} has the common reasons. */
class SentRoutesTest {
  private static final String PREFIX = "10.1.0.0/24";
  private static final ImportPolicy ANY = policy("0.0.0.0/0", 1000);

  private final EngineFixture fixture = new EngineFixture();
  private final Member paris = fixture.client("192.0.2.11", "paris", "paris", "london");
  private final Member london = fixture.client("192.0.2.13", "london", "paris", "london");

  private Member join(String address, String group, ExportKey key) {
    return fixture.join(Paths.client(address, group), ANY, key);
  }

  private static ExportKey key(
      RouteSource.Kind kind, String mesh, IpAddress ours, AddressFamily... families) {
    return new ExportKey(
        kind,
        false,
        Set.of("paris", "london"),
        mesh,
        new WireOptions(true, false, Set.of(families)),
        ours);
  }

  private static IpAddress ours() {
    return IpAddress.ofIpv4(EngineFixture.LOCAL);
  }

  private Withheld why(Member member, String prefix) {
    fixture.settle();
    return fixture.sent(member, prefix).paths().getFirst().withheld();
  }

  /** In the sum over all prefixes, and for the one prefix. */
  private void isKept(Member member, String prefix, Withheld why) {
    assertThat(why(member, prefix)).isEqualTo(why);
    assertThat(fixture.sent(member).withheld().get(why))
        .isEqualTo(new SentRoutes.Kept(1, List.of(Prefix.of(prefix))));
  }

  @Test
  void aRouteOfAnotherIsSent() {
    paris.announce(PREFIX, "192.0.2.11");

    assertThat(why(london, PREFIX)).isNull();
    assertThat(fixture.sent(london)).isEqualTo(new SentRoutes(1, Map.of()));
  }

  @Test
  void aRouteThatTheSessionHasNotTakenOverYetWaits() {
    london.hear();
    paris.announce(PREFIX, "192.0.2.11");

    SentRoute route = fixture.sent(london, PREFIX);
    assertThat(route.paths().getFirst().withheld()).isNull();
    assertThat(route.waiting().wholeTable()).isFalse();
    assertThat(route.waiting().octets()).isPositive();

    london.hear();
    assertThat(fixture.sent(london, PREFIX).waiting().isNone()).isTrue();
  }

  @Test
  void ofAMemberThatIsToldTheWholeTableNobodyKnowsHowFarItIs() {
    paris.announce(PREFIX, "192.0.2.11");
    fixture.settle();

    assertThat(fixture.sent(london, PREFIX).waiting().wholeTable()).isTrue();
  }

  @Test
  void itsOwnRouteIsNot() {
    paris.announce(PREFIX, "192.0.2.11");

    isKept(paris, PREFIX, Withheld.OWN_ROUTE);
  }

  @Test
  void aRouteTowardsItselfIsNot() {
    paris.announce(PREFIX, "192.0.2.13");

    isKept(london, PREFIX, Withheld.OWN_NEXT_HOP);
  }

  @Test
  void aRouteOfAClusterThatItIsNotJoinedWithIsNot() {
    Member tokyo = fixture.client("192.0.2.15", "tokyo", "tokyo");
    paris.announce(PREFIX, "192.0.2.11");

    isKept(tokyo, PREFIX, Withheld.OTHER_DOMAIN);
  }

  @Test
  void aRouteOfItsOwnMeshIsNot() {
    Member second =
        join(
            "192.0.2.12",
            "paris",
            key(RouteSource.Kind.CLIENT, "paris", ours(), AddressFamily.IPV4_UNICAST));
    paris.announce(PREFIX, "192.0.2.11");

    isKept(second, PREFIX, Withheld.OWN_MESH);
  }

  @Test
  void aRouteOfAFamilyThatTheSessionDoesNotCarryIsNot() {
    Member only4 =
        join(
            "192.0.2.12",
            "paris",
            key(RouteSource.Kind.CLIENT, "", ours(), AddressFamily.IPV4_UNICAST));
    london.announce(
        "2001:db8:1::/64",
        Paths.ipv6Attributes(
            "2001:db8::13", Frames.ORIGIN + Frames.AS_PATH_EMPTY + Frames.LOCAL_PREF));

    isKept(only4, "2001:db8:1::/64", Withheld.FAMILY_NOT_NEGOTIATED);
  }

  @Test
  void aRouteThatIsNotToLeaveTheAsIsNotSentToAnother() {
    Member external =
        join(
            "192.0.2.12",
            "paris",
            key(RouteSource.Kind.EXTERNAL, "", ours(), AddressFamily.IPV4_UNICAST));
    london.announce(
        PREFIX,
        Paths.attributes(
            Frames.ORIGIN
                + Frames.AS_PATH_EMPTY
                + "400304 c000020d"
                + Frames.LOCAL_PREF
                + "c00804 ffffff01"));

    isKept(external, PREFIX, Withheld.NO_EXPORT);
  }

  @Test
  void aRouteThatStartsHereNeedsAnAddressOfOursInItsFamily() {
    Member overIpv6 =
        join(
            "192.0.2.12",
            "paris",
            key(
                RouteSource.Kind.CLIENT,
                "",
                IpAddress.of("2001:db8::1"),
                AddressFamily.IPV4_UNICAST));
    fixture.engine.originate(Set.of(Prefix.of(PREFIX)));

    isKept(overIpv6, PREFIX, Withheld.NO_ADDRESS_OF_OURS);
    assertThat(why(london, PREFIX)).isNull();
  }

  @Test
  void aRouteThatFitsIntoNoMessageIsNot() {
    String base = Frames.ORIGIN + Frames.AS_PATH_EMPTY + "400304 c000020b";
    String unknown = "d0c8 0fd0" + "00".repeat(0xfd0);
    Member narrow =
        join(
            "192.0.2.12",
            "london",
            key(RouteSource.Kind.CLIENT, "", ours(), AddressFamily.IPV4_UNICAST));
    paris.announce(PREFIX, Paths.attributes(base + unknown));

    isKept(narrow, PREFIX, Withheld.TOO_LONG);
    assertThat(narrow.hear()).noneMatch(line -> line.startsWith("announce"));
  }

  @Test
  void aPathThatLosesSaysByWhat() {
    Member second = fixture.client("192.0.2.12", "paris", "paris", "london");
    paris.announce(PREFIX, "192.0.2.11");
    second.announce(PREFIX, "192.0.2.12");
    fixture.settle();

    List<SentRoute.Candidate> paths = fixture.sent(london, PREFIX).paths();
    assertThat(paths)
        .extracting(SentRoute.Candidate::withheld)
        .containsExactly(null, Withheld.NOT_BEST);
    assertThat(paths.getLast().better()).isEqualTo(Reason.ROUTER_ID);
  }

  @Test
  void whatHasJustComeCounts() {
    fixture.settle();
    paris.announce(PREFIX, "192.0.2.11");

    // Without a turn of the engine in between.
    assertThat(fixture.sent(london).sent()).isEqualTo(1);
  }

  @Test
  void theFirstPrefixesAreListedInTheirOrder() {
    for (int i = 40; i >= 0; i--) {
      paris.announce("10.1." + i + ".0/24", "192.0.2.11");
    }
    fixture.settle();

    SentRoutes.Kept kept = fixture.sent(paris).withheld().get(Withheld.OWN_ROUTE);
    assertThat(kept.count()).isEqualTo(41);
    assertThat(kept.first()).hasSize(16).startsWith(Prefix.of("10.1.0.0/24")).isSorted();
  }

  @Test
  void aChangeOfWhatIsSentShowsInTheCounter() {
    fixture.settle();
    long before = fixture.statistics.exports();
    fixture.settle();
    assertThat(fixture.statistics.exports()).isEqualTo(before);

    paris.announce(PREFIX, "192.0.2.11");
    fixture.settle();
    long announced = fixture.statistics.exports();
    assertThat(announced).isNotEqualTo(before);

    london.leave();
    assertThat(fixture.statistics.exports()).isNotEqualTo(announced);
  }
}
