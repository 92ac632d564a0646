package io.podspan.peeringservice.routers;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers of clusters that are changed by hand: what they would write is a command, and they find
 * out by reading when it is done. The credentials may only read.
 */
class ByHandTest {
  private static final Access BY_HAND = new Access("paris-readonly", null, true);
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);

  @TempDir Path folder;

  private static Aim aim(RouterKind kind) {
    Cluster paris = Drivers.cluster(kind);
    return new Aim("europe", paris, List.of(LONDON), List.of(REFLECTOR), List.of());
  }

  private static String command(Callable<?> step) {
    ByHandException held = catchThrowableOfType(ByHandException.class, step::call);
    assertThat(held).as("it would write").isNotNull();
    assertThat(held.commands()).hasSize(1);
    return held.commands().getFirst();
  }

  @Test
  void kubeRoutersFlagsAreOnePatchAndEachNodeIsOnePod() {
    try (Drivers drivers = new Drivers(folder, "kube-router")) {
      RouterDriver driver = drivers.routers.of(Samples.KUBE_ROUTER);
      RouterChange change = drivers.plan(aim(Samples.KUBE_ROUTER));
      List<String> before = drivers.paper.flags();

      String patch = command(() -> driver.apply(BY_HAND, change));
      assertThat(patch)
          .startsWith("kubectl -n kube-system patch daemonsets.apps kube-router --type=json -p '[")
          .contains("--peer-router-ips=192.0.2.1", "\"type\":\"OnDelete\"")
          .doesNotContain("resourceVersion");
      assertThat(drivers.paper.flags()).as("nothing was written").isEqualTo(before);

      runPatch(drivers, patch);
      assertThat(driver.apply(BY_HAND, change)).isEqualTo(new RouterOutcome.Applied());
      await()
          .until(
              () ->
                  driver.checkNode(BY_HAND, change, "paris-1")
                      instanceof RouterOutcome.Restartable);
      RouterOutcome.Restartable pod =
          (RouterOutcome.Restartable) driver.checkNode(BY_HAND, change, "paris-1");
      assertThat(
              command(() -> driver.restartNode(BY_HAND, change, "paris-1", pod.pod(), pod.uid())))
          .isEqualTo("kubectl -n kube-system delete pods " + pod.pod());
      drivers.paper.removePod("paris-1");
      await()
          .until(
              () ->
                  driver.restartNode(BY_HAND, change, "paris-1", pod.pod(), pod.uid())
                      instanceof RouterOutcome.Running);
    }
  }

  /** As kubectl would send it. */
  private static void runPatch(Drivers drivers, String command) {
    Matcher patch = Pattern.compile("-p '(.*)'", Pattern.DOTALL).matcher(command);
    assertThat(patch.find()).isTrue();
    drivers
        .paper
        .store()
        .update(
            drivers.paper.daemonSetKey(),
            set -> {
              Json.parse(patch.group(1))
                  .forEach(
                      operation -> {
                        String path = operation.path("path").asText();
                        int last = path.lastIndexOf('/');
                        if (operation.path("op").asText().equals("add")) {
                          ((com.fasterxml.jackson.databind.node.ObjectNode)
                                  set.at(path.substring(0, last)))
                              .set(path.substring(last + 1), operation.path("value"));
                        }
                      });
              return set;
            });
  }

  @Test
  void passwordsAreHidden() {
    try (Drivers drivers = new Drivers(folder, "kube-router")) {
      drivers
          .paper
          .store()
          .update(
              drivers.paper.daemonSetKey(),
              set -> {
                set.withArray("/spec/template/spec/containers/0/args")
                    .add("--peer-router-ips=192.0.2.77")
                    .add("--peer-router-asns=64512")
                    .add("--peer-router-passwords=c2VjcmV0");
                return set;
              });
      RouterChange change = drivers.plan(aim(Samples.KUBE_ROUTER));
      String patch = command(() -> drivers.routers.of(Samples.KUBE_ROUTER).apply(BY_HAND, change));
      assertThat(patch)
          .contains("${SECRET_1:?--peer-router-passwords=***, with the passwords}")
          .doesNotContain("c2VjcmV0");
    }
  }

  @Test
  void ciliumsObjectsAreDocuments() {
    RouterKind cilium = new RouterKind("cilium");
    try (Drivers drivers = new Drivers(folder, "cilium")) {
      RouterDriver driver = drivers.routers.of(cilium);
      RouterChange change = drivers.plan(aim(cilium));
      String advertisement = command(() -> driver.apply(BY_HAND, change));
      assertThat(advertisement)
          .startsWith("kubectl create -f - <<'EOF'\n{")
          .contains("\"CiliumBGPAdvertisement\"", "\"podspan-europe\"")
          .endsWith("\nEOF");
      create(drivers, ResourceType.CILIUM_ADVERTISEMENT, advertisement);
      create(
          drivers, ResourceType.CILIUM_PEER_CONFIG, command(() -> driver.apply(BY_HAND, change)));
      assertThat(driver.apply(BY_HAND, change)).isEqualTo(new RouterOutcome.Applied());
      create(
          drivers,
          ResourceType.CILIUM_CLUSTER_CONFIG,
          command(() -> driver.changeNode(BY_HAND, change, "paris-1")));
      assertThat(driver.changeNode(BY_HAND, change, "paris-1"))
          .isEqualTo(new RouterOutcome.UpToDate());
      assertThat(command(() -> driver.changeNode(BY_HAND, change, "paris-2")))
          .startsWith("kubectl replace -f -")
          .contains("paris-1", "paris-2", "resourceVersion")
          .doesNotContain("uid", "status");
    }
  }

  private static void create(Drivers drivers, ResourceType type, String command) {
    var object =
        Json.literal(command.substring(command.indexOf('{'), command.lastIndexOf('}') + 1));
    drivers
        .paper
        .store()
        .create(ObjectKey.of(type, "", object.at("/metadata/name").asText()), object);
  }
}
