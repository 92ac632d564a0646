package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.Remains;
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

/** Passwords of kube-router's sessions: a Secret of ours, which its pods mount. */
class KubeRouterKeysTest {
  private static final Cluster PARIS = Drivers.cluster(Samples.KUBE_ROUTER);
  private static final Reflector ONE = new Reflector("one", "192.0.2.1", 179, 64512, "one.key");
  private static final Reflector TWO = new Reflector("two", "192.0.2.2", 179, 64512, "two.key");
  private static final String FILE_FLAG = "--peer-router-passwords-file=/etc/podspan-bgp/passwords";

  @TempDir Path folder;
  private Drivers drivers;
  private RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
    driver = drivers.routers.of(Samples.KUBE_ROUTER);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private static Aim join(Reflector... reflectors) {
    return new Aim("europe", PARIS, List.of(), List.of(reflectors), List.of());
  }

  private static Aim leave(Reflector... reflectors) {
    return new Aim("europe", PARIS, List.of(), List.of(), List.of(reflectors));
  }

  private ObjectNode daemonSet() {
    return drivers.paper.store().get(drivers.paper.daemonSetKey());
  }

  /** What its owner wrote, and our annotations. */
  private JsonNode asFound() {
    ObjectNode set = daemonSet().deepCopy();
    set.remove("status");
    ((ObjectNode) set.path("metadata"))
        .remove(List.of("resourceVersion", "generation", "managedFields"));
    if (set.at("/metadata/annotations").isEmpty()) {
      ((ObjectNode) set.path("metadata")).remove("annotations");
    }
    return set;
  }

  private List<ObjectNode> secrets() {
    return drivers.paper.store().list(ResourceType.SECRET, "kube-system").stream()
        .filter(s -> s.at("/metadata/name").asText().startsWith("podspan-bgp-"))
        .toList();
  }

  private List<String> names() {
    return secrets().stream().map(s -> s.at("/metadata/name").asText()).toList();
  }

