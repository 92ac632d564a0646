package io.podspan.peeringservice.kubernetes.watch;

import static io.podspan.peeringservice.routers.Drivers.access;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.WatchApi;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the lab's API. */
class ClusterWatchesTest {
  @TempDir Path folder;
  private final AtomicInteger heard = new AtomicInteger();
  private Drivers drivers;
  private WatchApi.Watch watch;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "kube-router");
    watch = watch("paris");
    await().until(watch::keep);
    quiet();
  }

  private WatchApi.Watch watch(String kubeconfig) {
    return new ClusterWatches(drivers.calls, drivers.routers)
        .open(access(kubeconfig), Samples.KUBE_ROUTER, heard::incrementAndGet);
  }

  /** A change that rings once is heard, and with it everything before. */
  private void quiet() {
    int before = heard.get();
    drivers.paper.setReady("paris-2", false);
    await().until(() -> heard.get() > before);
    int between = heard.get();
    drivers.paper.setReady("paris-2", true);
    await().until(() -> heard.get() > between);
  }

  @AfterEach
  void close() {
    watch.close();
    drivers.close();
  }

  @Test
  void hearsANodeThatJoinsAndOneThatIsDeleted() {
    int before = heard.get();
    drivers.paper.addNode("paris-3", "10.1.3.0/24", "198.18.1.13");
    await().until(() -> heard.get() > before);
    ClusterReading read = drivers.reader.read(access("paris"));
    assertThat(read.nodes()).extracting(NodeReading::name).contains("paris-3");
    int joined = heard.get();
    drivers.paper.removeNode("paris-1");
    await().until(() -> heard.get() > joined);
  }

  @Test
  void aHeartbeatOfANodeDoesNotRing() {
    int before = heard.get();
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(ResourceType.NODE, "", "paris-1"),
            node -> {
              node.withObject("/status/nodeInfo").put("bootID", "another");
              return node;
            });
    quiet();
    assertThat(heard.get()).isEqualTo(before + 2);
  }

  @Test
  void hearsNewFlagsOfTheRouter() {
    int before = heard.get();
    drivers
        .paper
        .store()
        .update(
            drivers.paper.daemonSetKey(),
            set -> {
              set.withArray("/spec/template/spec/containers/0/args").add("--cluster-asn=65001");
              return set;
            });
    await().until(() -> heard.get() > before);
  }

  @Test
  void goesOnWithoutAWatchThatIsForbidden() {
    WatchApi.Watch forbidden = watch("paris-norights");
    try {
      assertThat(forbidden.keep()).isFalse();
      assertThat(forbidden.keep()).isFalse();
    } finally {
      forbidden.close();
    }
  }

  @Test
  void aKubeconfigThatIsGoneIsAFaultOfThisCluster() {
    WatchApi.Watch nowhere = watch("nowhere");
    org.assertj.core.api.Assertions.assertThatExceptionOfType(ClusterFaultException.class)
        .isThrownBy(nowhere::keep);
  }

  @Test
  void whenTheApiServerIsAwayNothingIsHeardAndTheWatchIsNotComplete() {
    int before = heard.get();
    drivers.paper.close();
    await().until(() -> !watch.keep());
    assertThat(heard.get()).isEqualTo(before);
  }
}
