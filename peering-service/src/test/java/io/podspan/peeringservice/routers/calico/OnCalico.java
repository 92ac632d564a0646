package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ResourceType;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Samples;
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
 * A cluster of Calico with two nodes, its API simulated, and the driver: what these tests share.
 */
abstract class OnCalico {
  static final Cluster TOKYO = Drivers.cluster(Samples.CALICO);
  static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);

  @TempDir Path folder;
  Drivers drivers;
  RouterDriver driver;

  @BeforeEach
  void open() {
    drivers = new Drivers(folder, "calico");
    driver = drivers.routers.of(Samples.CALICO);
  }

  @AfterEach
  void close() {
    drivers.close();
  }

  List<ObjectNode> objects(ResourceType type) {
    return drivers.paper.store().list(type, "");
  }

  void remove(ResourceType type, String name) {
    drivers.paper.store().remove(ObjectKey.of(type, "", name));
  }

  /** What somebody else does to an object. */
  void edit(ResourceType type, String name, Consumer<ObjectNode> how) {
    drivers
        .paper
        .store()
        .update(
            ObjectKey.of(type, "", name),
            object -> {
              how.accept(object);
              return object;
            });
  }

  /** All of a change, with the nodes one after the other. */
  void rollOut(RouterChange change) {
    assertThat(driver.apply(TOKYO.access(), change)).isEqualTo(new RouterOutcome.Applied());
    for (String node : List.of("paris-1", "paris-2")) {
      driver.changeNode(TOKYO.access(), change, node);
    }
    assertThat(driver.restore(TOKYO.access(), change, List.of()))
        .isInstanceOf(RouterOutcome.Restored.class);
  }
}
