package io.podspan.peeringservice.routers.cilium;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peerings of Cilium that are there in part: what somebody took away, and aborted rollouts. */
class CiliumRepairTest {
  private static final RouterKind CILIUM = new RouterKind("cilium");
  private static final Cluster PARIS =
      Drivers.cluster(CILIUM)
          .with(
              List.of(
                  new Node("paris-1", "198.18.1.11", Samples.cidrs("10.1.1.0/24")),
                  new Node("paris-2", "198.18.1.12", Samples.cidrs("10.1.2.0/24"))));
  private static final List<String> NODES = List.of("paris-1", "paris-2");

  @TempDir Path folder;
  private Drivers drivers;
  private RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "cilium");
    driver = drivers.routers.of(CILIUM);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private static Aim aim(List<Reflector> wanted, List<Reflector> unwanted) {
    return new Aim("europe", PARIS, List.of(), wanted, unwanted);
  }

  private RouterChange join() {
    return drivers.plan(aim(List.of(REFLECTOR), List.of()));
  }

  private RouterChange leave() {
    return drivers.plan(aim(List.of(), List.of(REFLECTOR)));
  }

  private List<String> drift() {
    return driver
        .standing(PARIS.access())
        .drift(aim(List.of(REFLECTOR), List.of()), List.of())
        .stream()
        .map(Drift::difference)
        .flatMap(List::stream)
        .toList();
  }

  private void roll(RouterChange change, List<String> nodes) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    for (String node : nodes) {
      if (driver.checkNode(PARIS.access(), change, node) instanceof RouterOutcome.Changeable) {
        driver.changeNode(PARIS.access(), change, node);
      }
    }
  }

  private void rollOut(RouterChange change) {
    roll(change, NODES);
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
  }

  private void rollBack(RouterChange change) {
    assertThat(driver.revert(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    rollOut(change.takenBack());
  }

  private List<String> names(ResourceType type) {
    return drivers.paper.store().list(type, "").stream()
        .map(object -> object.at("/metadata/name").asText())
        .toList();
  }

  private ObjectNode clusterConfig() {
    return drivers
        .paper
        .store()
        .get(ObjectKey.of(ResourceType.CILIUM_CLUSTER_CONFIG, "", "podspan"));
  }

  private void select(String selector) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.CILIUM_CLUSTER_CONFIG, "", "podspan"),
            object -> {
              object.withObject("/spec").set("nodeSelector", Json.parse(selector));
              return object;
            });
  }

  private void label(String node, String name, String value) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", node),
            object -> {
              object.withObject("/metadata/labels").put(name, value);
              return object;
            });
  }

  private void remove(ResourceType type, String name) {
    drivers.paper.store().remove(ObjectKey.of(type, "", name));
  }

  private void assertThatNothingIsLeft() {
    assertThat(names(ResourceType.CILIUM_CLUSTER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).isEmpty();
  }

  @Test
  void anAdvertisementThatSomebodyDeletedIsADriftAndComesBackWithoutATurn() {
    rollOut(join());
    assertThat(drift()).isEmpty();
    remove(ResourceType.CILIUM_ADVERTISEMENT, "podspan-europe");
    assertThat(drift()).containsExactly("- CiliumBGPAdvertisement podspan-europe: PodCIDR");

    RouterChange again = join();
    assertThat(driver.checkNode(PARIS.access(), again, "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(again);
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");
    assertThat(drift()).isEmpty();
  }

  @Test
  void aPeerConfigThatSomebodyDeletedIsADriftAndComesBack() {
    rollOut(join());
    remove(ResourceType.CILIUM_PEER_CONFIG, "podspan-europe-reflector");
    assertThat(drift())
        .singleElement()
        .asString()
        .startsWith("- CiliumBGPPeerConfig podspan-europe-reflector: peerPort 179");
    rollOut(join());
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).containsExactly("podspan-europe-reflector");
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");
    assertThat(drift()).isEmpty();
  }

  @Test
  void aSelectorThatSomebodyNarrowedIsADriftAndGrowsNodeByNode() {
    label("paris-2", "rack", "b");
    rollOut(join());
    select("{\"matchLabels\": {\"rack\": \"b\"}}");
    assertThat(drift())
        .containsExactly(
            "- CiliumBGPClusterConfig podspan: selects all nodes",
            "+ CiliumBGPClusterConfig podspan: nodeSelector paris-2");

    RouterChange again = join();
    roll(again, List.of("paris-1"));
    assertThat(clusterConfig().at("/spec/nodeSelector/matchExpressions/0/values").toString())
        .isEqualTo("[\"paris-1\",\"paris-2\"]");
    rollOut(again);
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isFalse();
    assertThat(drift()).isEmpty();
  }

  @Test
  void onTheWayBackTheSameNodesAreSelectedAsBefore() {
    label("paris-2", "rack", "b");
    rollOut(join());
    select("{\"matchLabels\": {\"rack\": \"b\"}}");
    RouterChange again = join();
    roll(again, NODES);
    rollBack(again);
    assertThat(clusterConfig().at("/spec/nodeSelector/matchExpressions/0/values").toString())
        .isEqualTo("[\"paris-2\"]");
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).hasSize(1);
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).hasSize(1);
  }

  @Test
  void aLeaveEndsOneNodesSessionsAtATurnWhateverTheSelectorSays() {
    label("paris-1", "rack", "a");
    label("paris-2", "rack", "a");
    rollOut(join());
    select("{\"matchLabels\": {\"rack\": \"a\"}}");
    RouterChange leave = leave();
    roll(leave, List.of("paris-1"));
    assertThat(clusterConfig().at("/spec/nodeSelector/matchExpressions/0/values").toString())
        .isEqualTo("[\"paris-2\"]");
    rollOut(leave);
    assertThatNothingIsLeft();
  }

  @Test
  void aJoinThatIsAbortedBeforeTheFirstNodeLeavesNothingWhenItIsWithdrawn() {
    driver.apply(PARIS.access(), join());
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).hasSize(1);
    RouterChange leave = leave();
    assertThat(leave.diff())
        .containsExactly(
            "- CiliumBGPPeerConfig podspan-europe-reflector",
            "- CiliumBGPAdvertisement podspan-europe: PodCIDR");
    rollOut(leave);
    assertThatNothingIsLeft();
  }

  @Test
  void aRetryOfItThatIsTakenBackLeavesNothing() {
    driver.apply(PARIS.access(), join());
    RouterChange retry = join();
    roll(retry, List.of("paris-1"));
    rollBack(retry);
    assertThatNothingIsLeft();
  }

  @Test
  void aRetryOfOneThatIsAbortedAfterTheFirstNodeGoesOnWithTheOthers() {
    roll(join(), List.of("paris-1"));
    RouterChange retry = join();
    assertThat(retry.isEmpty()).isFalse();
    rollOut(retry);
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isFalse();
    assertThat(join().isEmpty()).isTrue();
  }

  @Test
  void peersOfAnotherInterconnectThatStaysKeepTheirObjects() {
    rollOut(join());
    RouterChange world =
        drivers.plan(new Aim("world", PARIS, List.of(), List.of(REFLECTOR), List.of()));
    assertThat(world.isEmpty()).as("the reflector is a peer already").isTrue();
    rollOut(drivers.plan(new Aim("world", PARIS, List.of(), List.of(), List.of())));
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).containsExactly("podspan-europe-reflector");
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");
  }
}
