package io.podspan.peeringservice.kubernetes;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.Planning;
import io.podspan.peeringservice.peering.Planning.Aim;
import io.podspan.peeringservice.peering.RouterChange;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.rollout.Observed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalicoDriverTest {
  private static final Cluster TOKYO = Drivers.cluster(Cni.CALICO);
  private static final Cluster LONDON = Samples.cluster("london", 2, Cni.KUBE_ROUTER);

  @TempDir Path folder;
  private Drivers drivers;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "calico");
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private RouterChange plan(Aim aim) {
    return ((Planning.Planned) Planning.of(aim, drivers.routers.router(TOKYO))).change();
  }

  private RouterChange join() {
    return plan(new Aim("asia", TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of()));
  }

  private RouterChange leave() {
    return plan(new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR)));
  }

  private List<ObjectNode> objects(ResourceType type) {
    return drivers.paper.store().list(type, "");
  }

  @Test
  void createsPeerAndPoolAndTakesThemBack() {
    assertThat(drivers.routers.apply(TOKYO, join())).isEqualTo(new Observed.Applied());
    ObjectNode peer = objects(ResourceType.BGP_PEER).getFirst();
    assertThat(peer.at("/metadata/name").asText()).isEqualTo("podspan-asia-reflector");
    assertThat(peer.at("/metadata/labels/podspan.io~1interconnect").asText()).isEqualTo("asia");
    assertThat(peer.at("/spec/peerIP").asText()).isEqualTo("192.0.2.1");
    assertThat(peer.at("/spec/asNumber").asLong()).isEqualTo(64512);
    ObjectNode pool = objects(ResourceType.IP_POOL).getFirst();
    assertThat(pool.at("/spec").toString())
        .contains("\"disabled\":true", "\"natOutgoing\":false", "\"disableBGPExport\":true");
    assertThat(drivers.routers.checkNode(TOKYO, join(), "paris-1"))
        .isEqualTo(new Observed.UpToDate());

    assertThat(drivers.routers.apply(TOKYO, leave())).isEqualTo(new Observed.Applied());
    assertThat(objects(ResourceType.BGP_PEER)).isEmpty();
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
    assertThat(leave().isEmpty()).isTrue();
  }

  @Test
  void doingItAgainChangesNothing() {
    RouterChange change = join();
    drivers.routers.apply(TOKYO, change);
    assertThat(drivers.routers.apply(TOKYO, change)).isEqualTo(new Observed.Applied());
    assertThat(drivers.routers.apply(TOKYO, change.reversed())).isEqualTo(new Observed.Applied());
    assertThat(drivers.routers.apply(TOKYO, change.reversed())).isEqualTo(new Observed.Applied());
    assertThat(objects(ResourceType.BGP_PEER)).isEmpty();
  }

  @Test
  void anObjectOfSomebodyElseIsLeftAlone() {
    RouterChange change = join();
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "podspan-asia-reflector",
        "{\"spec\": {\"peerIP\": \"203.0.113.9\", \"asNumber\": 65000}}");
    assertThat(drivers.routers.apply(TOKYO, change))
        .isInstanceOfSatisfying(
            Observed.Refusal.class,
            r -> assertThat(r.reason()).contains("another BGPPeer named podspan-asia-reflector"));
    drivers.routers.apply(TOKYO, change.reversed());
    assertThat(objects(ResourceType.BGP_PEER)).hasSize(1);
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
  }

  @Test
  void saysThatANodeIsNotReady() {
    drivers.paper.setReady("paris-1", false);
    assertThat(drivers.routers.checkNode(TOKYO, join(), "paris-1"))
        .isInstanceOf(Observed.NotReady.class);
  }
}
