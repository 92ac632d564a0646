package io.podspan.routecollector.bmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage;
import io.podspan.bgp.wire.bmp.BmpMessage.Figure;
import io.podspan.bgp.wire.bmp.PeerHeader;
import io.podspan.routecollector.bmp.BmpView.PeerRow;
import io.podspan.routecollector.bmp.BmpView.Query;
import io.podspan.routecollector.bmp.BmpView.RouteRow;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final PeerHeader PRE = Told.peer(Told.PEER, 0);
  private static final PeerHeader POST = Told.peer(Told.PEER, PeerHeader.POST_POLICY);

  private final RouteCount all = new RouteCount(6);
  private final Router router =
      new Router(
          new Router.Name(IpAddress.of("198.51.100.1"), "r1"),
          new Limits(10, 2, 4, 6),
          new RouteCount(4),
          all);
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");

  @BeforeEach
  void connects() {
    router.connected(Told.initiation("r1"), now);
  }

  @Test
  void keepsRoutesPerPeerAndTable() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24", "10.2.0.0/24"));
    hears(Told.announced(POST, "198.51.100.2", "10.1.0.0/24"));

    assertThat(routes())
        .containsExactly(
            "adj-rib-in-post 10.1.0.0/24 198.51.100.2",
            "adj-rib-in-pre 10.1.0.0/24 198.51.100.2",
            "adj-rib-in-pre 10.2.0.0/24 198.51.100.2");
    assertThat(all.count()).isEqualTo(3);
  }

  @Test
  void aWithdrawalTakesARouteOutOfItsTableOnly() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.announced(POST, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.withdrawn(POST, "10.1.0.0/24"));

    assertThat(routes()).containsExactly("adj-rib-in-pre 10.1.0.0/24 198.51.100.2");
  }

  @Test
  void aRouteToldAgainKeepsItsAgeAndOneThatDiffersDoesNot() {
    Instant first = now;
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    passes(10);
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    assertThat(rows().getFirst().since()).isEqualTo(first);

    hears(Told.announced(PRE, "198.51.100.3", "10.1.0.0/24"));
    assertThat(rows().getFirst().since()).isEqualTo(now);
  }

  @Test
  void aPeerThatGoesDownTakesItsRoutesAlongAndSaysWhy() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.down(Told.PEER));

    assertThat(routes()).isEmpty();
    assertThat(all.count()).isZero();
    assertThat(peer().state()).isEqualTo("down");
    assertThat(peer().why()).isEqualTo("the peer ended the session without a word");
  }

  @Test
  void routesOfAPeerThatIsDownAreNotTaken() {
    hears(Told.down(Told.PEER));

    assertThat(hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"))).isPresent();
    assertThat(routes()).isEmpty();
    assertThat(router.faults()).isEqualTo(1);
  }

  @Test
  void aPeerThatComesUpAgainBeginsAnew() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.up(Told.PEER));

    assertThat(routes()).isEmpty();
  }

  @Test
  void aPeerThatIsNeverSaidToBeUpIsAssumedToBe() {
    hears(Told.announced(Told.locRib(), "0.0.0.0", "10.1.0.0/24"));

    assertThat(peer().state()).isEqualTo("assumed");
    assertThat(peer().kind()).isEqualTo("loc_rib");
    assertThat(routes()).containsExactly("loc-rib 10.1.0.0/24 0.0.0.0");
  }

  @Test
  void afterItsConnectionEndsItsRoutesAreStaleForAMinute() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    router.closed("it broke", now);

    passes(59);
    assertThat(router.state()).isEqualTo(Router.State.STALE);
    assertThat(rows()).singleElement().matches(RouteRow::stale);

    passes(1);
    assertThat(router.state()).isEqualTo(Router.State.GONE);
    assertThat(router.why()).isEqualTo("it broke");
    assertThat(rows()).isEmpty();
    assertThat(all.count()).isZero();
  }

  @Test
  void theEndOfItsNextDumpTakesWhatWasNotToldAgain() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24", "10.2.0.0/24"));
    hears(Told.announced(PRE, "2001:db8::2", "2001:db8:1::/64"));
    router.closed("it broke", now);
    passes(20);
    router.connected(Told.initiation("r1"), now);
    assertThat(peer().state()).isEqualTo("stale");
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.2.0.0/24"));
    assertThat(rows()).filteredOn(RouteRow::stale).hasSize(2);

    hears(Told.endOfRib(PRE, AddressFamily.IPV4_UNICAST));

    assertThat(routes())
        .containsExactly(
            "adj-rib-in-pre 10.2.0.0/24 198.51.100.2",
            "adj-rib-in-pre 2001:db8:1::/64 2001:db8::2");
    assertThat(all.count()).isEqualTo(2);

    hears(Told.endOfRib(PRE, AddressFamily.IPV6_UNICAST));

    assertThat(routes()).containsExactly("adj-rib-in-pre 10.2.0.0/24 198.51.100.2");
    assertThat(peer().tables().getFirst().complete()).isTrue();
    assertThat(all.count()).isEqualTo(1);
  }

  @Test
  void anEndOfRibThatIsSaidAgainCostsNoLookThroughTheTable() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    for (int i = 0; i < 10; i++) {
      hears(Told.endOfRib(PRE, AddressFamily.IPV4_UNICAST));
    }
    assertThat(table().sweeps()).isEqualTo(1);

    router.connected(Told.initiation("r1"), now);
    assertThat(peer().tables().getFirst().complete()).as("of this dump").isFalse();
    hears(Told.endOfRib(PRE, AddressFamily.IPV4_UNICAST));
    assertThat(table().sweeps()).isEqualTo(2);
    assertThat(routes()).as("it was not told again").isEmpty();
  }

  @Test
  void whatItUsesIsNotWholeWherePeersAreLeftOut() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.up("198.51.100.3"));
    assertThat(rib().whole()).isTrue();

    hears(Told.up("198.51.100.4"));
    assertThat(rib().whole()).isFalse();
  }

  @Test
  void whatItUsesIsCompleteWhenItSaysSo() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    assertThat(rib().complete()).isFalse();

    hears(Told.endOfRib(PRE, AddressFamily.IPV4_UNICAST));
    assertThat(rib().complete()).isTrue();
  }

  @Test
  void whatItUsesIsNotCompleteWhileOneFamilyStillComes() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    hears(Told.endOfRib(PRE, AddressFamily.IPV4_UNICAST));
    hears(Told.announced(PRE, "2001:db8::2", "2001:db8:1::/64"));
    assertThat(rib().complete()).isFalse();

    hears(Told.withdrawn(PRE, "2001:db8:1::/64"));
    assertThat(rib().complete()).as("there is no such route any more").isTrue();

    hears(Told.announced(PRE, "2001:db8::2", "2001:db8:1::/64"));
    hears(Told.endOfRib(PRE, AddressFamily.IPV6_UNICAST));
    assertThat(rib().complete()).isTrue();
  }

  @Test
  void whatItUsesCanBeCountedOnly() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24", "10.2.0.0/24"));

    BmpView.Rib counted = Rows.rib(List.of(router), false).orElseThrow();
    assertThat(counted.total()).isEqualTo(2);
    assertThat(counted.routes()).isEmpty();
  }

  @Test
  void withoutAnEndOfRibWhatWasNotToldAgainGoesAfterAMinute() {
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24", "10.2.0.0/24"));
    hears(Told.up("198.51.100.3"));
    router.connected(Told.initiation("r1"), now);
    hears(Told.up(Told.PEER));
    hears(Told.announced(PRE, "198.51.100.2", "10.2.0.0/24"));

    passes(60);

    assertThat(routes()).containsExactly("adj-rib-in-pre 10.2.0.0/24 198.51.100.2");
    assertThat(router.peers()).hasSize(1);
  }

  @Test
  void routesBeyondItsShareAreLeftOutAndCounted() {
    hears(
        Told.announced(
            PRE,
            "198.51.100.2",
            "10.1.0.0/24",
            "10.2.0.0/24",
            "10.3.0.0/24",
            "10.4.0.0/24",
            "10.5.0.0/24"));

    assertThat(routes()).hasSize(4);
    assertThat(peer().tables().getFirst().leftOut()).isEqualTo(1);
    assertThat(Rows.rib(List.of(router), true).orElseThrow().whole()).isFalse();

    hears(Told.withdrawn(PRE, "10.1.0.0/24"));
    hears(Told.announced(PRE, "198.51.100.2", "10.5.0.0/24"));
    assertThat(routes()).hasSize(4);
  }

  @Test
  void whatAllRoutersHaveTogetherIsBoundedToo() {
    all.add(5);
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24", "10.2.0.0/24"));

    assertThat(routes()).hasSize(1);
  }

  @Test
  void peersBeyondItsShareAreLeftOutUnlessOneThatIsDownMakesRoom() {
    hears(Told.up("198.51.100.2"));
    hears(Told.up("198.51.100.3"));
    hears(Told.up("198.51.100.4"));
    assertThat(router.peers()).hasSize(2);
    assertThat(router.peersLeftOut()).isEqualTo(1);

    hears(Told.down("198.51.100.2"));
    hears(Told.up("198.51.100.4"));
    assertThat(router.peers())
        .extracting(peer -> peer.key().address().toString())
        .containsExactly("198.51.100.3", "198.51.100.4");
  }

  @Test
  void anUpdateThatCannotBeReadCostsItselfAndIsTold() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    Optional<BmpFault> fault = hears(Told.unreadable(PRE));

    assertThat(fault).isPresent();
    assertThat(router.lastFault()).contains("octet").contains("Route Monitoring");
    assertThat(routes()).hasSize(1);
    assertThat(peer().tables().getFirst().unreadable()).isEqualTo(1);
  }

  @Test
  void itsFiguresAreNamed() {
    hears(Told.up(Told.PEER));
    hears(
        new BmpMessage.Statistics(
            PRE,
            List.of(new Figure(7, 0, 0, 12), new Figure(9, 1, 1, 3), new Figure(99, 0, 0, 1))));

    assertThat(peer().figures()).containsOnly(java.util.Map.entry("routes-in-adj-rib-in", 12L));
  }

  @Test
  void whatItUsesIsItsLocRibIfItTellsIt() {
    hears(Told.announced(PRE, "198.51.100.2", "10.1.0.0/24"));
    assertThat(Rows.rib(List.of(router), true).orElseThrow().table()).isEqualTo("adj-rib-in-pre");

    hears(Told.announced(Told.locRib(), "198.51.100.2", "10.2.0.0/24"));
    BmpView.Rib rib = Rows.rib(List.of(router), true).orElseThrow();
    assertThat(rib.table()).isEqualTo("loc-rib");
    assertThat(rib.whole()).isTrue();
    assertThat(rib.routes()).extracting(RouteRow::prefix).containsExactly("10.2.0.0/24");
  }

  @Test
  void ofMessagesNothingIsKeptButWhatIsNeeded() {
    assertThat(Stream.of(Router.class, MonitoredPeer.class, RouteTable.class, Held.class))
        .flatExtracting(kept -> List.of(kept.getDeclaredFields()))
        .extracting(Field::toGenericString)
        .as("a Peer Up has up to 128 KiB")
        .noneMatch(field -> field.contains("BmpMessage") || field.contains("Octets"));
  }

  @Test
  void pathIdentifiersAreAsThePeerUpSaidThoughTheTableComesLater() {
    hears(Told.upWithPathIds(Told.PEER));
    hears(Told.twoPaths(PRE));

    assertThat(rows()).extracting(RouteRow::pathId).containsExactly(1L, 2L);
  }

  @Test
  void aLongAsPathIsCut() {
    assertThat(Words.path("65001 65002")).isEqualTo("65001 65002");
    assertThat(Words.path("65001 ".repeat(40))).hasSize(Limits.PATH + 3).endsWith("...");
  }

  @Test
  void itsWordsAreMadeHarmless() {
    assertThat(Words.harmless("a\u001b[31m\nb")).isEqualTo("a [31m b");
    assertThat(Words.harmless("x".repeat(500))).hasSize(Limits.TEXT + 3);
  }

  private Optional<BmpFault> hears(BmpMessage message) {
    return router.heard(message, now);
  }

  private void passes(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
    router.tick(now);
  }

  private BmpView.Rib rib() {
    return Rows.rib(List.of(router), true).orElseThrow();
  }

  private RouteTable table() {
    return router.peers().iterator().next().tables().get(PeerHeader.Table.ADJ_RIB_IN_PRE);
  }

  private PeerRow peer() {
    return Rows.of(router, true).peers().getFirst();
  }

  private List<RouteRow> rows() {
    return Rows.page(List.of(router), new Query(_ -> true, null, null, 0, 100)).routes();
  }

  private List<String> routes() {
    return rows().stream()
        .map(r -> r.table() + " " + r.prefix() + " " + r.nextHop())
        .sorted()
        .toList();
  }
}
