package io.podspan.peeringservice.routers.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
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
