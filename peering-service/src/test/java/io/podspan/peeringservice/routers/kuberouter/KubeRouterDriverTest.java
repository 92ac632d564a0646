package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeRouterDriverTest {
  private static final Cluster PARIS = Drivers.cluster(Samples.KUBE_ROUTER);

  private static final Aim SERVICES =
      new Aim(
          "europe",
          PARIS,
          List.of(),
          List.of(REFLECTOR),
          List.of(),
          List.of(),
          new RouterWishes(PeersBy.FLAGS, true));

  @TempDir Path folder;
  private Drivers drivers;
  private PaperCluster paper;
  private RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
    paper = drivers.paper;
    driver = drivers.routers.of(Samples.KUBE_ROUTER);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private RouterChange plan() {
    Aim aim = new Aim("europe", PARIS, List.of(), List.of(REFLECTOR), List.of());
    return drivers.plan(aim);
  }

  private void edit(Consumer<ObjectNode> edit) {
    paper
        .store()
        .update(
            paper.daemonSetKey(),
            set -> {
              edit.accept(set);
              return set;
            });
  }

  private RouterOutcome restart(RouterChange change, String node) {
    RouterOutcome.Restartable pod =
        (RouterOutcome.Restartable) driver.checkNode(PARIS.access(), change, node);
    RouterOutcome[] last = new RouterOutcome[1];
    await()
        .until(
            () -> {
              last[0] = driver.restartNode(PARIS.access(), change, node, pod.pod(), pod.uid());
              return last[0] instanceof RouterOutcome.Running;
            });
    return last[0];
  }

  private FoundRouter found() {
    return driver.detect(PARIS.access()).router().orElseThrow();
  }

  @Test
  void findsItsReleaseAndTheDefaultAsn() {
    assertThat(found().version()).isEqualTo("v2.1.0");
    assertThat(found().asn().value()).isEqualTo(64512);
    assertThat(found().serviceCidrs().value()).isEmpty();
  }

  @Test
  void readsAsnAndServiceCidrsFromItsFlags() {
    edit(
        set ->
            set.withArray("/spec/template/spec/containers/0/args")
                .add("--cluster-asn")
                .add("65001")
                .add("--service-cluster-ip-range=10.96.0.0/16,fd00::/112"));
    assertThat(found().asn().value()).isEqualTo(65001);
    assertThat(found().serviceCidrs().value())
        .isEqualTo(Samples.cidrs("10.96.0.0/16", "fd00::/112"));
  }

  @Test
  void whatIsWrittenLooksTheSameUntilSomebodyEditsTheTemplate() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    String written = driver.written(PARIS.access(), change).orElseThrow();
    assertThat(written).contains("--peer-router-ips=192.0.2.1");
    edit(set -> set.withObject("/metadata/annotations").put("somebody", "else"));
    assertThat(driver.written(PARIS.access(), change)).contains(written);

    edit(
        set ->
            ((ObjectNode) set.at("/spec/template/spec/containers/0"))
                .put("image", "kube-router:v9"));
    assertThat(driver.written(PARIS.access(), change).orElseThrow())
        .isNotEqualTo(written)
        .contains("image kube-router:v9");
  }

  private List<Drift> drift(RouterChange... written) {
    Aim aim = new Aim("europe", PARIS, List.of(), List.of(REFLECTOR), List.of());
    return driver.standing(PARIS.access()).drift(aim, List.of(written));
  }

  @Test
  void otherFlagsThatSomebodyChangesAreNoDrift() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    edit(
        set -> {
          ArrayNode args = set.withArray("/spec/template/spec/containers/0/args");
          args.remove(0);
          args.add("--run-firewall=false");
          set.withObject("/spec/template/metadata/annotations").put("restarted", "now");
        });
    assertThat(drift(change)).isEmpty();
  }

  @Test
  void ourFlagsThatAreGoneAreDriftWithWhoDidItAndWhoseItIs() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    edit(
        set -> {
          set.withArray("/spec/template/spec/containers/0/args")
              .removeIf(flag -> flag.asText().startsWith("--peer-router"));
          set.withObject("/metadata/annotations")
              .put("argocd.argoproj.io/tracking-id", "routers:apps/DaemonSet");
          set.withObject("/metadata")
              .withArray("managedFields")
              .addObject()
              .put("manager", "argocd-controller")
              .put("operation", "Update")
              .put("time", "2026-11-23T12:00:00Z")
              .putObject("fieldsV1")
              .withObject("/f:spec/f:template/f:spec/f:containers/k:{\"name\":\"kube-router\"}")
              .putObject("f:args");
        });
    assertThat(drift(change))
        .containsExactly(
            new Drift(
                "DaemonSet kube-system/kube-router",
                List.of("- --peer-router-ips=192.0.2.1", "- --peer-router-asns=64512"),
                "argocd-controller",
                new Drift.Owner("Argo CD", "the annotation argocd.argoproj.io/tracking-id", true)));
  }

  @Test
  void anotherAsNumberOfOurPeerIsDriftAndAPasswordIsNotShown() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    edit(
        set -> {
          ArrayNode args = set.withArray("/spec/template/spec/containers/0/args");
          args.removeIf(flag -> flag.asText().startsWith("--peer-router-asns"));
          args.add("--peer-router-asns=64999").add("--peer-router-passwords=c2VjcmV0");
        });
    assertThat(drift(change).getFirst().difference().getFirst())
        .contains("AS number 64999, not 64512");
    assertThat(drift(change).toString()).doesNotContain("c2VjcmV0");
  }

  @Test
  void whatRemainsFollowsFromWhatWasWrittenWithTheApiAway() {
    edit(
        set ->
            set.withArray("/spec/template/spec/containers/0/args")
                .add("--peer-router-ips=198.51.100.1")
                .add("--peer-router-asns=64513")
                .add("--peer-router-passwords=c2VjcmV0"));
    RouterChange change = plan();
    paper.close();
    Aim leave = new Aim("europe", PARIS, List.of(), List.of(), List.of(REFLECTOR));
    Remains remains = driver.remains(leave, List.of(change)).getFirst();
    assertThat(remains.object()).isEqualTo("DaemonSet kube-system/kube-router");
    assertThat(remains.lines())
        .contains("- --peer-router-ips=198.51.100.1,192.0.2.1", "+ --peer-router-ips=198.51.100.1");
    assertThat(remains.commands())
        .containsExactly(
            "kubectl -n kube-system edit daemonset kube-router",
            "kubectl -n kube-system patch daemonset kube-router --type=json -p '"
                + "[{\"op\":\"test\",\"path\":"
                + "\"/metadata/annotations/podspan.io~1former-update-strategy\",\"value\":"
                + "\"{\\\"rollingUpdate\\\":{\\\"maxUnavailable\\\":1},"
                + "\\\"type\\\":\\\"RollingUpdate\\\"}\"},{\"op\":\"remove\",\"path\":"
                + "\"/metadata/annotations/podspan.io~1former-update-strategy\"},"
                + "{\"op\":\"add\",\"path\":\"/spec/updateStrategy\",\"value\":"
                + "{\"rollingUpdate\":{\"maxUnavailable\":1},\"type\":\"RollingUpdate\"}}]'");
    assertThat(remains.toString()).doesNotContain("c2VjcmV0");
    assertThat(
            driver.remains(
                new Aim("europe", PARIS, List.of(), List.of(), List.of()), List.of(change)))
        .as("another interconnect needs the peer")
        .isEmpty();
  }

  @Test
  void theFlagForServicesIsAmongWhatRemains() {
    RouterChange change = drivers.plan(SERVICES);
    Aim leave = new Aim("europe", PARIS, List.of(), List.of(), List.of(REFLECTOR));
    assertThat(driver.remains(leave, List.of(change)).getFirst().lines())
        .contains(
            "- --advertise-cluster-ip=true",
            "- annotation podspan.io/cluster-ips-announced-for=europe");
    Aim ofSharedPeers = new Aim("europe", PARIS, List.of(), List.of(), List.of());
    assertThat(driver.remains(ofSharedPeers, List.of(change)).getFirst().lines())
        .contains("- --advertise-cluster-ip=true");
  }

  @Test
  void theFlagForServicesThatSomebodyTookAwayIsADrift() {
    RouterChange change = drivers.plan(SERVICES);
    driver.apply(PARIS.access(), change);
    assertThat(driver.standing(PARIS.access()).drift(SERVICES, List.of(change))).isEmpty();
    edit(
        set ->
            set.withArray("/spec/template/spec/containers/0/args")
                .removeIf(flag -> flag.asText().startsWith("--advertise-cluster-ip")));
    assertThat(driver.standing(PARIS.access()).drift(SERVICES, List.of(change)))
        .singleElement()
        .satisfies(
            drift ->
                assertThat(drift.difference()).containsExactly("- --advertise-cluster-ip=true"));
  }

  @Test
  void aDaemonSetThatIsGoneIsDrift() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    paper.store().remove(paper.daemonSetKey());
    assertThat(drift(change))
        .extracting(Drift::object)
        .containsExactly("DaemonSet kube-system/kube-router");
  }

  @Test
  void aPasswordIsNotInWhatIsWritten() {
    edit(
        set ->
            set.withArray("/spec/template/spec/containers/0/args")
                .add("--peer-router-ips=198.51.100.1")
                .add("--peer-router-asns=64513")
                .add("--peer-router-passwords=c2VjcmV0"));
    RouterChange change = plan();
    assertThat(driver.written(PARIS.access(), change).orElseThrow())
        .contains("--peer-router-passwords=***")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void theNodesWithALabelAreFound() {
    paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", "paris-2"),
            node -> {
              node.withObject("/metadata/labels").put("canary", "true");
              return node;
            });
    assertThat(driver.nodesWith(PARIS.access(), Map.of("canary", "true")))
        .containsExactly("paris-2");
  }

  @Test
  void writesTheFlagsAndRestartsNothing() {
    Optional<String> before = paper.podOn("paris-1");
    assertThat(driver.apply(PARIS.access(), plan())).isEqualTo(new RouterOutcome.Applied());
    assertThat(paper.flags()).contains("--peer-router-ips=192.0.2.1", "--peer-router-asns=64512");
    assertThat(paper.strategy()).isEqualTo("OnDelete");
    assertThat(paper.podOn("paris-1")).isEqualTo(before);
  }

  @Test
  void writingTheSameAgainIsFine() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
  }

  @Test
  void restartsOneNodeAndItsPodHasTheFlags() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    await()
        .until(
            () ->
                driver.checkNode(PARIS.access(), change, "paris-1")
                    instanceof RouterOutcome.Restartable);
    Optional<String> other = paper.podOn("paris-2");
    assertThat(restart(change, "paris-1")).isInstanceOf(RouterOutcome.Running.class);
    assertThat(driver.checkNode(PARIS.access(), change, "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());
    assertThat(paper.podOn("paris-2")).isEqualTo(other);
  }

  @Test
  void givesTheStrategyBackWhenAllPodsAreRenewedAndNothingRestarts() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    await()
        .until(
            () ->
                driver.checkNode(PARIS.access(), change, "paris-1")
                    instanceof RouterOutcome.Restartable);
    restart(change, "paris-1");
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isInstanceOfSatisfying(
            RouterOutcome.Held.class,
            held -> assertThat(held.why()).contains("OnDelete", "paris-2"));
    assertThat(paper.strategy()).as("paris-2 has the former flags").isEqualTo("OnDelete");

    restart(change, "paris-2");
    List<Optional<String>> pods = List.of(paper.podOn("paris-1"), paper.podOn("paris-2"));
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
    assertThat(paper.strategy()).isEqualTo("RollingUpdate");
    assertThat(paper.daemonSet().at("/spec/updateStrategy/rollingUpdate/maxUnavailable").asInt())
        .isEqualTo(1);
    assertThat(paper.daemonSet().at("/metadata/annotations").has(RouterDaemonSet.FORMER_STRATEGY))
        .isFalse();
    await()
        .during(java.time.Duration.ofMillis(300))
        .until(() -> List.of(paper.podOn("paris-1"), paper.podOn("paris-2")).equals(pods));
  }

  @Test
  void theFormerStrategyOutlivesAnUnfinishedRollout() {
    driver.apply(PARIS.access(), plan());
    FlagReading again = (FlagReading) driver.read(PARIS.access());
    assertThat(again.strategy()).contains("RollingUpdate", "maxUnavailable");
  }

  @Test
  void theReversedChangeGivesTheFlagsBack() {
    List<String> before = paper.flags();
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    assertThat(driver.revert(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    assertThat(paper.flags()).isEqualTo(before);
    await()
        .until(
            () ->
                driver.checkNode(PARIS.access(), change, "paris-1")
                    instanceof RouterOutcome.UpToDate);
  }

  @Test
  void flagsThatSomebodyElseChangedAreNotOverwritten() {
    RouterChange change = plan();
    edit(set -> set.withArray("/spec/template/spec/containers/0/args").add("--v=2"));
    assertThat(driver.apply(PARIS.access(), change)).isInstanceOf(RouterOutcome.Conflict.class);
    assertThat(paper.flags()).contains("--v=2").noneMatch(f -> f.startsWith("--peer-router"));
  }

  @Test
  void aFlagInTheCommandIsFoundAndChangedThere() {
    edit(
        set -> {
          ObjectNode container = (ObjectNode) set.at("/spec/template/spec/containers/0");
          container.remove("args");
          container.putArray("command").add("/usr/local/bin/kube-router").add("--run-router=true");
        });
    assertThat(driver.apply(PARIS.access(), plan())).isEqualTo(new RouterOutcome.Applied());
    assertThat(paper.daemonSet().at("/spec/template/spec/containers/0/command").toString())
        .contains("--peer-router-ips=192.0.2.1");
  }

  @Test
  void saysThatANodeIsNotReadyOrGoneOrHasNoPod() {
    RouterChange change = plan();
    paper.setReady("paris-1", false);
    assertThat(driver.checkNode(PARIS.access(), change, "paris-1"))
        .isEqualTo(new RouterOutcome.Away("The node paris-1 is not Ready: kubelet stopped."));
    assertThat(driver.checkNode(PARIS.access(), change, "paris-9"))
        .isEqualTo(new RouterOutcome.Gone());
  }

  @Test
  void saysWhyANewPodDoesNotStart() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    await()
        .until(
            () ->
                driver.checkNode(PARIS.access(), change, "paris-1")
                    instanceof RouterOutcome.Restartable);
    paper.breakNode("paris-1");
    RouterOutcome.Restartable pod =
        (RouterOutcome.Restartable) driver.checkNode(PARIS.access(), change, "paris-1");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        driver
                            .restartNode(PARIS.access(), change, "paris-1", pod.pod(), pod.uid())
                            .toString())
                    .contains("waiting: CrashLoopBackOff"));
  }

  @Test
  void neverDeletesAPodThatTookTheNameOfTheOneMeant() {
    RouterChange change = plan();
    driver.apply(PARIS.access(), change);
    await()
        .until(
            () ->
                driver.checkNode(PARIS.access(), change, "paris-1")
                    instanceof RouterOutcome.Restartable);
    RouterOutcome.Restartable pod =
        (RouterOutcome.Restartable) driver.checkNode(PARIS.access(), change, "paris-1");
    Optional<String> before = paper.podOn("paris-1");
    RouterOutcome observed =
        driver.restartNode(PARIS.access(), change, "paris-1", pod.pod(), "another-uid");
    assertThat(observed).isInstanceOf(RouterOutcome.NotRunning.class);
    assertThat(paper.podOn("paris-1")).isEqualTo(before);
  }

  @Test
  void warnsOfWhatARestartMayBring() {
    edit(
        set -> {
          ObjectNode container = (ObjectNode) set.at("/spec/template/spec/containers/0");
          container.put("image", "docker.io/cloudnativelabs/kube-router");
          container.put("imagePullPolicy", "Always");
          container.putArray("args").add("--run-router=true");
          set.withObject("/metadata/labels").put("app.kubernetes.io/managed-by", "Helm");
        });
    FlagReading flags = (FlagReading) driver.read(PARIS.access());
    assertThat(flags.notes())
        .filteredOn(note -> note.verdict() == RouterNote.Verdict.CAUTION)
        .extracting(RouterNote::code)
        .containsExactly(
            "graceful-restart-off", "pods-masqueraded", "unpinned-image", "managed-elsewhere");
  }
}
