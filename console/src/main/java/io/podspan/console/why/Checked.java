package io.podspan.console.why;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What route-collector saw on a node for one destination.
 *
 * @param cluster the cluster of the node: names of nodes are those of one cluster
 * @param node its name
 * @param outcome what the kernel would do, as {@code FORWARDED} or {@code BLACKHOLE}
 * @param way where it would send packets, for people; empty when it is not known
 * @param mtu of the route, null when it is not known
 * @param nextHop the neighbour that packets are handed to, null when it is not known
 * @param macs the hardware addresses of the node's interfaces; empty when they are not known
 * @param findings what is wrong, in the order in which a packet meets it
 * @param unknown what could not be looked at, and why, a clause each
 */
public record Checked(
    String cluster,
    String node,
    String outcome,
    String way,
    @Nullable Integer mtu,
    @Nullable NextHop nextHop,
    List<String> macs,
    List<Finding> findings,
    List<String> unknown) {

  /**
   * Something wrong.
   *
   * @param evidence lines that show it
   */
  public record Finding(Cause cause, List<String> evidence) {}

  /**
   * A neighbour.
   *
   * @param mac the hardware address that has answered for it
   */
  public record NextHop(String address, String device, String mac) {}

  /** What holds of any node of its cluster; empty when nothing of that was found. */
  public Optional<Checked> ofItsCluster() {
    List<Finding> common =
        findings.stream().filter(finding -> LiveCheck.isOfCluster(finding.cause())).toList();
    return common.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Checked(cluster, node, outcome, way, mtu, null, List.of(), common, List.of()));
  }
}
