package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.testkit.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.clusteraccess.ClusterClients;
import io.podspan.clusteraccess.Credentials;
import io.podspan.lab.kubernetes.BirdReflector;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real kube-router and a reflector that wants a password: the Secret reaches the router through
 * its kubelet, a wrong one is refused by the reflector's kernel, and a withdrawal leaves nothing.
 */
@ExtendWith(RealClusters.class)
class KubeRouterKeyKubernetesIT {
  private static final String PLACE = "bergen";
  private static final int INDEX = 6;
  private static final String NODE = PLACE + "-1";

  @TempDir static Path folder;
  private static Rig rig;
  private static BirdReflector bird;
  private static ClusterClients clients;
  private static KubeRouterDriver driver;
  private static Cluster cluster;

  @BeforeAll
  static void up(RealClusters clusters) throws IOException {
    rig = clusters.rig();
    Path credentials = Files.createDirectory(folder.resolve("credentials"));
    rig.up(PLACE, INDEX, 1, System.out::println);
    Files.copy(
        rig.kubeconfig(PLACE), credentials.resolve(PLACE), StandardCopyOption.COPY_ATTRIBUTES);
    clients = new ClusterClients(new Credentials(credentials));
    driver =
        new KubeRouterDriver(new ClusterCalls(clients, new SimpleMeterRegistry()), Drivers::key);
    String address = rig.subnet() + "." + INDEX + "1";
    bird = BirdReflector.withPassword(rig, folder, address, Drivers.key("right.key").text());
    cluster =
        new Cluster(
            PLACE,
            KubeRouterDriver.KIND,
            "v2.1.0",
            64512,
            Samples.cidrs("10." + INDEX + ".0.0/16"),
            List.of(),
            List.of(new Node(NODE, address, Samples.cidrs("10." + INDEX + ".0.0/24"))),
            new Access(PLACE, null));
  }

  @AfterAll
  static void down() {
    if (bird != null) {
      bird.close();
    }
    if (clients != null) {
      clients.close();
    }
  }

  @Test
  void onlyTheRightKeyBringsTheSessionUp() throws IOException {
    JsonNode before = daemonSet();

    RouterChange wrong = join("wrong.key");
    change(wrong);
    await().until(() -> bird.refusedSegments() > 0);
    assertThat(bird.sessions()).doesNotContain("Established");
    assertThat(driver.revert(cluster.access(), wrong)).isEqualTo(new RouterOutcome.Applied());
    finish(wrong.takenBack());
    assertThat(daemonSet()).isEqualTo(before);
    assertThat(secrets()).isEmpty();

    RouterChange right = join("right.key");
    change(right);
    await().until(() -> bird.sessions().contains("Established"));
    finish(right);
    assertThat(secrets()).hasSize(1);

    RouterChange leave = plan(List.of(), List.of(reflector("right.key")));
    change(leave);
    finish(leave);
    await().until(() -> !bird.sessions().contains("Established"));
    assertThat(daemonSet()).isEqualTo(before);
    assertThat(secrets()).isEmpty();
  }

  private static Reflector reflector(String keyFile) {
    return new Reflector("reflector", rig.address(), 179, 64512, keyFile);
  }

  private static RouterChange join(String keyFile) {
    return plan(List.of(reflector(keyFile)), List.of());
  }

  private static RouterChange plan(List<Reflector> wanted, List<Reflector> unwanted) {
    Aim aim = new Aim("north", cluster, List.of(), wanted, unwanted);
    return ((Planned) driver.read(cluster.access()).plan(aim)).change();
  }

  private static void change(RouterChange change) {
    assertThat(driver.apply(cluster.access(), change)).isEqualTo(new RouterOutcome.Applied());
    turn(change);
  }

  /** The node's router restarts until it has the change. */
  private static void turn(RouterChange change) {
    await()
        .until(
            () ->
                switch (driver.checkNode(cluster.access(), change, NODE)) {
                  case RouterOutcome.Restartable(String pod, String uid) -> {
                    driver.restartNode(cluster.access(), change, NODE, pod, uid);
                    yield false;
                  }
                  case RouterOutcome.UpToDate _ -> true;
                  default -> false;
                });
  }

  private static void finish(RouterChange change) {
    turn(change);
    await()
        .until(
            () ->
                driver.restore(cluster.access(), change, List.of())
                    instanceof RouterOutcome.Restored);
  }

  private static JsonNode daemonSet() {
    JsonNode set = rig.json(PLACE, "-n", "kube-system", "get", "daemonset", "kube-router");
    return ((ObjectNode) set.path("spec").deepCopy())
        .set(
            "annotations",
            ((ObjectNode) set.at("/metadata/annotations").deepCopy())
                .without("deprecated.daemonset.template.generation"));
  }

  private static List<String> secrets() {
    return rig
        .json(PLACE, "-n", "kube-system", "get", "secrets")
        .path("items")
        .findValuesAsText("name")
        .stream()
        .filter(name -> name.startsWith("podspan-bgp-"))
        .toList();
  }
}
