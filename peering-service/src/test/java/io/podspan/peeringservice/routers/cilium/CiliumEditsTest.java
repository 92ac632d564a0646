package io.podspan.peeringservice.routers.cilium;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields of our objects that somebody changed: found, told one by one, and written again. */
class CiliumEditsTest extends OnCilium {
  private static final String PEER = "podspan-europe-reflector";

  @BeforeEach
  void joined() {
    rollOut(again());
  }

  private RouterChange again() {
    return drivers.plan(join("europe", REFLECTOR));
  }

  private List<Drift> drift() {
    return driver.standing(PARIS.access()).drift(join("europe", REFLECTOR), List.of());
  }

  private void editPeer(Consumer<ObjectNode> how) {
    edit(ResourceType.CILIUM_PEER_CONFIG, PEER, config -> how.accept(config.withObject("/spec")));
  }

  private JsonNode peer() {
    return object(ResourceType.CILIUM_PEER_CONFIG, PEER).path("spec");
  }

  private JsonNode advertisement() {
    return object(ResourceType.CILIUM_ADVERTISEMENT, "podspan-europe").path("spec");
  }

  @Test
  void aPortThatSomebodyChangedIsFoundWithTheDifferenceAndWrittenAgain() {
    JsonNode written = peer();
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 1179));
    assertThat(drift())
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.object()).isEqualTo("CiliumBGPPeerConfig " + PEER);
              assertThat(drift.difference())
                  .containsExactly(
                      "- CiliumBGPPeerConfig " + PEER + ": transport.peerPort 179",
                      "+ CiliumBGPPeerConfig " + PEER + ": transport.peerPort 1179");
              assertThat(drift.owner()).as("our own label").isNull();
            });
    RouterChange again = again();
    assertThat(driver.checkNode(PARIS.access(), again, "paris-1"))
        .as("it is for all nodes at once")
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(again);
    rollOut(again);
    assertThat(peer()).isEqualTo(written);
    assertThat(drift()).isEmpty();
  }

  private void editClusterPeer(Consumer<ObjectNode> how) {
    edit(
        ResourceType.CILIUM_CLUSTER_CONFIG,
        "podspan",
        config -> how.accept((ObjectNode) config.at("/spec/bgpInstances/0/peers/0")));
  }

  @Test
  void anAsNumberOfAPeerThatSomebodyChangedIsFoundAndWrittenAgain() {
    JsonNode written = clusterConfig().path("spec");
    editClusterPeer(peer -> peer.put("peerASN", 64999));
    String peer = "CiliumBGPClusterConfig podspan: peer " + PEER + ": peerASN ";
    assertThat(drift().getFirst().difference())
        .containsExactly("- " + peer + "64512", "+ " + peer + "64999");
    RouterChange again = again();
    assertThat(driver.checkNode(PARIS.access(), again, "paris-1"))
        .as("no session can be up with it, so it is for all nodes at once")
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(again);
    assertThat(clusterConfig().path("spec")).isEqualTo(written);
    assertThat(drift()).isEmpty();

    rollBack(again);
    assertThat(clusterConfig().at("/spec/bgpInstances/0/peers/0/peerASN").asLong())
        .isEqualTo(64999);
  }

  @Test
  void aPeerThatSomebodyChangesMeanwhileIsNotOverwritten() {
    editClusterPeer(peer -> peer.put("peerASN", 64999));
    RouterChange again = again();
    editClusterPeer(peer -> peer.put("peerASN", 64998));
    assertThat(driver.apply(PARIS.access(), again)).isInstanceOf(Conflict.class);
    assertThat(clusterConfig().at("/spec/bgpInstances/0/peers/0/peerASN").asLong())
        .isEqualTo(64998);
  }

  @Test
  void preflightSaysThatSessionsMayBeginAgain() {
    editPeer(spec -> spec.withObject("/timers").put("connectRetryTimeSeconds", 9));
    Planned planned = (Planned) driver.read(PARIS.access()).plan(join("europe", REFLECTOR));
    assertThat(planned.cautions()).extracting(Caution::code).contains("cilium-objects-edited");
    assertThat(planned.change().diff())
        .containsExactly(
            "- CiliumBGPPeerConfig " + PEER + ": timers.connectRetryTimeSeconds 9",
            "+ CiliumBGPPeerConfig " + PEER + ": timers.connectRetryTimeSeconds 5");
  }

  @Test
  void anAdvertisementThatSomebodyWidenedIsWrittenAgain() {
    JsonNode written = advertisement();
    edit(
        ResourceType.CILIUM_ADVERTISEMENT,
        "podspan-europe",
        object ->
            object
                .withArray("/spec/advertisements")
                .add(
                    Json.parse(
                        """
                        {"advertisementType": "Service", "service": {"addresses": ["ClusterIP"]}}
                        """)));
    assertThat(drift().getFirst().difference())
        .containsExactly(
            "+ CiliumBGPAdvertisement podspan-europe: advertisements[1].advertisementType Service",
            "+ CiliumBGPAdvertisement podspan-europe: advertisements[1].service.addresses[0]"
                + " ClusterIP");
    rollOut(again());
    assertThat(advertisement()).isEqualTo(written);
  }

  @Test
  void whatTheApiServerFillsInIsNoDrift() {
    editPeer(
        spec -> {
          spec.withObject("/timers").put("holdTimeSeconds", 90).put("keepAliveTimeSeconds", 30);
          spec.withObject("/gracefulRestart").put("restartTimeSeconds", 120);
          spec.put("ebgpMultihop", 1);
        });
    assertThat(drift()).isEmpty();
    assertThat(again().isEmpty()).isTrue();
  }

  @Test
  void whatItsOwnerAddsBesideOurFieldsIsNoDriftAndStays() {
    Consumer<ObjectNode> own =
        spec -> {
          spec.withObject("/transport").put("sourceInterface", "lo");
          spec.withObject("/timers").put("holdTimeSeconds", 9);
          spec.withObject("/gracefulRestart").put("restartTimeSeconds", 60);
          spec.withObject("/bfd").put("enabled", true);
        };
    editPeer(own);
    assertThat(drift()).isEmpty();
    assertThat(again().isEmpty()).isTrue();
    JsonNode theirs = peer().deepCopy();
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 1179));
    RouterChange again = again();
    assertThat(again.diff())
        .containsExactly(
            "- CiliumBGPPeerConfig " + PEER + ": transport.peerPort 1179",
            "+ CiliumBGPPeerConfig " + PEER + ": transport.peerPort 179");
    rollOut(again);
    assertThat(peer()).isEqualTo(theirs);
    rollBack(again);
    assertThat(peer().at("/transport/sourceInterface").asText()).isEqualTo("lo");
    assertThat(peer().at("/transport/peerPort").asInt()).isEqualTo(1179);
  }

  @Test
  void whatItsOwnerAddsMeanwhileHindersNoWrite() {
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 1179));
    RouterChange again = again();
    editPeer(spec -> spec.withObject("/transport").put("sourceInterface", "lo"));
    rollOut(again);
    assertThat(peer().at("/transport/sourceInterface").asText()).isEqualTo("lo");
    assertThat(peer().at("/transport/peerPort").asInt()).isEqualTo(179);
  }

  @Test
  void neitherIsAFieldOfANewerRelease() {
    editPeer(spec -> spec.withObject("/bfd").put("enabled", false));
    assertThat(drift()).isEmpty();
  }

  @Test
  void theSecretThatSomebodyGaveAPeerStaysWhenOtherFieldsAreWrittenAgain() {
    editPeer(
        spec -> {
          spec.put("authSecretRef", "theirs");
          spec.withObject("/gracefulRestart").put("enabled", false);
        });
    rollOut(again());
    assertThat(peer().path("authSecretRef").asText()).isEqualTo("theirs");
    assertThat(peer().at("/gracefulRestart/enabled").asBoolean()).isTrue();
  }

  @Test
  void onTheWayBackItIsAsSomebodyHadIt() {
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 1179));
    RouterChange again = again();
    rollOut(again);
    rollBack(again);
    assertThat(peer().at("/transport/peerPort").asInt()).isEqualTo(1179);
  }

  @Test
  void whoChangesItMeanwhileIsNotOverwritten() {
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 1179));
    RouterChange again = again();
    editPeer(spec -> spec.withObject("/transport").put("peerPort", 2179));
    assertThat(driver.apply(PARIS.access(), again))
        .isEqualTo(new Conflict("somebody changed CiliumBGPPeerConfig " + PEER + " again"));
    assertThat(peer().at("/transport/peerPort").asInt()).isEqualTo(2179);
  }

  @Test
  void aHostileValueIsShownInOneShortLine() {
    editPeer(spec -> spec.withObject("/transport").put("peerPort", "1\n2".repeat(100)));
    assertThat(drift().getFirst().difference())
        .allMatch(line -> line.length() < 200 && !line.contains("\n"));
  }
}
