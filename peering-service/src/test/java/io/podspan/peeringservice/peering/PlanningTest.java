package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.cluster;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Planning.Aim;
import io.podspan.peeringservice.peering.Planning.Planned;
import io.podspan.peeringservice.peering.RouterReading.BgpPeer;
import io.podspan.peeringservice.peering.RouterReading.Objects;
import io.podspan.peeringservice.peering.RouterReading.Pool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanningTest {
  private static final Cluster TOKYO = cluster("tokyo", 3, Cni.CALICO);
  private static final Cluster PARIS = cluster("paris", 1, Cni.KUBE_ROUTER);
  private static final Aim JOIN =
      new Aim("asia", TOKYO, List.of(PARIS), List.of(REFLECTOR), List.of());
  private static final Aim LEAVE = new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR));
  private static final BgpPeer OURS =
      new BgpPeer("podspan-asia-reflector", "192.0.2.1", 64512, true, true);
  private static final Pool OUR_POOL =
      new Pool("podspan-asia-paris-0", "10.1.0.0/16", true, Optional.of("asia"));

  private static List<String> diff(Aim aim, RouterReading reading) {
    return ((Planned) Planning.of(aim, reading)).change().diff();
  }

  @Test
  void changesNothingWhereAllIsThere() {
    assertThat(diff(JOIN, new Objects(List.of(OURS), List.of(OUR_POOL)))).isEmpty();
  }

  @Test
  void addsNoSecondPeerAtAnAddressThatAllNodesPeerWith() {
    BgpPeer foreign = new BgpPeer("by-hand", "192.0.2.1", 64512, true, false);
    assertThat(diff(JOIN, new Objects(List.of(foreign), List.of(OUR_POOL)))).isEmpty();
  }

  @Test
  void aPeerOfSomeNodesIsNotEnough() {
    BgpPeer some = new BgpPeer("some", "192.0.2.1", 64512, false, false);
    assertThat(diff(JOIN, new Objects(List.of(some), List.of(OUR_POOL))))
        .containsExactly("+ BGPPeer podspan-asia-reflector: peerIP 192.0.2.1, asNumber 64512");
  }

  @Test
  void writesAnUnusualPortIntoThePeerAddress() {
    Reflector unusual = new Reflector("r", "192.0.2.1", 1790, 64512);
    Aim aim = new Aim("asia", TOKYO, List.of(), List.of(unusual), List.of());
    assertThat(diff(aim, new Objects(List.of(), List.of())))
        .containsExactly("+ BGPPeer podspan-asia-r: peerIP 192.0.2.1:1790, asNumber 64512");
  }

  @Test
  void removesOnlyWhatIsOurs() {
    BgpPeer foreign = new BgpPeer("by-hand", "192.0.2.1", 64512, true, false);
    Pool other = new Pool("podspan-europe-paris-0", "10.2.0.0/16", true, Optional.of("europe"));
    assertThat(diff(LEAVE, new Objects(List.of(foreign, OURS), List.of(other, OUR_POOL))))
        .containsExactly(
            "- BGPPeer podspan-asia-reflector: peerIP 192.0.2.1, asNumber 64512",
            "- IPPool podspan-asia-paris-0: cidr 10.1.0.0/16, disabled, natOutgoing false,"
                + " disableBGPExport true");
  }

  @Test
  void aChangeReversedTwiceIsItself() {
    RouterChange change = ((Planned) Planning.of(JOIN, new Objects(List.of(), List.of()))).change();
    assertThat(change.reversed().diff()).allMatch(line -> line.startsWith("- "));
    assertThat(change.reversed().reversed()).isEqualTo(change);
  }
}
