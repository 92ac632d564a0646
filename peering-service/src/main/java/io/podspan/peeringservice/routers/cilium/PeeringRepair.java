package io.podspan.peeringservice.routers.cilium;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be done about peerings that are there in part: somebody deleted or edited an object,
 * or a rollout was aborted. It is part of a stored document: add components, do not rename them.
 *
 * @param missing peers of which only the CiliumBGPPeerConfig is gone. It is made again, and stays
 *     on a way back
 * @param leftOver the CiliumBGPPeerConfigs that no peer uses any more. They go for good
 * @param selectedBefore the hostnames of the nodes that alone are selected now; null if all are
 * @param selectedAfter those that are to be selected afterwards; null if all are
 */
record PeeringRepair(
    List<CiliumPeer> missing,
    List<String> leftOver,
    @Nullable List<String> selectedBefore,
    @Nullable List<String> selectedAfter) {
  static final PeeringRepair NONE = new PeeringRepair(List.of(), List.of(), null, null);

  PeeringRepair {
    missing = List.copyOf(missing);
    leftOver = List.copyOf(leftOver);
  }

  PeeringRepair reversed() {
    return new PeeringRepair(List.of(), List.of(), selectedAfter, selectedBefore);
  }

  /** Whether nodes are to be selected that are not, or the other way. */
  boolean selects() {
    return selectedBefore != null || selectedAfter != null;
  }

  /** Whether this node is not to be selected afterwards. */
  boolean leavesOut(String hostname) {
    return selectedAfter != null && !selectedAfter.contains(hostname);
  }
}
