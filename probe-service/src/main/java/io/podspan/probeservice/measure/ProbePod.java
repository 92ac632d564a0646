package io.podspan.probeservice.measure;

import io.podspan.addresses.IpAddress;

/**
 * A pod that pings and is pinged.
 *
 * @param node where it runs
 * @param container the one that pings
 * @param address its address, of the cluster's pod CIDRs
 */
public record ProbePod(
    String namespace, String name, String node, String container, IpAddress address) {
  /** As {@code namespace/name}. */
  public String path() {
    return namespace + "/" + name;
  }
}
