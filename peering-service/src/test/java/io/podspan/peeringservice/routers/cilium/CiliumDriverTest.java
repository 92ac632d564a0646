package io.podspan.peeringservice.routers.cilium;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Changed;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The driver against a simulated API server and operator. Join, leave, and both taken back work on
 * the same objects: they are in one class, so that each is held to what the others leave behind.
 */
class CiliumDriverTest extends OnCilium {
  private static final Reflector SECOND = new Reflector("second", "192.0.2.9", 179, 64512);

  /** By node, the uid and the peers of what Cilium's operator made. */
  private Map<String, String> nodeConfigs() {
    Map<String, String> configs = new TreeMap<>();
    objects(ResourceType.CILIUM_NODE_CONFIG)
        .forEach(
            c ->
                configs.put(
                    c.at("/metadata/name").asText(),
                    c.at("/metadata/uid").asText() + " " + c.at("/spec")));
    return configs;
  }

  private void awaitNodes(String... nodes) {
    await().until(() -> List.copyOf(nodeConfigs().keySet()).equals(List.of(nodes)));
  }

  private RouterOutcome.OfChange turn(RouterChange change, String node) {
    assertThat(driver.checkNode(PARIS.access(), change, node))
        .isEqualTo(new RouterOutcome.Changeable());
    return driver.changeNode(PARIS.access(), change, node);
  }

