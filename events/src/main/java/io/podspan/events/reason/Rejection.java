package io.podspan.events.reason;

import io.podspan.events.check.Require;

/**
 * Why a reflector did not take a prefix that a peer announced. Prefix and peer are in the event.
 */
public sealed interface Rejection extends SessionReason {

  /**
   * The prefix is outside the pod CIDRs of the peer's cluster.
   *
   * @param cluster the cluster's name
   */
  record OutsidePodCidrs(String cluster) implements Rejection {
    public OutsidePodCidrs {
      Require.text(cluster, "cause.cluster");
    }
  }

  /**
   * The next hop is the address of no node of the peer's cluster.
   *
   * @param cluster the cluster's name
   * @param nextHop the address
   */
  record ForeignNextHop(String cluster, String nextHop) implements Rejection {
    public ForeignNextHop {
      Require.text(cluster, "cause.cluster");
      Require.text(nextHop, "cause.nextHop");
    }
  }

  /**
   * No packet can be sent to the next hop (RFC 4271, section 6.3).
   *
   * @param nextHop the address
   */
  record UnusableNextHop(String nextHop) implements Rejection {
    public UnusableNextHop {
      Require.text(nextHop, "cause.nextHop");
    }
  }

  /** The next hop is the reflector itself, which forwards no packets. */
  record ReflectorAsNextHop() implements Rejection {}

  /** The prefix is multicast (RFC 4271, section 6.3). */
  record MulticastPrefix() implements Rejection {}

  /** The peer has its largest number of prefixes. */
  record BeyondPrefixLimit() implements Rejection {}

  /** ORIGINATOR_ID is the reflector's own identifier (RFC 4456, section 8). */
  record OwnOriginatorId() implements Rejection {}

  /** CLUSTER_LIST holds the reflector's own cluster id (RFC 4456, section 8). */
  record ClusterListLoop() implements Rejection {}

  /** AS_PATH holds the reflector's own AS number (RFC 4271, section 9.1.2). */
  record AsPathLoop() implements Rejection {}
}
