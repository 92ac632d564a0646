package io.podspan.cli.fleet;

/**
 * A node of a simulated cluster.
 *
 * @param podCidr what it announces
 */
record SimulatedNode(String cluster, String name, String address, String podCidr) {

  /** The clusters differ in the second octet of all their ranges. */
  static SimulatedNode of(int cluster, int index) {
    return new SimulatedNode(
        Plan.cluster(cluster),
        Plan.node(cluster, index),
        "172.%d.%d.%d".formatted(16 + cluster / 256, cluster % 256, 10 + index),
        "10.%d.%d.0/24".formatted(cluster, index));
  }

  static String podCidr(int cluster) {
    return "10.%d.0.0/16".formatted(cluster);
  }

  static String serviceCidr(int cluster) {
    return "192.168.%d.0/24".formatted(cluster);
  }
}
