package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
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

  private List<String> drift(RouterChange written) {
    return driver.standing(TOKYO.access()).drift(join("asia", ONE), List.of(written)).stream()
        .flatMap(drift -> drift.difference().stream())
        .toList();
  }

  @Test
  void aSecretThatSomebodyDeletedIsADriftAndComesBackWithoutATurn() {
    RouterChange change = drivers.plan(join("asia", ONE));
    rollOut(change);
    drivers
        .paper
        .store()
        .remove(ObjectKey.of(ResourceType.SECRET, "kube-system", "podspan-bgp-one"));
    assertThat(drift(change)).containsExactly("- Secret kube-system/podspan-bgp-one");

    RouterChange again = drivers.plan(join("asia", ONE));
    assertThat(again.diff()).containsExactly("+ Secret kube-system/podspan-bgp-one");
    assertThat(driver.checkNode(TOKYO.access(), again, "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    rollOut(again);
    assertThat(secrets()).hasSize(1);
    assertThat(drift(change)).isEmpty();
    rollOut(again.takenBack());
    assertThat(secrets()).as("it stays on a way back").hasSize(1);
  }

  /** While calico-node is made again, where it is and where its Secrets are is not known. */
  @Test
  void withoutACalicoNodeNoSecretIsGone() {
    RouterChange change = drivers.plan(join("asia", ONE));
    rollOut(change);
    drivers
        .paper
        .store()
        .remove(ObjectKey.of(ResourceType.SECRET, "kube-system", "podspan-bgp-one"));
    drivers
        .paper
        .store()
        .remove(ObjectKey.of(ResourceType.DAEMON_SET, "kube-system", "calico-node"));
    assertThat(drift(change)).isEmpty();
    assertThat(drivers.plan(join("asia", ONE)).isEmpty()).isTrue();
    assertThat(driver.secretsNamespace(TOKYO.access())).isInstanceOf(Answer.Unknown.class);
  }

  @Test
  void withoutACalicoNodeNoPeerWithAKeyIsPlanned() {
    RouterChange change = drivers.plan(join("asia", ONE));
    ObjectKey daemonSet = ObjectKey.of(ResourceType.DAEMON_SET, "kube-system", "calico-node");
    drivers.paper.store().remove(daemonSet);
    assertThat(unplannable(join("asia", ONE))).contains("no DaemonSet calico-node was found");
    assertThat(driver.read(TOKYO.access()).plan(join("asia", PLAIN))).isInstanceOf(Planned.class);

    rollOut(change);
    assertThat(unplannable(leave("asia"))).contains("in which namespace Calico reads the Secret");
    assertThat(secrets()).as("nobody looked for it elsewhere").hasSize(1);
  }

  private String unplannable(Aim aim) {
    return ((Unplannable) driver.read(TOKYO.access()).plan(aim)).detail();
  }

  @Test
  void aPasswordOrAnAsNumberThatSomebodyTookOutIsADriftAndComesBack() {
    RouterChange change = drivers.plan(join("asia", ONE));
    rollOut(change);
    ObjectNode written = peers().getFirst().deepCopy();
    edit(peer -> peer.withObject("/spec").remove("password"));
    assertThat(drift(change)).contains("+ password is not set");
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999).put("keepOriginalNextHop", true));

    RouterChange again = drivers.plan(join("asia", ONE));
    assertThat(again.diff())
        .containsExactly(
            "- BGPPeer podspan-asia-one: peerIP 192.0.2.1, asNumber 64999",
            "+ BGPPeer podspan-asia-one: peerIP 192.0.2.1, asNumber 64512, password from Secret"
                + " kube-system/podspan-bgp-one");
    rollOut(again);
    ObjectNode spec = (ObjectNode) peers().getFirst().path("spec").deepCopy();
    assertThat(spec.remove("keepOriginalNextHop").asBoolean()).as("theirs stays").isTrue();
    assertThat(spec).isEqualTo(written.path("spec"));
    assertThat(peers().getFirst().at("/metadata/labels")).isEqualTo(written.at("/metadata/labels"));

    rollOut(again.takenBack());
    assertThat(peers().getFirst().at("/spec/asNumber").asLong()).isEqualTo(64999);
    assertThat(peers().getFirst().path("spec").has("password")).isFalse();
  }

  /** An edit during its rollout stops it. */
  @Test
  void whatAMendWroteIsSeenInTheTextOfTheChange() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999));
    RouterChange again = drivers.plan(join("asia", ONE));
    rollOut(again);
    assertThat(text(again)).isEqualTo("BGPPeer podspan-asia-one: peerIP 192.0.2.1, asNumber 64512");
    edit(peer -> peer.withObject("/spec").put("keepOriginalNextHop", true));
    assertThat(text(again)).as("not what was mended").contains("asNumber 64512");
    edit(peer -> peer.withObject("/spec").put("asNumber", 64998));
    assertThat(text(again))
        .isEqualTo(
            "BGPPeer podspan-asia-one: peerIP 192.0.2.1, asNumber 64998, password from Secret"
                + " podspan-bgp-one");
    remove(ResourceType.BGP_PEER, "podspan-asia-one");
    assertThat(text(again)).isEqualTo("BGPPeer podspan-asia-one is gone");
  }

  private String text(RouterChange change) {
    return driver.written(TOKYO.access(), change, List.of()).orElseThrow();
  }

  /** It ends between the deletion and the creation, or its creation is refused. */
  @Test
  void aMendThatEndsHalfwayLosesNothingThatSomebodyElseWrote() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999).put("keepOriginalNextHop", true));
    ObjectNode edited = peers().getFirst().deepCopy();
    RouterChange again = drivers.plan(join("asia", ONE));
    remove(ResourceType.BGP_PEER, "podspan-asia-one");
    rollOut(again);
    assertThat(peers().getFirst().at("/spec/keepOriginalNextHop").asBoolean()).isTrue();
    assertThat(peers().getFirst().at("/spec/asNumber").asLong()).isEqualTo(64512);

    remove(ResourceType.BGP_PEER, "podspan-asia-one");
    rollOut(again.takenBack());
    assertThat(peers().getFirst().path("spec")).isEqualTo(edited.path("spec"));
    assertThat(peers().getFirst().at("/metadata/labels")).isEqualTo(edited.at("/metadata/labels"));
  }

  /** Its creation was refused in both directions. The next rollout finds no peer. */
  @Test
  void aMendThatWasGivenUpHalfwayIsFinishedByTheNextRollout() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999).put("keepOriginalNextHop", true));
    edit(peer -> peer.withObject("/metadata/annotations").put("owner", "network-team"));
    RouterChange failed = drivers.plan(join("asia", ONE));
    remove(ResourceType.BGP_PEER, "podspan-asia-one");

    RouterChange next = drivers.plan(join("asia", ONE).after(List.of(failed.takenBack(), failed)));
    rollOut(next);
    assertThat(peers()).hasSize(1);
    assertThat(peers().getFirst().at("/spec/keepOriginalNextHop").asBoolean()).isTrue();
    assertThat(peers().getFirst().at("/spec/asNumber").asLong()).isEqualTo(64512);
    assertThat(peers().getFirst().at("/metadata/annotations/owner").asText())
        .isEqualTo("network-team");
    assertThat(objects(ResourceType.BGP_FILTER)).as("it names it").hasSize(1);
    assertThat(drivers.plan(join("asia", ONE).after(List.of(failed))).isEmpty()).isTrue();
  }

  @Test
  void byHandAPeerIsMadeAnewByTwoCommandsThatAreSaidTogether() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999).put("keepOriginalNextHop", true));
    RouterChange again = drivers.plan(join("asia", ONE));
    Access byHand = new Access("paris-readonly", null, true);
    ByHandException both =
        catchThrowableOfType(ByHandException.class, () -> driver.apply(byHand, again));
    assertThat(both.commands()).hasSize(2);
    assertThat(both.commands().getFirst()).contains("delete", "podspan-asia-one");
    assertThat(both.commands().getLast()).contains("create", "keepOriginalNextHop", "64512");

    remove(ResourceType.BGP_PEER, "podspan-asia-one");
    ByHandException creation =
        catchThrowableOfType(ByHandException.class, () -> driver.apply(byHand, again));
    assertThat(creation.commands()).containsExactly(both.commands().getLast());
  }

  @Test
  void aPeerThatSomebodyChangesMeanwhileIsNotOverwritten() {
    rollOut(drivers.plan(join("asia", ONE)));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64999));
    RouterChange again = drivers.plan(join("asia", ONE));
    edit(peer -> peer.withObject("/spec").put("asNumber", 64998));
    assertThat(driver.apply(TOKYO.access(), again)).isInstanceOf(RouterOutcome.Conflict.class);
    assertThat(peers().getFirst().at("/spec/asNumber").asLong()).isEqualTo(64998);
  }

  /** What somebody else does to the one BGPPeer. */
  private void edit(Consumer<ObjectNode> how) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.BGP_PEER, "", "podspan-asia-one"),
            object -> {
              how.accept(object);
              return object;
            });
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
