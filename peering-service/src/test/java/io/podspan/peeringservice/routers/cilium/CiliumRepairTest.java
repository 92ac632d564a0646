package io.podspan.peeringservice.routers.cilium;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.api.Json;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Peerings of Cilium that are there in part: what somebody took away, and aborted rollouts. */
class CiliumRepairTest extends OnCilium {
  private RouterChange join() {
    return drivers.plan(join("europe", REFLECTOR));
  }

  private RouterChange leave() {
    return drivers.plan(leave("europe", REFLECTOR));
  }

  private List<String> drift() {
    return driver.standing(PARIS.access()).drift(join("europe", REFLECTOR), List.of()).stream()
        .map(Drift::difference)
        .flatMap(List::stream)
        .toList();
  }

  private void select(String selector) {
    edit(
        ResourceType.CILIUM_CLUSTER_CONFIG,
        "podspan",
        config -> config.withObject("/spec").set("nodeSelector", Json.parse(selector)));
  }

  private void label(String node, String name, String value) {
    edit(ResourceType.NODE, node, object -> object.withObject("/metadata/labels").put(name, value));
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
    RouterChange world = drivers.plan(join("world", REFLECTOR));
    assertThat(world.isEmpty()).as("the reflector is a peer already").isTrue();
    rollOut(drivers.plan(leave("world")));
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).containsExactly("podspan-europe-reflector");
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");
  }
}
