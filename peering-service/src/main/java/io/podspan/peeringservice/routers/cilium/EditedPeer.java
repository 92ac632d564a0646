package io.podspan.peeringservice.routers.cilium;

import java.util.List;

/**
 * A peer of ours in our CiliumBGPClusterConfig of which somebody changed the AS number, so that no
 * node has its session. It is part of a stored document: add components, do not rename them.
 *
 * @param present as it is there
 * @param wanted as it is to be
 */
record EditedPeer(String name, long present, long wanted) {
  EditedPeer reversed() {
    return new EditedPeer(name, wanted, present);
  }

  /** What is to be done, a line each. */
  List<String> diff() {
    return List.of(line("- ", present), line("+ ", wanted));
  }

  private String line(String sign, long asn) {
    return sign
        + "CiliumBGPClusterConfig "
        + ClusterConfig.OURS
        + ": peer "
        + name
        + ": peerASN "
        + asn;
  }
}
