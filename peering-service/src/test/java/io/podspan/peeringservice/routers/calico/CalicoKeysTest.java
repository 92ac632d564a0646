package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Passwords of Calico's sessions: a Secret of ours that BGPPeers name. */
class CalicoKeysTest extends OnCalico {
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512, "one.key");
  private static final Reflector PLAIN = new Reflector("one", "192.0.2.1", 179, 64512);

  private static Aim join(String interconnect, Reflector reflector) {
    return new Aim(interconnect, TOKYO, List.of(), List.of(reflector), List.of());
  }

  private static Aim leave(String interconnect) {
    return new Aim(interconnect, TOKYO, List.of(), List.of(), List.of(ONE));
  }

  private List<ObjectNode> peers() {
    return objects(ResourceType.BGP_PEER);
  }

  private List<ObjectNode> secrets() {
    return drivers.paper.store().list(ResourceType.SECRET, "kube-system").stream()
        .filter(s -> s.at("/metadata/name").asText().startsWith("podspan-bgp-"))
        .toList();
  }

  @Test
  void aJoinWritesTheSecretThatItsPeersName() {
    RouterChange change = drivers.plan(join("asia", ONE));
    rollOut(change);

    assertThat(peers())
        .singleElement()
        .extracting(peer -> peer.at("/spec/password/secretKeyRef"))
        .isEqualTo(Json.object().put("name", "podspan-bgp-one").put("key", "password"));
    ObjectNode secret = secrets().getFirst();
    assertThat(secret.at("/metadata/name").asText()).isEqualTo("podspan-bgp-one");
    assertThat(decoded(secret.at("/data/password").asText()))
        .isEqualTo(Drivers.key("one.key").text());
    assertThat(drivers.plan(join("asia", ONE)).isEmpty()).isTrue();
    assertThat(driver.standing(TOKYO.access()).drift(join("asia", ONE), List.of(change))).isEmpty();
    assertThat(change.diff() + change.document())
        .contains("podspan-bgp-one")
        .doesNotContain(Drivers.key("one.key").text());
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @Test
  void theSecretGoesWithTheLastPeerThatNamesIt() {
    rollOut(drivers.plan(join("asia", ONE)));
    rollOut(drivers.plan(leave("asia")));
    assertThat(peers()).isEmpty();
    assertThat(secrets()).isEmpty();
  }

  @Test
  void aWayBackOfALeaveFindsTheSecretThere() {
    rollOut(drivers.plan(join("asia", ONE)));
    RouterChange leave = drivers.plan(leave("asia"));
    driver.apply(TOKYO.access(), leave);
    driver.changeNode(TOKYO.access(), leave, "paris-1");
    assertThat(secrets()).hasSize(1);
    rollOut(leave.takenBack());
    assertThat(secrets()).hasSize(1);
    assertThat(peers().getFirst().at("/spec/password").isMissingNode()).isFalse();
  }

  @Test
  void aWayBackOfAJoinLeavesNoSecret() {
    RouterChange change = drivers.plan(join("asia", ONE));
    driver.apply(TOKYO.access(), change);
    rollOut(change.takenBack());
    assertThat(peers()).isEmpty();
    assertThat(secrets()).isEmpty();
  }

  @Test
  void calicoHasToBeLetAndTheCommandsAreSaid() {
    Planned planned = (Planned) driver.read(TOKYO.access()).plan(join("asia", ONE));
    assertThat(planned.cautions())
        .filteredOn(caution -> caution.code().equals("calico-key-secret"))
        .singleElement()
        .extracting(caution -> caution.nextStep())
        .asString()
        .contains(
            "kubectl -n kube-system create role podspan-bgp --verb=get,list,watch"
                + " --resource=secrets --resource-name=podspan-bgp-one",
            "rolebinding podspan-bgp --role=podspan-bgp --serviceaccount=kube-system:");
    assertThat(((Planned) driver.read(TOKYO.access()).plan(join("asia", PLAIN))).cautions())
        .isEmpty();
  }

  @Test
  void aPeerWithoutAPasswordIsNoneOfAReflectorWithAKey() {
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "theirs",
        "{\"spec\": {\"peerIP\": \"192.0.2.1\", \"asNumber\": 64512}}");
    assertThat(((Unplannable) driver.read(TOKYO.access()).plan(join("asia", ONE))).detail())
        .contains("has no password");
  }

  @Test
  void aPeerWithAPasswordOfItsOwnerIsLeftAsItIs() {
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "theirs",
        "{\"spec\": {\"peerIP\": \"192.0.2.1\", \"asNumber\": 64512,"
            + " \"password\": {\"secretKeyRef\": {\"name\": \"a\", \"key\": \"b\"}}}}");
    assertThat(drivers.plan(join("asia", ONE)).isEmpty()).isTrue();
    assertThat(drivers.plan(leave("asia")).isEmpty()).isTrue();
  }

  @Test
  void byHandTheSecretComesFirst() {
    Access byHand = new Access("paris-readonly", null, true);
    RouterChange change = drivers.plan(join("asia", ONE));
    String secret =
        "tr -d '\\r\\n' < one.key | kubectl -n kube-system create secret generic"
            + " podspan-bgp-one --from-file=password=/dev/stdin --dry-run=client -o yaml |"
            + " kubectl apply --server-side -f -";
    ByHandException first =
        catchThrowableOfType(ByHandException.class, () -> driver.apply(byHand, change));
    assertThat(first.commands()).hasSize(2).first().isEqualTo(secret);
    assertThat(first.commands().getLast()).contains("podspan-interconnects");
    ByHandException held =
        catchThrowableOfType(
            ByHandException.class, () -> driver.changeNode(byHand, change, "paris-1"));
    assertThat(held.commands().getFirst()).isEqualTo(secret);
    assertThat(held.commands().get(1)).contains("podspan-asia-one");
    assertThat(secrets()).isEmpty();
  }

  @Test
  void aSecretOfTheClustersOperatorIsNamedAndNeitherWrittenNorTakenAway() {
    Reflector referring = new Reflector("one", "192.0.2.1", 179, 64512, "one.key", "bgp-rr1");
    drivers.paper.create(ResourceType.SECRET, "kube-system", "bgp-rr1", "{\"type\": \"Opaque\"}");
    RouterChange change = drivers.plan(join("asia", referring));
    rollOut(change);
    assertThat(peers().getFirst().at("/spec/password/secretKeyRef"))
        .isEqualTo(Json.object().put("name", "bgp-rr1").put("key", "password"));
    assertThat(secrets()).isEmpty();
    assertThat(drivers.plan(join("asia", referring)).isEmpty()).isTrue();

    rollOut(drivers.plan(new Aim("asia", TOKYO, List.of(), List.of(), List.of(referring))));
    assertThat(peers()).isEmpty();
    assertThat(drivers.paper.store().list(ResourceType.SECRET, "kube-system"))
        .extracting(secret -> secret.at("/metadata/name").asText())
        .contains("bgp-rr1");
  }

  @Test
  void anotherKeyForAllNodesAtOnceIsRefused() {
    rollOut(drivers.plan(join("asia", ONE)));
    Reflector rekeyed = new Reflector("one", "192.0.2.1", 179, 64512, "next.key");
    Aim another = new Aim("asia", TOKYO, List.of(), List.of(rekeyed), List.of(ONE));
    assertThat(((Unplannable) driver.read(TOKYO.access()).plan(another)).detail())
        .contains("all nodes with Calico would get it at once");
  }
}
