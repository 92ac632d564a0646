package io.podspan.peeringservice.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterDocumentTest {
  private static Node node(String name) {
    return new Node(name, "10.0.0.1", List.of(), null);
  }

  /** Some collations skip the hyphens. What was read of a cluster is compared with this. */
  @Test
  void nodesComeInTheOrderOfTheApiServer() {
    KnownCluster known = Samples.known(Samples.cluster("paris", 1, Samples.KUBE_ROUTER));
    List<Node> asPostgresSorts = List.of(node("ip-10-0-10-5"), node("ip-10-0-1-9"));
    assertThat(
            ClusterDocument.read(ClusterDocument.write(known), asPostgresSorts).cluster().nodes())
        .extracting(Node::name)
        .containsExactly("ip-10-0-1-9", "ip-10-0-10-5");
  }
}