  /** Every call is made twice, as after a crash. */
  private void rollTwice(RouterChange change) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new Applied());
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new Applied());
    for (String node : List.of("paris-1", "paris-2")) {
      turn(change, node);
      assertThat(turn(change, node)).isEqualTo(new UpToDate());
    }
    finish(change);
    finish(change);
  }

  private void finish(RouterChange change) {
    assertThat(driver.restore(PARIS.access(), change, List.of())).isEqualTo(new Restored());
  }

  @Test
  void readsWhatCiliumSaysOfTheCluster() {
    FoundRouter found = driver.detect(PARIS.access()).router().orElseThrow();
    assertThat(found.kind()).isEqualTo(CILIUM);
    assertThat(found.version()).isEqualTo("v2.1.0");
    assertThat(found.asn().value()).isEqualTo(64512);
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("10.1.0.0/16"));
    assertThat(found.nodeCidrs().get("paris-2")).isEqualTo(Samples.cidrs("10.1.2.0/24"));
    assertThat(found.facts().advertiseOnly()).isTrue();
    assertThat(found.facts().nodeMesh()).isFalse();
  }

  @Test
  void isNoRouterWhereItsBgpControlPlaneIsOff() {
    set("enable-bgp-control-plane", "false");
    Detection detection = driver.detect(PARIS.access());
    assertThat(detection.router()).isEmpty();
    assertThat(detection.silent())
        .containsExactly(
            "Cilium in kube-system/cilium does not speak BGP (enable-bgp-control-plane is not true"
                + " in the ConfigMap kube-system/cilium-config).");
  }

  @Test
  void saysWhatItWillWriteAndThatCiliumOnlyAnnounces() {
    Planning planning = driver.read(PARIS.access()).plan(join("europe", REFLECTOR));
    assertThat(planning).isInstanceOf(Planned.class);
    Planned planned = (Planned) planning;
    assertThat(planned.change().diff())
        .containsExactly(
            "+ CiliumBGPAdvertisement podspan-europe: PodCIDR",
            "+ CiliumBGPPeerConfig podspan-europe-reflector: peerPort 179, family ipv4 unicast,"
                + " gracefulRestart",
            "+ CiliumBGPClusterConfig podspan: peer podspan-europe-reflector: peerAddress"
                + " 192.0.2.1, peerASN 64512");
    assertThat(planned.cautions()).extracting(Caution::code).containsExactly("advertise-only");
  }

  @Test
  void selectsEachNodeWhenItsTurnComesAndAllNodesAtTheEnd() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    assertThat(names(ResourceType.CILIUM_CLUSTER_CONFIG))
        .as("no session starts before the first turn")
        .isEmpty();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).containsExactly("podspan-europe-reflector");
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");

    assertThat(turn(change, "paris-1")).isEqualTo(new Changed());
    awaitNodes("paris-1");
    Map<String, String> first = nodeConfigs();
    assertThat(turn(change, "paris-2")).isEqualTo(new Changed());
    awaitNodes("paris-1", "paris-2");
    Map<String, String> both = nodeConfigs();
    assertThat(both).containsAllEntriesOf(first);

    finish(change);
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isFalse();
    await()
        .until(
            () ->
                clusterConfig()
                    .at("/status/conditions/0/observedGeneration")
                    .equals(clusterConfig().at("/metadata/generation")));
    assertThat(nodeConfigs()).as("no node changes its owner, so no session ends").isEqualTo(both);
  }

  @Test
  void aLeaveTakesNodeAfterNodeAndLeavesNothing() {
    rollTwice(drivers.plan(join("europe", REFLECTOR)));
    awaitNodes("paris-1", "paris-2");
    RouterChange change = drivers.plan(leave("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    assertThat(turn(change, "paris-1")).isEqualTo(new Changed());
    awaitNodes("paris-2");
    assertThat(turn(change, "paris-2")).isEqualTo(new Changed());
    awaitNodes();
    finish(change);
    assertThat(names(ResourceType.CILIUM_CLUSTER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).isEmpty();
  }

  @Test
  void aJoinIsTakenBackFromWhereverItIs() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    turn(change, "paris-1");
    RouterChange back = change.takenBack();
    assertThat(driver.revert(PARIS.access(), change)).isEqualTo(new Applied());
    assertThat(turn(back, "paris-1")).isEqualTo(new Changed());
    finish(back);
    assertThat(names(ResourceType.CILIUM_CLUSTER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).isEmpty();
  }

  @Test
  void aLeaveIsTakenBack() {
    rollTwice(drivers.plan(join("europe", REFLECTOR)));
    RouterChange change = drivers.plan(leave("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    turn(change, "paris-1");
    awaitNodes("paris-2");
    RouterChange back = change.takenBack();
    driver.revert(PARIS.access(), change);
    assertThat(turn(back, "paris-1")).isEqualTo(new Changed());
    awaitNodes("paris-1", "paris-2");
    finish(back);
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isFalse();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).containsExactly("podspan-europe-reflector");
  }

  @Test
  void nothingIsToDoWhereAllIsThere() {
    rollTwice(drivers.plan(join("europe", REFLECTOR)));
    assertThat(drivers.plan(join("europe", REFLECTOR)).isEmpty()).isTrue();
  }

  @Test
  void aSecondInterconnectAddsItsPeersAtOnceAndTakesThemAwayAlone() {
    rollTwice(drivers.plan(join("europe", REFLECTOR)));
    Planned planned = (Planned) driver.read(PARIS.access()).plan(join("world", SECOND));
    assertThat(planned.cautions()).extracting(Caution::code).contains("cilium-all-nodes-at-once");
    rollTwice(planned.change());
    assertThat(clusterConfig().at("/spec/bgpInstances/0/peers").findValuesAsText("peerAddress"))
        .containsExactly("192.0.2.1", "192.0.2.9");
    rollTwice(drivers.plan(leave("world", SECOND)));
    assertThat(clusterConfig().at("/spec/bgpInstances/0/peers").findValuesAsText("peerAddress"))
        .containsExactly("192.0.2.1");
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isFalse();
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).containsExactly("podspan-europe");
  }

  @Test
  void aNodeThatIsAwayKeepsTheSelectorAtSingleNodes() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    turn(change, "paris-1");
    assertThat(driver.restore(PARIS.access(), change, List.of("paris-2"))).isInstanceOf(Held.class);
    assertThat(clusterConfig().path("spec").has("nodeSelector")).isTrue();
  }

  @Test
  void configurationsOfOthersThatSelectItsNodesAreNamed() {
    drivers.paper.create(
        ResourceType.CILIUM_CLUSTER_CONFIG,
        "",
        "rack",
        """
        {"spec": {"bgpInstances": [{"name": "i", "localASN": 65001, "peers": [
          {"name": "tor", "peerAddress": "10.9.9.9", "peerASN": 65000}]}]}}
        """);
    assertThat(driver.read(PARIS.access()).plan(join("europe", REFLECTOR)))
        .isInstanceOfSatisfying(
            Unplannable.class,
            u -> {
              assertThat(u.detail()).contains("CiliumBGPClusterConfig rack selects nodes");
              assertThat(u.nextStep()).contains("peerAddress 192.0.2.1, peerASN 64512, port 179");
            });
  }

  @Test
  void onesThatHaveTheReflectorAlreadyAreLeftAsTheyAre() {
    drivers.paper.create(
        ResourceType.CILIUM_CLUSTER_CONFIG,
        "",
        "rack",
        """
        {"spec": {"bgpInstances": [{"name": "i", "localASN": 64512, "peers": [
          {"name": "tor", "peerAddress": "192.0.2.1", "peerASN": 64512}]}]}}
        """);
    assertThat(drivers.plan(join("europe", REFLECTOR)).isEmpty()).isTrue();
  }

  @Test
  void objectsOfOthersWithOurNamesAreNotTouched() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    drivers.paper.create(
        ResourceType.CILIUM_PEER_CONFIG, "", "podspan-europe-reflector", "{\"spec\": {}}");
    assertThat(driver.apply(PARIS.access(), change))
        .isInstanceOfSatisfying(
            Refused.class,
            r ->
                assertThat(r.reason())
                    .isEqualTo(
                        "There is another CiliumBGPPeerConfig named podspan-europe-reflector."));
  }

  @Test
  void theSecretThatSomebodyGaveAPeerStaysAndIsNotShown() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    driver.apply(PARIS.access(), change);
    edit(
        ResourceType.CILIUM_PEER_CONFIG,
        "podspan-europe-reflector",
        config -> config.withObject("/spec").put("authSecretRef", "bgp-password"));
    driver.apply(PARIS.access(), change);
    assertThat(objects(ResourceType.CILIUM_PEER_CONFIG).getFirst().at("/spec/authSecretRef"))
        .asString()
        .isEqualTo("\"bgp-password\"");
    turn(change, "paris-1");
    RouterChange leave = drivers.plan(leave("europe", REFLECTOR));
    assertThat(PeeringChange.of(leave).removed().getFirst().secret()).isEqualTo("bgp-password");
  }

  @Test
  void theOlderPolicyIsNamedAsAnObstacle() {
    drivers.paper.create(ResourceType.CILIUM_PEERING_POLICY, "", "old", "{\"spec\": {}}");
    RouterReading reading = driver.read(PARIS.access());
    assertThat(reading.obstacles(List.of()))
        .extracting(Violation::code)
        .containsExactly("cilium-peering-policy");
  }

  @Test
  void whatMayNotBeReadIsNotTakenForNone() {
    RouterReading reading =
        new CiliumReading(
            new CiliumSettings(null, java.util.Optional.empty()),
            null,
            new Unknown<>("the user of the kubeconfig may not list them"),
            new Unknown<>("the user of the kubeconfig may not list them either"));
    assertThat(reading.routerId(PARIS.nodes().getFirst()))
        .isEqualTo(new Unknown<>("the user of the kubeconfig may not list them either"));
    assertThat(driver.rights(PARIS.access()))
        .extracting(right -> right.verb() + " " + right.resource())
        .contains("list ciliumbgppeeringpolicies", "list ciliumbgpnodeconfigoverrides");
  }

  @Test
  void whatCiliumComplainsOfIsSaid() {
    RouterChange change = drivers.plan(join("europe", REFLECTOR));
    turn(change, "paris-1");
    awaitNodes("paris-1");
    await().until(() -> !driver.complaints(PARIS.access(), change, "paris-1").isEmpty());
    assertThat(driver.complaints(PARIS.access(), change, "paris-1"))
        .containsExactly(
            "CiliumBGPClusterConfig podspan says cilium.io/MissingPeerConfigs: Referenced"
                + " CiliumBGPPeerConfig(s) are missing: [podspan-europe-reflector]");
    assertThat(driver.complaints(PARIS.access(), change, "paris-2"))
        .contains("there is no CiliumBGPNodeConfig paris-2; Cilium's operator makes it");
  }

  @Test
  void readsTheDocumentsOfEarlierVersions() {
    RouterChange stored =
        new RouterChange(
            PeeringChange.DRIVER,
            """
            {"localAsn": 64512, "added": [{"name": "podspan-a-r", "interconnect": "a",
              "address": "192.0.2.1", "port": 179, "asn": 64512, "secret": null}],
             "removed": [], "advertised": ["a"], "unadvertised": []}
            """,
            List.of());
    PeeringChange change = PeeringChange.of(stored);
    assertThat(change.added())
        .containsExactly(new CiliumPeer("podspan-a-r", "a", "192.0.2.1", 179, 64512, null, null));
    assertThat(change.reversed().reversed()).isEqualTo(change);
  }
}
