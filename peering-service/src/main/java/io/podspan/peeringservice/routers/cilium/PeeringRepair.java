package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.KeySecret;
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
 * @param edited peers of ours of which somebody changed fields; none in documents of former
 *     versions
 * @param lostKeys Secrets of ours that somebody deleted. They are written again, and stay on a way
 *     back; none in documents of former versions
 */
record PeeringRepair(
    List<CiliumPeer> missing,
    List<String> leftOver,
    @Nullable List<String> selectedBefore,
    @Nullable List<String> selectedAfter,
    List<EditedPeer> edited,
    List<KeySecret> lostKeys) {
  static final PeeringRepair NONE =
      new PeeringRepair(List.of(), List.of(), null, null, List.of(), List.of());

  PeeringRepair {
    missing = List.copyOf(missing);
    leftOver = List.copyOf(leftOver);
    edited = edited == null ? List.of() : List.copyOf(edited);
    lostKeys = lostKeys == null ? List.of() : List.copyOf(lostKeys);
  }

  PeeringRepair reversed() {
    return new PeeringRepair(
        List.of(),
        List.of(),
        selectedAfter,
        selectedBefore,
        edited.stream().map(EditedPeer::reversed).toList(),
        List.of());
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
