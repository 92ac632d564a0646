package io.podspan.routecollector.route;

import org.jspecify.annotations.Nullable;

/**
 * A route of a kernel's main table.
 *
 * @param prefix as {@code 10.1.0.0/24}
 * @param nextHop the gateway, null for what is directly connected or goes nowhere
 * @param device the interface, null for what goes nowhere
 * @param kind {@code unicast}, {@code blackhole}, {@code unreachable}, {@code prohibit}
 */
public record KernelRoute(
    String prefix, @Nullable String nextHop, @Nullable String device, String kind) {

  /** A subnet that the node itself is on. */
  boolean connected() {
    return nextHop == null && device != null && kind.equals("unicast") && !tunnel();
  }

  /** kube-router's overlay: the route names its tunnel to the other node, and no gateway. */
  boolean tunnel() {
    return device != null && device.startsWith("tun-");
  }
}
