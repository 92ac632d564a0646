package io.podspan.peeringservice.routers.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of Cilium's sessions: a Secret of ours that a CiliumBGPPeerConfig names. */
class CiliumKeysTest {
  private static final RouterKind CILIUM = new RouterKind("cilium");
  private static final Cluster PARIS = Drivers.cluster(CILIUM);
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512, "one.key");
  private static final String PLACE = "bgp-secrets-namespace";

  @TempDir Path folder;
  private Drivers drivers;
  private RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "cilium");
    driver = drivers.routers.of(CILIUM);
    set("kube-system");
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private void set(String namespace) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.CONFIG_MAP, "kube-system", "cilium-config"),
            map -> {
              map.withObject("/data").put(PLACE, namespace);
              return map;
            });
  }

  private static Aim join(String interconnect) {
    return new Aim(interconnect, PARIS, List.of(), List.of(ONE), List.of());
  }

  private static Aim leave(String interconnect) {
    return new Aim(interconnect, PARIS, List.of(), List.of(), List.of(ONE));
  }

  private void roll(RouterChange change) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    for (String node : List.of("paris-1", "paris-2")) {
      driver.changeNode(PARIS.access(), change, node);
    }
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isInstanceOf(RouterOutcome.Restored.class);
  }

  private List<ObjectNode> secrets() {
    return drivers.paper.store().list(ResourceType.SECRET, "kube-system").stream()
        .filter(s -> s.at("/metadata/name").asText().startsWith("podspan-bgp-"))
        .toList();
  }

  @Test
  void aJoinWritesTheSecretAndALeaveTakesItAway() {
    RouterChange change = drivers.plan(join("asia"));
    roll(change);
    assertThat(drivers.paper.store().list(ResourceType.CILIUM_PEER_CONFIG, ""))
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
    assertThat(drivers.plan(join("asia")).isEmpty()).isTrue();

    roll(drivers.plan(leave("asia")));
    assertThat(secrets()).isEmpty();
  }

  @Test
  void agentsThatReadNoPasswordsAreToldBefore() {
    set("");
    Unplannable refused = (Unplannable) driver.read(PARIS.access()).plan(join("asia"));
    assertThat(refused.detail()).contains("has no bgp-secrets-namespace");
    assertThat(refused.nextStep()).contains("bgpControlPlane.secretsNamespace.name");
  }

  @Test
  void aPeerWithoutAPasswordIsNoneOfAReflectorWithAKey() {
    roll(
        drivers.plan(
            new Aim(
                "europe",
                PARIS,
                List.of(),
                List.of(new Reflector("one", "192.0.2.1", 179, 64512)),
                List.of())));
    assertThat(((Unplannable) driver.read(PARIS.access()).plan(join("asia"))).detail())
        .contains("no password, which the reflector wants");
  }
}
