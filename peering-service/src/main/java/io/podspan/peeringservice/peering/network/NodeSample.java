package io.podspan.peeringservice.peering.network;

import io.podspan.peeringservice.peering.Node;
import java.util.List;
import java.util.stream.IntStream;

/** Which nodes a rehearsal asks about their network, where there are very many. Pure. */
public final class NodeSample {
  /** Asking a node takes a command in a pod, with a connection of its own. */
  static final int MOST = 256;

  private NodeSample() {}

  /** How many of each cluster: all of them up to {@link #MOST} nodes, and one at least. */
  public static int ofEach(int clusters, int nodes) {
    return nodes <= MOST ? nodes : Math.max(1, MOST / clusters);
  }

  /** So many, spread over the list; the first one is among them. */
  public static List<Node> of(List<Node> nodes, int most) {
    int size = nodes.size();
    return size <= most
        ? nodes
        : IntStream.range(0, most)
            .mapToObj(i -> nodes.get((int) ((long) i * size / most)))
            .toList();
  }
}
