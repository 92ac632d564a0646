package io.podspan.peeringservice.routers.calico;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalicoDriverTest {
  private static final Cluster TOKYO = Drivers.cluster(Samples.CALICO);
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);

  @TempDir Path folder;
  private Drivers drivers;
  private RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "calico");
    driver = drivers.routers.of(Samples.CALICO);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  private RouterChange plan(Aim aim) {
    return drivers.plan(aim);
  }

  private RouterChange join() {
    return plan(new Aim("asia", TOKYO, List.of(LONDON), List.of(REFLECTOR), List.of()));
  }

  private RouterChange leave() {
    return plan(new Aim("asia", TOKYO, List.of(), List.of(), List.of(REFLECTOR)));
  }

  private List<ObjectNode> objects(ResourceType type) {
    return drivers.paper.store().list(type, "");
  }

  @Test
  void readsItsReleaseAsnPoolsAndBlocks() {
    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION, "", "default", "{\"spec\": {\"asNumber\": 65003}}");
    drivers.paper.create(
        ResourceType.IP_POOL, "", "pool", "{\"spec\": {\"cidr\": \"10.1.0.0/17\"}}");
    drivers.paper.create(
        ResourceType.IP_POOL,
        "",
        "off",
        "{\"spec\": {\"cidr\": \"10.9.0.0/16\", \"disabled\": true}}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.kind()).isEqualTo(Samples.CALICO);
    assertThat(found.version()).isEqualTo("v2.1.0");
    assertThat(found.asn().value()).isEqualTo(65003);
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("10.1.0.0/17"));
  }

  /** As its operator installs it. Nothing of it is in kube-system then. */
  private void moveToCalicoSystem(String environment) {
    drivers.paper.store().remove(drivers.paper.daemonSetKey());
    drivers.paper.create(
        ResourceType.DAEMON_SET,
        "calico-system",
        "any-name",
        """
        {"spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"spec": {
          "nodeSelector": {"kubernetes.io/os": "linux"},
          "containers": [{"name": "c", "image": "quay.io/calico/node:v3.28.0", "env": [%s]}]}}}}
        """
            .formatted(environment));
  }

  @Test
  void isFoundWhereItsOperatorInstallsIt() {
    moveToCalicoSystem("{\"name\": \"CALICO_NETWORKING_BACKEND\", \"value\": \"bird\"}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.facts().place()).isEqualTo("calico-system/any-name");
    assertThat(found.version()).isEqualTo("v3.28.0");
    assertThat(found.facts().nodeMesh()).isTrue();
  }

  @Test
  void isNoRouterWhereAConfigMapSaysThatBirdDoesNotRun() {
    moveToCalicoSystem(
        """
        {"name": "CALICO_NETWORKING_BACKEND",
         "valueFrom": {"configMapKeyRef": {"name": "calico-config", "key": "calico_backend"}}}
        """);
    drivers.paper.create(
        ResourceType.CONFIG_MAP,
        "calico-system",
        "calico-config",
        "{\"data\": {\"calico_backend\": \"vxlan\"}}");
    Detection detection = driver.detect(TOKYO.access());
    assertThat(detection.router()).isEmpty();
    assertThat(detection.silent())
        .containsExactly(
            "Calico in calico-system/any-name runs without BIRD (CALICO_NETWORKING_BACKEND is"
                + " vxlan).");
  }

  @Test
  void readsMeshHostBitsAndDisabledPoolsThatAreInUse() {
    drivers.paper.create(
        ResourceType.BGP_CONFIGURATION,
        "",
        "default",
        "{\"spec\": {\"asNumber\": \"64513\", \"nodeToNodeMeshEnabled\": false}}");
    drivers.paper.create(
        ResourceType.IP_POOL, "", "a", "{\"spec\": {\"cidr\": \"172.20.5.7/14\"}}");
    drivers.paper.create(
        ResourceType.IP_POOL,
        "",
        "b",
        "{\"spec\": {\"cidr\": \"10.9.0.0/16\", \"disabled\": true}}");
    drivers.paper.create(ResourceType.IP_POOL, "", "c", "{\"spec\": {\"cidr\": \"10.8\"}}");
    FoundRouter found = driver.detect(TOKYO.access()).router().orElseThrow();
    assertThat(found.asn().value()).isEqualTo(64513);
    assertThat(found.facts().nodeMesh()).isFalse();
    assertThat(found.podCidrs().value()).isEqualTo(Samples.cidrs("172.20.0.0/14"));
    assertThat(found.facts().faults())
        .extracting(Violation::code)
        .containsExactly("unreadable-cidr");
  }

  @Test
  void createsPeerAndPoolAndTakesThemBack() {
    assertThat(driver.apply(TOKYO.access(), join())).isEqualTo(new RouterOutcome.Applied());
    ObjectNode peer = objects(ResourceType.BGP_PEER).getFirst();
    assertThat(peer.at("/metadata/name").asText()).isEqualTo("podspan-asia-reflector");
    assertThat(peer.at("/metadata/labels/podspan.io~1interconnect").asText()).isEqualTo("asia");
    assertThat(peer.at("/spec/peerIP").asText()).isEqualTo("192.0.2.1");
    assertThat(peer.at("/spec/asNumber").asLong()).isEqualTo(64512);
    ObjectNode pool = objects(ResourceType.IP_POOL).getFirst();
    assertThat(pool.at("/spec").toString())
        .contains("\"disabled\":true", "\"natOutgoing\":false", "\"disableBGPExport\":true");
    assertThat(driver.checkNode(TOKYO.access(), join(), "paris-1"))
        .isEqualTo(new RouterOutcome.UpToDate());

    assertThat(driver.apply(TOKYO.access(), leave())).isEqualTo(new RouterOutcome.Applied());
    assertThat(objects(ResourceType.BGP_PEER)).isEmpty();
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
    assertThat(leave().isEmpty()).isTrue();
  }

  @Test
  void doingItAgainChangesNothing() {
    RouterChange change = join();
    driver.apply(TOKYO.access(), change);
    assertThat(driver.apply(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.revert(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    assertThat(driver.revert(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    assertThat(objects(ResourceType.BGP_PEER)).isEmpty();
  }

  @Test
  void anObjectOfSomebodyElseIsLeftAlone() {
    RouterChange change = join();
    drivers.paper.create(
        ResourceType.BGP_PEER,
        "",
        "podspan-asia-reflector",
        "{\"spec\": {\"peerIP\": \"203.0.113.9\", \"asNumber\": 65000}}");
    assertThat(driver.apply(TOKYO.access(), change))
        .isInstanceOfSatisfying(
            RouterOutcome.Refused.class,
            r -> assertThat(r.reason()).contains("another BGPPeer named podspan-asia-reflector"));
    driver.revert(TOKYO.access(), change);
    assertThat(objects(ResourceType.BGP_PEER)).hasSize(1);
    assertThat(objects(ResourceType.IP_POOL)).isEmpty();
  }

  @Test
  void saysThatANodeIsNotReady() {
    drivers.paper.setReady("paris-1", false);
    assertThat(driver.checkNode(TOKYO.access(), join(), "paris-1"))
        .isInstanceOf(RouterOutcome.Away.class);
  }
}
