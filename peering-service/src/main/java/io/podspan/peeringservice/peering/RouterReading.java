package io.podspan.peeringservice.peering;

import java.util.List;
import java.util.Optional;

/** How a cluster's routers are configured now. */
public sealed interface RouterReading {

  /**
   * kube-router: flags of a container in a DaemonSet, read at its start only.
   *
   * @param container the container that routes
   * @param field where its flags stand: {@code args} or {@code command}
   * @param flags that list, whole
   * @param strategy the DaemonSet's own update strategy as JSON; where a rollout of ours was left
   *     in between, the one from before it
   * @param cautions what is unwise about restarting it, for people
   */
  record Flags(
      String namespace,
      String daemonSet,
      String container,
      String field,
      List<String> flags,
      String strategy,
      List<String> cautions)
      implements RouterReading {
    public Flags {
      flags = List.copyOf(flags);
      cautions = List.copyOf(cautions);
    }
  }

  /** Calico: objects that its routers follow while they run. */
  record Objects(List<BgpPeer> peers, List<Pool> pools) implements RouterReading {
    public Objects {
      peers = List.copyOf(peers);
      pools = List.copyOf(pools);
    }
  }

  /**
   * A BGPPeer.
   *
   * @param global whether all nodes have it
   * @param ours whether it carries our label
   */
  record BgpPeer(String name, String peerIp, long asn, boolean global, boolean ours) {}

  /**
   * An IPPool.
   *
   * @param interconnect the interconnect that we made it for, empty when it is not ours
   */
  record Pool(String name, String cidr, boolean disabled, Optional<String> interconnect) {}
}
