package io.podspan.peeringservice.kubernetes;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.peeringservice.paper.PaperCluster;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.Planning;
import io.podspan.peeringservice.peering.Planning.Aim;
import io.podspan.peeringservice.peering.RouterChange;
import io.podspan.peeringservice.peering.RouterReading;
import io.podspan.peeringservice.peering.rollout.Observed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeRouterDriverTest {
  private static final Cluster PARIS = Drivers.cluster(Cni.KUBE_ROUTER);

  @TempDir Path folder;
  private Drivers drivers;
  private PaperCluster paper;
  private KubernetesRouters routers;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
    paper = drivers.paper;
    routers = drivers.routers;
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private RouterChange plan() {
    Aim aim = new Aim("europe", PARIS, List.of(), List.of(REFLECTOR), List.of());
    return ((Planning.Planned) Planning.of(aim, routers.router(PARIS))).change();
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

  private Observed restart(RouterChange change, String node) {
    Observed.Restartable pod = (Observed.Restartable) routers.checkNode(PARIS, change, node);
    Observed[] last = new Observed[1];
    await()
        .until(
            () -> {
              last[0] = routers.restartPod(PARIS, change, node, pod.pod(), pod.uid());
              return last[0] instanceof Observed.Running;
            });
    return last[0];
  }

  @Test
  void writesTheFlagsAndRestartsNothing() {
    Optional<String> before = paper.podOn("paris-1");
    assertThat(routers.apply(PARIS, plan())).isEqualTo(new Observed.Applied());
    assertThat(paper.flags()).contains("--peer-router-ips=192.0.2.1", "--peer-router-asns=64512");
    assertThat(paper.strategy()).isEqualTo("OnDelete");
    assertThat(paper.podOn("paris-1")).isEqualTo(before);
  }

  @Test
  void writingTheSameAgainIsFine() {
    RouterChange change = plan();
    routers.apply(PARIS, change);
    assertThat(routers.apply(PARIS, change)).isEqualTo(new Observed.Applied());
  }

  @Test
  void restartsOneNodeAndItsPodHasTheFlags() {
    RouterChange change = plan();
    routers.apply(PARIS, change);
    await()
        .until(() -> routers.checkNode(PARIS, change, "paris-1") instanceof Observed.Restartable);
    Optional<String> other = paper.podOn("paris-2");
    assertThat(restart(change, "paris-1")).isInstanceOf(Observed.Running.class);
    assertThat(routers.checkNode(PARIS, change, "paris-1")).isEqualTo(new Observed.UpToDate());
    assertThat(paper.podOn("paris-2")).isEqualTo(other);
  }

  @Test
  void givesTheStrategyBackWhenAllPodsAreRenewedAndNothingRestarts() {
    RouterChange change = plan();
    routers.apply(PARIS, change);
    await()
        .until(() -> routers.checkNode(PARIS, change, "paris-1") instanceof Observed.Restartable);
    restart(change, "paris-1");
    assertThat(routers.restore(PARIS, change)).isEqualTo(new Observed.Restored());
    assertThat(paper.strategy()).as("paris-2 has the former flags").isEqualTo("OnDelete");

    restart(change, "paris-2");
    List<Optional<String>> pods = List.of(paper.podOn("paris-1"), paper.podOn("paris-2"));
    assertThat(routers.restore(PARIS, change)).isEqualTo(new Observed.Restored());
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
    routers.apply(PARIS, plan());
    RouterReading.Flags again = (RouterReading.Flags) routers.router(PARIS);
    assertThat(again.strategy()).contains("RollingUpdate", "maxUnavailable");
  }

  @Test
  void theReversedChangeGivesTheFlagsBack() {
    List<String> before = paper.flags();
    RouterChange change = plan();
    routers.apply(PARIS, change);
    assertThat(routers.apply(PARIS, change.reversed())).isEqualTo(new Observed.Applied());
    assertThat(paper.flags()).isEqualTo(before);
    await().until(() -> routers.checkNode(PARIS, change, "paris-1") instanceof Observed.UpToDate);
  }

  @Test
  void flagsThatSomebodyElseChangedAreNotOverwritten() {
    RouterChange change = plan();
    edit(set -> set.withArray("/spec/template/spec/containers/0/args").add("--v=2"));
    assertThat(routers.apply(PARIS, change)).isInstanceOf(Observed.Conflict.class);
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
    assertThat(routers.apply(PARIS, plan())).isEqualTo(new Observed.Applied());
    assertThat(paper.daemonSet().at("/spec/template/spec/containers/0/command").toString())
        .contains("--peer-router-ips=192.0.2.1");
  }

  @Test
  void saysThatANodeIsNotReadyOrGoneOrHasNoPod() {
    RouterChange change = plan();
    paper.setReady("paris-1", false);
    assertThat(routers.checkNode(PARIS, change, "paris-1"))
        .isEqualTo(new Observed.NotReady("The node paris-1 is not Ready: kubelet stopped."));
    assertThat(routers.checkNode(PARIS, change, "paris-9")).isEqualTo(new Observed.Gone());
  }

  @Test
  void saysWhyANewPodDoesNotStart() {
    RouterChange change = plan();
    routers.apply(PARIS, change);
    await()
        .until(() -> routers.checkNode(PARIS, change, "paris-1") instanceof Observed.Restartable);
    paper.breakNode("paris-1");
    Observed.Restartable pod = (Observed.Restartable) routers.checkNode(PARIS, change, "paris-1");
    await()
        .untilAsserted(
            () ->
                assertThat(
                        routers
                            .restartPod(PARIS, change, "paris-1", pod.pod(), pod.uid())
                            .toString())
                    .contains("waiting: CrashLoopBackOff"));
  }

  @Test
  void neverDeletesAPodThatTookTheNameOfTheOneMeant() {
    RouterChange change = plan();
    routers.apply(PARIS, change);
    await()
        .until(() -> routers.checkNode(PARIS, change, "paris-1") instanceof Observed.Restartable);
    Observed.Restartable pod = (Observed.Restartable) routers.checkNode(PARIS, change, "paris-1");
    Optional<String> before = paper.podOn("paris-1");
    Observed observed = routers.restartPod(PARIS, change, "paris-1", pod.pod(), "another-uid");
    assertThat(observed).isInstanceOf(Observed.NotRunning.class);
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
    RouterReading.Flags flags = (RouterReading.Flags) routers.router(PARIS);
    assertThat(flags.cautions())
        .hasSize(3)
        .anyMatch(c -> c.contains("another release"))
        .anyMatch(c -> c.contains("Helm"))
        .anyMatch(c -> c.contains("--enable-pod-egress=false"));
  }
}
