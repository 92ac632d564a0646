package io.podspan.peeringservice.peering.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NodeSampleTest {
  private static final List<Node> TEN =
      IntStream.rangeClosed(1, 10).mapToObj(i -> Samples.node("paris", 1, i)).toList();

  @Test
  void fewNodesAreAskedAll() {
    int most = NodeSample.ofEach(5, NodeSample.MOST);
    assertThat(NodeSample.of(TEN, most)).isEqualTo(TEN);
  }

  @Test
  void ofVeryManyEachClusterHasItsShareAndOneAtLeast() {
    assertThat(NodeSample.ofEach(20, 1_000)).isEqualTo(NodeSample.MOST / 20);
    assertThat(NodeSample.ofEach(10_000, 100_000)).isEqualTo(1);
  }

  @Test
  void theSampleIsSpreadOverTheCluster() {
    assertThat(NodeSample.of(TEN, 3)).containsExactly(TEN.get(0), TEN.get(3), TEN.get(6));
    assertThat(NodeSample.of(TEN, 1)).containsExactly(TEN.getFirst());
    assertThat(NodeSample.of(List.of(), 1)).isEmpty();
  }
}
