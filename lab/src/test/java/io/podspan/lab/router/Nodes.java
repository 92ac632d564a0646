package io.podspan.lab.router;

import io.podspan.addresses.Prefix;
import io.podspan.lab.network.Topology;
import java.util.List;

/** A node for tests of configurations. */
final class Nodes {
  static final Topology.Node TOKYO_1 =
      new Topology.Node(
          "tokyo",
          "tokyo-n1",
          "podspan-demo-tokyo-n1",
          "198.18.0.31",
          Prefix.of("10.3.1.0/24"),
          "cni0",
          List.of());

  private Nodes() {}
}
