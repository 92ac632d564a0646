package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;

/**
 * One node of a cluster.
 *
 * @param name the Kubernetes node name
 * @param address its internal IP, which is also the source address of its BGP sessions
 * @param podCidrs the pod CIDRs of this node, as {@code 10.1.0.0/24}
 */
public record NodeState(String name, String address, List<String> podCidrs) {
  public NodeState {
    Require.text(name, "node.name");
    Require.text(address, "node.address");
    podCidrs = Require.names(podCidrs, "node.podCidrs");
  }
}