  private String passwords(String secret) {
    return secrets().stream()
        .filter(s -> s.at("/metadata/name").asText().equals(secret))
        .map(s -> decoded(s.at("/data/passwords").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String encoded(String keyFile) {
    return Base64.getEncoder()
        .encodeToString(Drivers.key(keyFile).text().getBytes(StandardCharsets.UTF_8));
  }

  private String mounted() {
    return daemonSet().at("/spec/template/spec/volumes").findPath("secretName").asText();
  }

  /** Every call is made twice, as after a crash. */
  private void roll(RouterChange change) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    turns(change);
  }

  private void turns(RouterChange change) {
    for (String node : List.of("paris-1", "paris-2")) {
      await()
          .until(
              () ->
                  switch (driver.checkNode(PARIS.access(), change, node)) {
                    case RouterOutcome.Restartable(String pod, String uid) -> {
                      driver.restartNode(PARIS.access(), change, node, pod, uid);
                      yield false;
                    }
                    case RouterOutcome.UpToDate _ -> true;
                    default -> false;
                  });
    }
    await()
        .until(
            () ->
                driver.restore(PARIS.access(), change, List.of())
                    instanceof RouterOutcome.Restored);
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isInstanceOf(RouterOutcome.Restored.class);
  }

  @Test
  void aJoinWritesASecretThatTheRouterReads() {
    RouterChange change = drivers.plan(join(ONE));
    roll(change);

    assertThat(drivers.paper.flags()).endsWith(FILE_FLAG);
    assertThat(names()).containsExactly(mounted());
    assertThat(passwords(mounted())).isEqualTo(encoded("one.key"));
    JsonNode mount =
        daemonSet().at("/spec/template/spec/containers/0/volumeMounts").findParent("mountPath");
    assertThat(mount.path("mountPath").asText()).isEqualTo("/etc/podspan-bgp");
    assertThat(mount.path("readOnly").asBoolean()).isTrue();
    assertThat(drivers.plan(join(ONE)).isEmpty()).as("nothing is left to do").isTrue();
  }

  @Test
  void theKeyIsNeitherInTheDiffNorInTheDocumentNorInWhatWasWritten() {
    RouterChange change = drivers.plan(join(ONE));
    driver.apply(PARIS.access(), change);
    String all =
        change.diff()
            + change.document()
            + driver.written(PARIS.access(), change)
            + daemonSet()
            + driver.remains(leave(ONE), List.of(change));
    assertThat(all)
        .contains("one.key")
        .doesNotContain(Drivers.key("one.key").text())
        .doesNotContain(encoded("one.key"));
    assertThat(change.diff())
        .contains(
            "+ Secret kube-system/" + mounted() + ", mounted at /etc/podspan-bgp",
            "+ annotation podspan.io/bgp-key-files=192.0.2.1=one.key");
  }

  @Test
  void aWithdrawalLeavesTheDaemonSetAsFoundAndNoSecret() {
    JsonNode before = asFound();
    roll(drivers.plan(join(ONE)));
    assertThat(asFound()).isNotEqualTo(before);
    roll(drivers.plan(leave(ONE)));
    assertThat(asFound()).isEqualTo(before);
    assertThat(secrets()).isEmpty();
  }

  @Test
  void anotherReflectorHasAnotherSecretAndTheFormerOneGoesWhenAllPodsAreRenewed() {
    roll(drivers.plan(join(ONE)));
    String former = mounted();
    RouterChange second = drivers.plan(join(ONE, TWO));
    driver.apply(PARIS.access(), second);
    assertThat(names()).as("pods that are not renewed need theirs").contains(former).hasSize(2);
    turns(second);
    assertThat(names()).containsExactly(mounted()).doesNotContain(former);
    assertThat(passwords(mounted())).isEqualTo(encoded("one.key") + "," + encoded("two.key"));

    roll(drivers.plan(leave(TWO)));
    assertThat(mounted()).as("as it was with one").isEqualTo(former);
    assertThat(passwords(mounted())).isEqualTo(encoded("one.key"));
  }

  @Test
  void aWayBackMountsTheFormerSecretAndTakesTheNewOneAway() {
    roll(drivers.plan(join(ONE)));
    String former = mounted();
    RouterChange second = drivers.plan(join(ONE, TWO));
    driver.apply(PARIS.access(), second);
    assertThat(driver.revert(PARIS.access(), second)).isEqualTo(new RouterOutcome.Applied());
    assertThat(mounted()).isEqualTo(former);
    turns(second.takenBack());
    assertThat(names()).containsExactly(former);
  }

  @Test
  void peersOfOthersHaveNoPasswordInTheFile() {
    edit("--peer-router-ips=198.51.100.9", "--peer-router-asns=64999");
    driver.apply(PARIS.access(), drivers.plan(join(ONE)));
    assertThat(passwords(mounted())).isEqualTo("," + encoded("one.key"));
  }

  private void edit(String... flags) {
    drivers
        .paper
        .store()
        .update(
            drivers.paper.daemonSetKey(),
            set -> {
              for (String flag : flags) {
                set.withArray("/spec/template/spec/containers/0/args").add(flag);
              }
              return set;
            });
  }

  @Test
  void aKeyFileThatIsNotThereIsToldAndNothingIsWritten() {
    JsonNode before = asFound();
    RouterChange change =
        drivers.plan(join(new Reflector("r", "192.0.2.1", 179, 64512, Drivers.NO_KEY)));
    assertThat(driver.apply(PARIS.access(), change))
        .isEqualTo(
            new RouterOutcome.Refused(
                "There is no file missing.key.", "Put it there. Then retry."));
    assertThat(asFound()).isEqualTo(before);
  }

  private String refusal(Aim aim) {
    Unplannable refused = (Unplannable) driver.read(PARIS.access()).plan(aim);
    return refused.detail() + " " + refused.nextStep();
  }

  @Test
  void passwordsOfTheOwnerAreNeverBroken() {
    edit(
        "--peer-router-ips=198.51.100.9",
        "--peer-router-asns=64999",
        "--peer-router-passwords=c2VjcmV0");
    assertThat(refusal(join(ONE)))
        .contains("--peer-router-passwords is set", "add the peer yourself")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void aFileOfTheOwnerIsNeverBroken() {
    edit(
        "--peer-router-ips=198.51.100.9",
        "--peer-router-asns=64999",
        "--peer-router-passwords-file=/etc/theirs");
    assertThat(refusal(join(ONE))).contains("cannot add to that file", "add the peer yourself");
  }

  @Test
  void aPeerThatTheOwnerAddedWithItsPasswordIsLeftAsItIs() {
    edit(
        "--peer-router-ips=192.0.2.1",
        "--peer-router-asns=64512",
        "--peer-router-passwords-file=/etc/theirs");
    assertThat(drivers.plan(join(ONE)).isEmpty()).isTrue();
  }

  @Test
  void aPeerWithoutAPasswordIsNoneOfAReflectorWithAKey() {
    edit("--peer-router-ips=192.0.2.1", "--peer-router-asns=64512");
    assertThat(refusal(join(ONE))).contains("without a password");
  }

  @Test
  void annotationsOfNodesGetNoPassword() {
    Aim aim = join(ONE).with(new RouterWishes(PeersBy.ANNOTATIONS, false));
    assertThat(refusal(aim)).contains("whoever reads nodes would read it", "peersBy: flags");
  }

  @Test
  void ourFlagThatSomebodyTookAwayIsDriftAndComesBack() {
    RouterChange change = drivers.plan(join(ONE));
    roll(change);
    drivers
        .paper
        .store()
        .update(
            drivers.paper.daemonSetKey(),
            set -> {
              set.withArray("/spec/template/spec/containers/0/args")
                  .removeIf(flag -> flag.asText().equals(FILE_FLAG));
              return set;
            });
    assertThat(driver.standing(PARIS.access()).drift(join(ONE), List.of(change)))
        .extracting(Drift::difference)
        .containsExactly(List.of("- " + FILE_FLAG));
    roll(drivers.plan(join(ONE)));
    assertThat(drivers.paper.flags()).contains(FILE_FLAG);
  }

  @Test
  void whatRemainsWithTheApiAwayNamesTheSecret() {
    RouterChange change = drivers.plan(join(ONE));
    driver.apply(PARIS.access(), change);
    String secret = mounted();
    drivers.paper.close();
    Remains remains = driver.remains(leave(ONE), List.of(change)).getFirst();
    assertThat(remains.lines())
        .contains("- Secret kube-system/" + secret + ", mounted at /etc/podspan-bgp");
    assertThat(remains.commands())
        .contains("kubectl -n kube-system delete secret " + secret + " --ignore-not-found");
  }

  @Test
  void byHandTheCommandShowsNoKey() {
    Access byHand = new Access("paris-readonly", null, true);
    RouterChange change = drivers.plan(join(ONE, TWO));
    ByHandException held =
        catchThrowableOfType(ByHandException.class, () -> driver.apply(byHand, change));
    assertThat(held.commands()).hasSize(2);
    assertThat(held.commands().getFirst())
        .startsWith(
            "{ tr -d '\\r\\n' < one.key | base64 | tr -d '\\n'; printf ,;"
                + " tr -d '\\r\\n' < two.key | base64 | tr -d '\\n'; }"
                + " | kubectl -n kube-system create secret generic podspan-bgp-")
        .contains("--from-file=passwords=/dev/stdin");
    assertThat(held.commands().get(1)).contains(FILE_FLAG, "podspan-bgp-passwords");
    assertThat(secrets()).isEmpty();
    assertThat(held.commands().toString()).doesNotContain(Drivers.key("one.key").text());
  }

  @Test
  void aSecretOfTheClustersOperatorIsMountedAndNeitherWrittenNorTakenAway() {
    Reflector referring = new Reflector("one", "192.0.2.1", 179, 64512, null, "bgp-keys");
    Unplannable refused = (Unplannable) driver.read(PARIS.access()).plan(join(referring));
    assertThat(refused.nextStep())
        .endsWith(
            "kubectl -n kube-system annotate daemonset kube-router --overwrite"
                + " podspan.io/bgp-secret=bgp-keys.");
    lend("bgp-keys");
    JsonNode before = asFound();
    Planned planned = (Planned) driver.read(PARIS.access()).plan(join(referring));
    assertThat(planned.cautions())
        .singleElement()
        .satisfies(
            caution -> {
              assertThat(caution.code()).isEqualTo("kube-router-secret-file");
              assertThat(caution.detail()).contains("the entry passwords of the Secret");
              assertThat(caution.nextStep()).endsWith("where there is none: 192.0.2.1.");
            });
    roll(planned.change());

    assertThat(secrets()).isEmpty();
    assertThat(mounted()).isEqualTo("bgp-keys");
    assertThat(drivers.paper.flags()).endsWith(FILE_FLAG);
    assertThat(
            daemonSet()
                .at("/spec/template/spec/volumes")
                .findParent("secretName")
                .at("/items/0/key")
                .asText())
        .as("only this entry is seen by the pod")
        .isEqualTo("passwords");
    assertThat(drivers.plan(join(referring)).isEmpty()).as("nothing is left to do").isTrue();

    roll(drivers.plan(leave(referring)));
    assertThat(asFound()).isEqualTo(before);
  }

  private void lend(String secret) {
    drivers
        .paper
        .store()
        .update(
            drivers.paper.daemonSetKey(),
            set -> {
              ((ObjectNode) set.path("metadata"))
                  .withObject("/annotations")
                  .put("podspan.io/bgp-secret", secret);
              return set;
            });
  }

  @Test
  void kubeRouterReadsOneFileSoAllKeysAreInOneSecret() {
    lend("bgp-keys");
    Reflector referring = new Reflector("two", "192.0.2.2", 179, 64512, null, "bgp-keys");
    roll(drivers.plan(join(ONE)));
    assertThat(((Unplannable) driver.read(PARIS.access()).plan(join(ONE, referring))).detail())
        .contains("one.key and secret:bgp-keys");
    Reflector third = new Reflector("one", "192.0.2.1", 179, 64512, null, "bgp-keys");
    roll(drivers.plan(leave(ONE)));
    assertThat(drivers.plan(join(third, referring)).diff()).anyMatch(l -> l.contains("bgp-keys"));
  }

  @Test
  void anotherKeyOfAReflectorIsAnotherSecretAndEachNodeRestartsForIt() {
    roll(drivers.plan(join(ONE)));
    String former = mounted();
    List<String> flags = drivers.paper.flags();
    Reflector rekeyed = new Reflector("one", "192.0.2.1", 179, 64512, "next.key");
    Aim another = new Aim("europe", PARIS, List.of(), List.of(rekeyed), List.of(ONE));
    RouterChange change = drivers.plan(another);
    assertThat(change.diff()).anyMatch(l -> l.contains("192.0.2.1=next.key"));
    driver.apply(PARIS.access(), change);
    assertThat(drivers.paper.flags()).isEqualTo(flags);
    assertThat(names()).as("pods that are not renewed need theirs").contains(former).hasSize(2);
    turns(change);
    assertThat(names()).containsExactly(mounted()).doesNotContain(former);
    assertThat(passwords(mounted())).isEqualTo(encoded("next.key"));
    assertThat(drivers.plan(another).isEmpty()).as("nothing is left to do").isTrue();

    // And back, under way.
    Aim back = new Aim("europe", PARIS, List.of(), List.of(ONE), List.of(rekeyed));
    RouterChange again = drivers.plan(back);
    String present = mounted();
    driver.apply(PARIS.access(), again);
    assertThat(driver.revert(PARIS.access(), again)).isEqualTo(new RouterOutcome.Applied());
    assertThat(mounted()).isEqualTo(present);
  }

  @Test
  void aKeyThatAnotherInterconnectBroughtIsNoDriftAndIsNotTakenBack() {
    roll(drivers.plan(join(ONE)));
    Reflector rekeyed = new Reflector("one", "192.0.2.1", 179, 64512, "next.key");
    assertThat(drivers.plan(join(rekeyed)).isEmpty())
        .as("the other interconnect of the cluster has the former key still")
        .isTrue();
    assertThat(driver.standing(PARIS.access()).drift(join(rekeyed), List.of())).isEmpty();
  }

  @Test
  void aSecretThatSomebodyDeletesIsADriftAndIsWrittenAgainWithoutARestart() {
    RouterChange join = drivers.plan(join(ONE));
    roll(join);
    assertThat(driver.standing(PARIS.access()).drift(join(ONE), List.of(join))).isEmpty();
    String name = mounted();
    drivers.paper.store().remove(new ObjectKey(ResourceType.SECRET, "kube-system", name));

    assertThat(driver.standing(PARIS.access()).drift(join(ONE), List.of(join)))
        .singleElement()
        .extracting(Drift::difference)
        .isEqualTo(List.of("- Secret kube-system/" + name + ", mounted at /etc/podspan-bgp"));
    JsonNode before = asFound();
    RouterChange heal = drivers.plan(join(ONE));
    assertThat(driver.apply(PARIS.access(), heal)).isEqualTo(new RouterOutcome.Applied());
    assertThat(passwords(name)).isEqualTo(encoded("one.key"));
    for (String node : List.of("paris-1", "paris-2")) {
      assertThat(driver.checkNode(PARIS.access(), heal, node))
          .isEqualTo(new RouterOutcome.UpToDate());
    }
    assertThat(driver.restore(PARIS.access(), heal, List.of()))
        .isInstanceOf(RouterOutcome.Restored.class);
    assertThat(asFound()).isEqualTo(before);
    assertThat(drivers.plan(join(ONE)).isEmpty()).isTrue();
    assertThat(driver.revert(PARIS.access(), heal)).isEqualTo(new RouterOutcome.Applied());
    assertThat(asFound()).as("a way back takes nothing away").isEqualTo(before);
  }

  @Test
  void whatIsNotKnownIsNoDrift() {
    roll(drivers.plan(join(ONE)));
    drivers.paper.store().remove(new ObjectKey(ResourceType.SECRET, "kube-system", mounted()));
    Access readOnly = Drivers.access("paris-readonly");
    assertThat(driver.standing(readOnly).drift(join(ONE), List.of())).isEmpty();
  }
}
