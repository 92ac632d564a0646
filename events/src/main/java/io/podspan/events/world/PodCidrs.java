package io.podspan.events.world;

import io.podspan.addresses.Prefix;
import io.podspan.events.ClusterSpec;
import io.podspan.events.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the pods of a cluster get their addresses from. */
final class PodCidrs {
  private PodCidrs() {}

  /**
   * What the cluster itself says. If it says nothing, what its nodes have, in as few as possible.
   */
  static List<String> of(ClusterSpec spec, Collection<NodeState> nodes) {
    if (!spec.podCidrs().isEmpty()) {
      return spec.podCidrs();
    }
    List<String> ofNodes =
        nodes.stream().flatMap(node -> node.podCidrs().stream()).distinct().toList();
    List<Prefix> prefixes = ofNodes.stream().map(Prefix::parse).flatMap(Optional::stream).toList();
    List<String> cidrs = new ArrayList<>();
    Prefix.aggregated(prefixes).forEach(prefix -> cidrs.add(prefix.toString()));
    unreadable(ofNodes).forEach(cidrs::add);
    return List.copyOf(cidrs);
  }

  /**
   * What this version cannot read is passed on as it is: a reader may say what is wrong with it.
   */
  private static Stream<String> unreadable(List<String> cidrs) {
    return cidrs.stream().filter(cidr -> Prefix.parse(cidr).isEmpty());
  }
}
