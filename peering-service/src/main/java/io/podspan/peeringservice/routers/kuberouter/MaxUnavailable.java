package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.DaemonSetUpdateStrategy;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/**
 * How many pods of a DaemonSet its own update strategy lets be away at once. Without a figure it is
 * one; a percentage is of all nodes and rounded up, as its controller does it. OnDelete says
 * nothing.
 */
final class MaxUnavailable {
  private MaxUnavailable() {}

  /**
   * @param strategy the update strategy as JSON
   */
  static Optional<Integer> of(String strategy, int nodes) {
    DaemonSetUpdateStrategy read = Serialization.unmarshal(strategy, DaemonSetUpdateStrategy.class);
    if ("OnDelete".equals(read.getType())) {
      return Optional.empty();
    }
    IntOrString most =
        read.getRollingUpdate() == null ? null : read.getRollingUpdate().getMaxUnavailable();
    return Optional.of(most == null ? 1 : Math.max(1, count(most, nodes)));
  }

  private static int count(IntOrString most, int nodes) {
    if (most.getIntVal() != null) {
      return most.getIntVal();
    }
    String text = most.getStrVal().strip();
    return text.matches("\\d{1,3}%")
        ? Math.ceilDiv(nodes * Integer.parseInt(text.substring(0, text.length() - 1)), 100)
        : 1;
  }
}
