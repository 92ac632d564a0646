package io.podspan.console.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What route-collector saw on a node for one destination.
 *
 * @param cluster the cluster of the node: names of nodes are those of one cluster
 * @param node its name
 * @param outcome what the kernel would do, as {@code FORWARDED} or {@code BLACKHOLE}
 * @param way where it would send packets, for people; empty when it is not known
 * @param mtu of the route, null when it is not known
 * @param findings what is wrong, in the order in which a packet meets it
 * @param unknown what could not be looked at, and why, a clause each
 */
public record Checked(
    String cluster,
    String node,
    String outcome,
    String way,
    @Nullable Integer mtu,
    List<Finding> findings,
    List<String> unknown) {

  /**
   * Something wrong.
   *
   * @param evidence lines that show it
   */
  public record Finding(Cause cause, List<String> evidence) {}
}
