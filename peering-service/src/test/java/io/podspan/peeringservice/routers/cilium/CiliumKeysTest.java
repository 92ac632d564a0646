package io.podspan.peeringservice.routers.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Passwords of Cilium's sessions: a Secret of ours that a CiliumBGPPeerConfig names. */
class CiliumKeysTest extends OnCilium {
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512, "one.key");
  private static final String PLACE = "bgp-secrets-namespace";

  @BeforeEach
  void agentsReadPasswords() {
    set(PLACE, "kube-system");
  }

  private List<ObjectNode> secrets() {
    return drivers.paper.store().list(ResourceType.SECRET, "kube-system").stream()
        .filter(s -> s.at("/metadata/name").asText().startsWith("podspan-bgp-"))
        .toList();
  }

  @Test
  void aJoinWritesTheSecretAndALeaveTakesItAway() {
    RouterChange change = drivers.plan(join("asia", ONE));
    rollOut(change);
    assertThat(objects(ResourceType.CILIUM_PEER_CONFIG))
        .singleElement()
        .extracting(config -> config.at("/spec/authSecretRef").asText())
        .isEqualTo("podspan-bgp-one");
    assertThat(
            new String(
                Base64.getDecoder().decode(secrets().getFirst().at("/data/password").asText()),
                StandardCharsets.UTF_8))
        .isEqualTo(Drivers.key("one.key").text());
    assertThat(change.diff() + change.document())
        .contains("authSecretRef podspan-bgp-one")
        .doesNotContain(Drivers.key("one.key").text());
    assertThat(drivers.plan(join("asia", ONE)).isEmpty()).isTrue();

    rollOut(drivers.plan(leave("asia", ONE)));
    assertThat(secrets()).isEmpty();
  }

  private List<String> drift() {
    return driver.standing(PARIS.access()).drift(join("asia", ONE), List.of()).stream()
        .flatMap(drift -> drift.difference().stream())
        .toList();
  }

  @Test
  void aSecretThatSomebodyDeletedIsADriftAndComesBackWithoutATurn() {
    rollOut(drivers.plan(join("asia", ONE)));
    assertThat(drift()).isEmpty();
    drivers
        .paper
        .store()
        .remove(ObjectKey.of(ResourceType.SECRET, "kube-system", "podspan-bgp-one"));
    assertThat(drift()).containsExactly("- Secret kube-system/podspan-bgp-one");

    RouterChange again = drivers.plan(join("asia", ONE));
    assertThat(driver.checkNode(PARIS.access(), again, "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(again);
    assertThat(secrets()).hasSize(1);
    assertThat(drift()).isEmpty();
    rollBack(again);
    assertThat(secrets()).as("it stays on a way back").hasSize(1);
  }

  @Test
  void aReferenceThatSomebodyTookOutIsADriftAndComesBack() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(
        ResourceType.CILIUM_PEER_CONFIG,
        "podspan-asia-one",
        config -> config.withObject("/spec").remove("authSecretRef"));
    assertThat(drift())
        .containsExactly("- CiliumBGPPeerConfig podspan-asia-one: authSecretRef podspan-bgp-one");
    rollOut(drivers.plan(join("asia", ONE)));
    assertThat(drift()).isEmpty();
    assertThat(
            object(ResourceType.CILIUM_PEER_CONFIG, "podspan-asia-one")
                .at("/spec/authSecretRef")
                .asText())
        .isEqualTo("podspan-bgp-one");
  }

  @Test
  void agentsThatReadNoPasswordsAreToldBefore() {
    set(PLACE, "");
    Unplannable refused = (Unplannable) driver.read(PARIS.access()).plan(join("asia", ONE));
    assertThat(refused.detail()).contains("has no bgp-secrets-namespace");
    assertThat(refused.nextStep()).contains("bgpControlPlane.secretsNamespace.name");
  }

  @Test
  void aPeerWithoutAPasswordIsNoneOfAReflectorWithAKey() {
    rollOut(drivers.plan(join("europe", new Reflector("one", "192.0.2.1", 179, 64512))));
    assertThat(((Unplannable) driver.read(PARIS.access()).plan(join("asia", ONE))).detail())
        .contains("no password, which the reflector wants");
  }

  @Test
  void aSecretOfTheClustersOperatorIsNamedAndNeitherWrittenNorTakenAway() {
    Reflector referring = new Reflector("one", "192.0.2.1", 179, 64512, null, "bgp-rr1");
    drivers.paper.create(ResourceType.SECRET, "kube-system", "bgp-rr1", "{\"type\": \"Opaque\"}");
    rollOut(drivers.plan(join("asia", referring)));
    assertThat(
            objects(ResourceType.CILIUM_PEER_CONFIG).getFirst().at("/spec/authSecretRef").asText())
        .isEqualTo("bgp-rr1");
    assertThat(drivers.plan(join("asia", referring)).isEmpty()).isTrue();

    rollOut(drivers.plan(leave("asia", referring)));
    assertThat(drivers.paper.store().list(ResourceType.SECRET, "kube-system"))
        .extracting(secret -> secret.at("/metadata/name").asText())
        .contains("bgp-rr1");
    assertThat(secrets()).isEmpty();
  }
}
