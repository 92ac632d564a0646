package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.reflect.Rejection;
import java.util.Locale;

/**
 * The engine's reasons in the words of Kubernetes, for metrics: the prefixes that are accepted from
 * a peer are the pod CIDRs of its cluster, and the next hops are the nodes.
 */
final class RejectionText {
  private RejectionText() {}

  /** The value of a metric's tag. */
  static String tag(Rejection reason) {
    return switch (reason) {
      case PREFIX_NOT_ACCEPTED -> "outside-pod-cidrs";
      case NEXT_HOP_NOT_ACCEPTED -> "foreign-next-hop";
      case NEXT_HOP_NOT_USABLE,
          NEXT_HOP_IS_OURS,
          MULTICAST_PREFIX,
          PREFIX_LIMIT,
          ORIGINATOR_IS_US,
          CLUSTER_LOOP,
          AS_LOOP ->
          reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }
}
