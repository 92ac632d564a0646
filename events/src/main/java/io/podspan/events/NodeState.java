package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster.
 *
 * @param name the Kubernetes node name
 * @param address its internal IP, which is also the source address of its BGP sessions
 * @param podCidrs the pod CIDRs of this node, as {@code 10.1.0.0/24}
 * @param leftOut why nothing is expected of this node now, a sentence for people: it is not Ready,
 *     or it has no router; null when it takes part. A reflector accepts its sessions all the same.
 */
public record NodeState(
    String name, String address, List<String> podCidrs, @Nullable String leftOut) {
  /** What a list may take, in bytes: some thousand CIDRs. */
  private static final int MOST_BYTES = 200 << 10;

  public NodeState {
    Require.text(name, "node.name");
    Require.text(address, "node.address");
    podCidrs = Require.allNames(MOST_BYTES, podCidrs, "node.podCidrs");
    leftOut = leftOut == null ? null : Require.sentence(leftOut, "node.leftOut");
  }

  /** A node that takes part. */
  public NodeState(String name, String address, List<String> podCidrs) {
    this(name, address, podCidrs, null);
  }

  /** Whether routes, sessions and pods that answer are expected of it now. */
  public boolean takesPart() {
    return leftOut == null;
  }
}
