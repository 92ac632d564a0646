package io.podspan.peeringservice.routers.calico;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.routers.calico.ObjectReading.Pool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectReadingTest {
  private static final Cluster TOKYO = cluster("tokyo", 3, Samples.CALICO);
  private static final Cluster PARIS = cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Aim JOIN =
      new Aim("asia", TOKYO, List.of(PARIS), List.of(REFLECTOR), List.of());
  private static final Aim LEAVE = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
  private static final BgpPeer OURS = peer("podspan-asia-reflector", true);
  private static final Pool OUR_POOL =
      new Pool("podspan-asia-paris-0", "10.1.0.0/16", Optional.of("asia"));

  private static BgpPeer peer(String name, boolean ours, String... particulars) {
    return new BgpPeer(
        name,
        IpAddress.parse("192.0.2.1"),
        179,
        Optional.of(64512L),
        "",
        ours ? "all()" : "",
        List.of(particulars),
        ours,
        "7",
        "",
        false,
        null);
  }

  private static final String FILTERED = ", filters podspan-interconnects";

  private static BgpPeer filtered() {
    return new BgpPeer(
        OURS.name(),
        OURS.address(),
        179,
        OURS.asn(),
        "",
        "all()",
        List.of(),
        true,
        "7",
        "",
        true,
        null);
  }

  /** Where Calico has filters; what ours lets through, if there is one. */
  private static ObjectReading reading(List<BgpPeer> peers, String... takes) {
    Optional<FilterRules> present =
        takes.length == 0
            ? Optional.empty()
            : Optional.of(new FilterRules(List.of(takes), List.of("10.3.0.0/16")));
    return new ObjectReading(
        peers,
        List.of(OUR_POOL),
        List.of(),
        List.of(),
        List.of(),
        KeyPlace.UNKNOWN,
        new Filtering(true, present, ServiceRanges.NONE, false));
  }

  @Test
  void newPeersNameAFilterThatTakesAndGivesWhatTheClustersHave() {
    assertThat(diff(JOIN, reading(List.of())))
        .containsExactly(
            "+ BGPPeer podspan-asia-reflector: peerIP 192.0.2.1, asNumber 64512, nodeSelector all()"
                + FILTERED,
            "+ BGPFilter podspan-interconnects: takes 10.1.0.0/16, 10.101.0.0/16, gives"
                + " 10.3.0.0/16");
    assertThat(diff(JOIN, reading(List.of(filtered()), "10.1.0.0/16", "10.101.0.0/16"))).isEmpty();
    assertThat(((Planned) reading(List.of()).plan(JOIN)).cautions()).isEmpty();
  }

  @Test
  void peersOfEarlierVersionsStayWithoutAFilter() {
    assertThat(diff(JOIN, reading(List.of(OURS)))).isEmpty();
  }

  @Test
  void theFilterFollowsAllInterconnectsOfTheCluster() {
    Cluster lyon = cluster("lyon", 2, Samples.KUBE_ROUTER);
    Aim second =
        new Aim("europe", TOKYO, List.of(lyon), List.of(REFLECTOR), List.of(), List.of(PARIS));
    assertThat(diff(second, reading(List.of(filtered()), "10.1.0.0/16", "10.101.0.0/16")))
        .endsWith(
            "- BGPFilter podspan-interconnects: takes 10.1.0.0/16, 10.101.0.0/16, gives"
                + " 10.3.0.0/16",
            "+ BGPFilter podspan-interconnects: takes 10.1.0.0/16, 10.101.0.0/16, 10.102.0.0/16,"
                + " 10.2.0.0/16, gives 10.3.0.0/16");
    Aim last = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR), List.of());
    assertThat(diff(last, reading(List.of(filtered()), "10.1.0.0/16", "10.101.0.0/16")))
        .endsWith(
            "- BGPFilter podspan-interconnects: takes 10.1.0.0/16, 10.101.0.0/16, gives"
                + " 10.3.0.0/16")
        .noneMatch(line -> line.startsWith("+"))
        .anyMatch(line -> line.startsWith("- BGPPeer") && line.endsWith(FILTERED));
  }

  @Test
  void aReleaseWithoutFiltersIsTold() {
    Planned planned = (Planned) new ObjectReading(List.of(), List.of()).plan(JOIN);
    assertThat(planned.cautions()).extracting(Caution::code).containsExactly("calico-no-filters");
    assertThat(planned.change().diff()).noneMatch(line -> line.contains("ilter"));
  }

  private static List<String> diff(Aim aim, ObjectReading reading) {
    return ((Planned) reading.plan(aim)).change().diff();
  }

  @Test
  void changesNothingWhereAllIsThere() {
    assertThat(diff(JOIN, new ObjectReading(List.of(OURS), List.of(OUR_POOL)))).isEmpty();
  }

  @Test
  void addsNoSecondPeerAtAnAddressThatAllNodesPeerWith() {
    BgpPeer foreign = peer("by-hand", false);
    assertThat(diff(JOIN, new ObjectReading(List.of(foreign), List.of(OUR_POOL)))).isEmpty();
  }

  @Test
  void refusesASecondPeerBesideOneOfSomeNodes() {
    ObjectReading reading =
        new ObjectReading(List.of(peer("some", false, "nodeSelector")), List.of());
    assertThat(reading.plan(JOIN))
        .isInstanceOfSatisfying(
            Unplannable.class,
            u -> assertThat(u.detail()).contains("BGPPeer some", "192.0.2.1", "nodeSelector"));
  }

  @Test
  void aPoolOfOthersThatHasTheAddressesIsEnough() {
    Pool wide = new Pool("submariner", "10.0.0.0/14", Optional.empty());
    assertThat(diff(JOIN, new ObjectReading(List.of(OURS), List.of(wide)))).isEmpty();
  }

  @Test
  void writesAnUnusualPortIntoThePeerAddress() {
    Reflector unusual = new Reflector("r", "192.0.2.1", 1790, 64512);
    Aim aim = new Aim("asia", TOKYO, List.of(), List.of(unusual), List.of());
    assertThat(diff(aim, new ObjectReading(List.of(), List.of())))
        .containsExactly(
            "+ BGPPeer podspan-asia-r: peerIP 192.0.2.1:1790, asNumber 64512, nodeSelector all()");
  }

  @Test
  void removesOnlyWhatIsOurs() {
    BgpPeer foreign = peer("by-hand", false);
    Pool other = new Pool("submariner", "10.2.0.0/16", Optional.empty());
    assertThat(diff(LEAVE, new ObjectReading(List.of(foreign, OURS), List.of(other, OUR_POOL))))
        .containsExactly(
            "- BGPPeer podspan-asia-reflector: peerIP 192.0.2.1, asNumber 64512, nodeSelector all()",
            "- IPPool podspan-asia-paris-0: cidr 10.1.0.0/16, disabled, natOutgoing false,"
                + " disableBGPExport true");
  }

  @Test
  void aNewPoolIsNamedByItsCidrAndNumberedOnesStay() {
    Cluster more =
        new Cluster(
            "paris",
            Samples.KUBE_ROUTER,
            "v2.1.0",
            64512,
            Samples.cidrs("10.10.0.0/16", "10.1.0.0/16"),
            List.of(),
            List.of(Samples.node("paris", 1, 1)),
            new Access("paris", null));
    Aim aim = new Aim("asia", TOKYO, List.of(more), List.of(REFLECTOR), List.of());
    assertThat(diff(aim, new ObjectReading(List.of(OURS), List.of(OUR_POOL))))
        .containsExactly(
            "+ IPPool podspan-asia-paris-10.10.0.0-16: cidr 10.10.0.0/16, disabled, natOutgoing"
                + " false, disableBGPExport true");
  }

  @Test
  void aPoolThatAnotherInterconnectNeedsStaysUntilTheLastOneIsGone() {
    ObjectReading reading = new ObjectReading(List.of(), List.of(OUR_POOL));
    Aim first = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR), List.of(PARIS));
    assertThat(diff(first, reading)).isEmpty();
    Aim last = new Aim("europe", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
    assertThat(diff(last, reading)).hasSize(1).allMatch(line -> line.contains("10.1.0.0/16"));
  }

  @Test
  void aChangeReplacesReflectorsAndKnowsOfOtherClusters() {
    Reflector next = new Reflector("next", "192.0.2.9", 179, 64512);
    Cluster lyon = cluster("lyon", 2, Samples.KUBE_ROUTER);
    Aim change = new Aim("asia", TOKYO, List.of(lyon), List.of(next), List.of(REFLECTOR));
    assertThat(diff(change, new ObjectReading(List.of(OURS), List.of(OUR_POOL))))
        .containsExactly(
            "- BGPPeer podspan-asia-reflector: peerIP 192.0.2.1, asNumber 64512, nodeSelector all()",
            "- IPPool podspan-asia-paris-0: cidr 10.1.0.0/16, disabled, natOutgoing false,"
                + " disableBGPExport true",
            "+ BGPPeer podspan-asia-next: peerIP 192.0.2.9, asNumber 64512, nodeSelector all()",
            "+ IPPool podspan-asia-lyon-10.2.0.0-16: cidr 10.2.0.0/16, disabled, natOutgoing false,"
                + " disableBGPExport true");
  }

  @Test
  void aChangeReversedTwiceIsItself() {
    RouterChange change = ((Planned) new ObjectReading(List.of(), List.of()).plan(JOIN)).change();
    ObjectChange objects = ObjectChange.of(change);
    assertThat(objects.toChange()).isEqualTo(change);
    assertThat(objects.reversed().toChange().diff())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("- "));
    assertThat(objects.reversed().reversed()).isEqualTo(objects);
  }

  @Test
  void readsTheDocumentsOfEarlierVersions() {
    String document =
        """
        {"created":[{"kind":"PeerObject","name":"p","interconnect":"asia","peerIp":"192.0.2.1",
          "asn":64512}],"deleted":[{"kind":"PoolObject","name":"q","interconnect":"asia",
          "cidr":"10.1.0.0/16"}]}
        """;
    assertThat(ObjectChange.of(new RouterChange(ObjectChange.DRIVER, document, List.of())))
        .isEqualTo(
            new ObjectChange(
                List.of(new CalicoObject.PeerObject("p", "asia", "192.0.2.1", 64512)),
                List.of(new CalicoObject.PoolObject("q", "asia", "10.1.0.0/16"))));
  }
}
