package io.podspan.peeringservice.routers.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.routers.Drivers;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of Cilium with two nodes, its API simulated, and the driver: what these tests share.
 */
abstract class OnCilium {
  static final RouterKind CILIUM = new RouterKind("cilium");
  static final Cluster PARIS =
      Drivers.cluster(CILIUM)
          .with(
              List.of(
                  new Node("paris-1", "198.18.1.11", Samples.cidrs("10.1.1.0/24")),
                  new Node("paris-2", "198.18.1.12", Samples.cidrs("10.1.2.0/24"))));
  static final List<String> NODES = List.of("paris-1", "paris-2");

  @TempDir Path folder;
  Drivers drivers;
  RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "cilium");
    driver = drivers.routers.of(CILIUM);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  static Aim join(String interconnect, Reflector... reflectors) {
    return new Aim(interconnect, PARIS, List.of(), List.of(reflectors), List.of());
  }

  static Aim leave(String interconnect, Reflector... reflectors) {
    return new Aim(interconnect, PARIS, List.of(), List.of(), List.of(reflectors));
  }

  List<ObjectNode> objects(ResourceType type) {
    return drivers.paper.store().list(type, "");
  }

  List<String> names(ResourceType type) {
    return objects(type).stream().map(o -> o.at("/metadata/name").asText()).toList();
  }

  ObjectNode object(ResourceType type, String name) {
    return drivers.paper.store().get(ObjectKey.of(type, "", name));
  }

  ObjectNode clusterConfig() {
    return object(ResourceType.CILIUM_CLUSTER_CONFIG, "podspan");
  }

  /** What somebody else does to an object. */
  void edit(ResourceType type, String name, Consumer<ObjectNode> how) {
    edit(ObjectKey.of(type, "", name), how);
  }

  private void edit(ObjectKey key, Consumer<ObjectNode> how) {
    drivers
        .paper
        .store()
        .update(
            key,
            object -> {
              how.accept(object);
              return object;
            });
  }

  void remove(ResourceType type, String name) {
    drivers.paper.store().remove(ObjectKey.of(type, "", name));
  }

  /** A setting of the agents. */
  void set(String setting, String value) {
    edit(
        ObjectKey.of(ResourceType.CONFIG_MAP, "kube-system", "cilium-config"),
        config -> config.withObject("/data").put(setting, value));
  }

  /** What is for all nodes, and the turns of these. */
  void roll(RouterChange change, List<String> nodes) {
    assertThat(driver.apply(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    for (String node : nodes) {
      if (driver.checkNode(PARIS.access(), change, node) instanceof RouterOutcome.Changeable) {
        driver.changeNode(PARIS.access(), change, node);
      }
    }
  }

  void rollOut(RouterChange change) {
    roll(change, NODES);
    assertThat(driver.restore(PARIS.access(), change, List.of()))
        .isEqualTo(new RouterOutcome.Restored());
  }

  void rollBack(RouterChange change) {
    assertThat(driver.revert(PARIS.access(), change)).isEqualTo(new RouterOutcome.Applied());
    rollOut(change.takenBack());
  }

  void assertThatNothingIsLeft() {
    assertThat(names(ResourceType.CILIUM_CLUSTER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_PEER_CONFIG)).isEmpty();
    assertThat(names(ResourceType.CILIUM_ADVERTISEMENT)).isEmpty();
  }
}
