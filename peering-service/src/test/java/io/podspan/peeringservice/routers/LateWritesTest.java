package io.podspan.peeringservice.routers;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.lab.api.Change;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Fence;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests of a replica that stood still while another one took over. Before a request it is asked
 * whether it may act; the request itself holds for the object as it was read only.
 */
class LateWritesTest {
  @TempDir Path folder;

  private static Cluster paris(RouterKind kind) {
    return Drivers.cluster(kind)
        .with(
            List.of(
                new Node("paris-1", "198.18.1.11", Samples.cidrs("10.1.1.0/24")),
                new Node("paris-2", "198.18.1.12", Samples.cidrs("10.1.2.0/24"))));
  }

  private static RouterChange join(Drivers drivers, Cluster paris, PeersBy by) {
    return drivers.plan(
        new Aim(
            "europe",
            paris,
            List.of(),
            List.of(REFLECTOR),
            List.of(),
            List.of(),
            new RouterWishes(by, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kube-router", "calico", "cilium"})
  void nothingIsWrittenOnceTheTermIsOver(String cni) {
    try (Drivers drivers = new Drivers(folder, cni)) {
      RouterKind kind = new RouterKind(cni);
      RouterDriver driver = drivers.routers.of(kind);
      Cluster paris = paris(kind);
      RouterChange change = join(drivers, paris, PeersBy.FLAGS);
      AtomicInteger written = new AtomicInteger();
      drivers.paper.store().listen((Change _) -> written.incrementAndGet());
      assertThatThrownBy(
              () -> Fence.around(() -> false, () -> firstWrite(driver, paris, change, cni)))
          .isInstanceOf(Fence.ClosedException.class);
      assertThat(written).hasValue(0);
    }
  }

  /** Calico's peers are written when a node has its turn. */
  private static RouterOutcome firstWrite(
      RouterDriver driver, Cluster paris, RouterChange change, String cni) {
    return cni.equals("calico")
        ? driver.changeNode(paris.access(), change, "paris-1")
        : driver.apply(paris.access(), change);
  }

  /**
   * The other replica's progress happens after the question whether this one may act, and before
   * its request arrives: the question itself lets it happen.
   */
  @ParameterizedTest
  @CsvSource({"FLAGS", "ANNOTATIONS"})
  void aWriteFailsWhereTheOtherReplicaWentThereAndBack(PeersBy by) {
    try (Drivers drivers = new Drivers(folder, "kube-router")) {
      RouterDriver driver = drivers.routers.of(Samples.KUBE_ROUTER);
      Cluster paris = paris(Samples.KUBE_ROUTER);
      RouterChange change = join(drivers, paris, by);
      AtomicInteger asked = new AtomicInteger();
      List<String> before = drivers.paper.flags();
      RouterOutcome late =
          Fence.around(
              () -> {
                if (asked.incrementAndGet() == 1) {
                  thereAndBack(drivers, paris, change);
                }
                // Whatever it tries again it may not: its term is over by then.
                return asked.get() == 1;
              },
              () -> {
                try {
                  return step(driver, paris, change, by);
                } catch (Fence.ClosedException e) {
                  return new RouterOutcome.Conflict("it was refused, and may not try again");
                }
              });
      assertThat(late).isNotInstanceOf(RouterOutcome.Applied.class);
      assertThat(drivers.paper.flags()).isEqualTo(before);
      assertThat(drivers.paper.annotation("paris-1", "kube-router.io/peer.ips")).isEmpty();
    }
  }

  private static RouterOutcome step(
      RouterDriver driver, Cluster paris, RouterChange change, PeersBy by) {
    return switch (by) {
      case FLAGS -> driver.apply(paris.access(), change);
      case ANNOTATIONS -> {
        RouterOutcome.Restartable pod = restartable(driver, paris, change);
        yield driver.restartNode(paris.access(), change, "paris-1", pod.pod(), pod.uid());
      }
    };
  }

  private static RouterOutcome.Restartable restartable(
      RouterDriver driver, Cluster paris, RouterChange change) {
    RouterOutcome[] last = new RouterOutcome[1];
    await()
        .until(
            () -> {
              last[0] = driver.checkNode(paris.access(), change, "paris-1");
              return last[0] instanceof RouterOutcome.Restartable;
            });
    return (RouterOutcome.Restartable) last[0];
  }

  /** Exactly what was there is there again, and has another version. */
  private static void thereAndBack(Drivers drivers, Cluster paris, RouterChange change) {
    for (String value : List.of("there", "")) {
      drivers
          .paper
          .store()
          .update(
              drivers.paper.daemonSetKey(),
              set -> {
                set.withObject("/metadata/labels").put("moved", value);
                return set;
              });
      drivers
          .paper
          .store()
          .update(
              ObjectKey.of(ResourceType.NODE, "", "paris-1"),
              node -> {
                node.withObject("/metadata/labels").put("moved", value);
                return node;
              });
    }
  }

  @Test
  void aDeletionNamesThePodThatWasRead() {
    try (Drivers drivers = new Drivers(folder, "kube-router")) {
      RouterDriver driver = drivers.routers.of(Samples.KUBE_ROUTER);
      Cluster paris = paris(Samples.KUBE_ROUTER);
      RouterChange change = join(drivers, paris, PeersBy.FLAGS);
      driver.apply(paris.access(), change);
      RouterOutcome.Restartable pod = restartable(driver, paris, change);
      String[] successor = new String[1];
      Fence.around(
          () -> {
            drivers.paper.removePod("paris-1");
            await()
                .until(
                    () ->
                        drivers
                            .paper
                            .podOn("paris-1")
                            .filter(uid -> !uid.equals(pod.uid()))
                            .isPresent());
            successor[0] = drivers.paper.podOn("paris-1").orElseThrow();
            return true;
          },
          () -> driver.restartNode(paris.access(), change, "paris-1", pod.pod(), pod.uid()));
      assertThat(drivers.paper.podOn("paris-1")).as("is left alone").contains(successor[0]);
    }
  }
}
