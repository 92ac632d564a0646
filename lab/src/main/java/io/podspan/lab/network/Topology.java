package io.podspan.lab.network;

import io.podspan.addresses.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Every namespace of a lab with its addresses, derived from the lab's plan alone.
 *
 * @param subnet of the nodes; its first address is the host's
 */
public record Topology(LabName lab, Prefix subnet, List<Node> nodes) {
  /** What the network needs to know about a cluster. */
  public record Cluster(
      String name, String podBridge, Prefix podCidr, int nodes, int podsPerNode) {}

  /** A node. It reaches pods of other nodes only by routes that its router installs. */
  public record Node(
      String cluster,
      String name,
      String namespace,
      String address,
      Prefix podCidr,
      String podBridge,
      List<Pod> pods) {
    public Node {
      pods = List.copyOf(pods);
    }

    public String gateway() {
      return podCidr.host(1).toString();
    }
  }

  /** A workload pod. */
  public record Pod(String name, String namespace, String node, String address) {}

  private static final int NODE_PREFIX_LENGTH = 24;
  private static final int FIRST_POD_OFFSET = 10;
  private static final int ADDRESSES_A_CLUSTER = 10;

  public Topology {
    nodes = List.copyOf(nodes);
  }

  /** The address at which nodes reach this machine, and so a reflector. */
  public String hostAddress() {
    return subnet.host(1).toString();
  }

  /**
   * Lays the clusters out: nodes of the first cluster from .11, of the second from .21 and so on,
   * closer together where clusters are larger.
   *
   * @throws IllegalArgumentException when the subnet or a pod CIDR is too small
   */
  public static Topology of(LabName lab, Prefix subnet, List<Cluster> clusters) {
    var nodes = new ArrayList<Node>();
    int next = ADDRESSES_A_CLUSTER + 1;
    for (Cluster cluster : clusters) {
      for (int i = 0; i < cluster.nodes(); i++) {
        nodes.add(node(lab, subnet, cluster, i, next + i));
      }
      int used = Math.max(cluster.nodes(), ADDRESSES_A_CLUSTER - 1) + 1;
      next += (used + ADDRESSES_A_CLUSTER - 1) / ADDRESSES_A_CLUSTER * ADDRESSES_A_CLUSTER;
    }
    return new Topology(lab, subnet, nodes);
  }

  private static Node node(LabName lab, Prefix subnet, Cluster cluster, int i, int offset) {
    if (offset >= subnet.size() - 1) {
      throw new IllegalArgumentException("subnet " + subnet + " is too small for all nodes");
    }
    if (i >= cluster.podCidr().size() >> (32 - NODE_PREFIX_LENGTH)) {
      throw new IllegalArgumentException(
          "pod CIDR " + cluster.podCidr() + " is too small for a /24 per node");
    }
    String name = cluster.name() + "-n" + (i + 1);
    // The first /24 stays free if there is room: node 1 of 10.1.0.0/16 has 10.1.1.0/24.
    boolean room = cluster.podCidr().size() >> (32 - NODE_PREFIX_LENGTH) > cluster.nodes();
    Prefix podCidr = cluster.podCidr().subnet(room ? i + 1 : i, NODE_PREFIX_LENGTH);
    var pods = new ArrayList<Pod>();
    for (int p = 0; p < cluster.podsPerNode(); p++) {
      String pod = name + "-p" + (p + 1);
      pods.add(
          new Pod(pod, lab.namespace(pod), name, podCidr.host(FIRST_POD_OFFSET + p).toString()));
    }
    return new Node(
        cluster.name(),
        name,
        lab.namespace(name),
        subnet.host(offset).toString(),
        podCidr,
        cluster.podBridge(),
        pods);
  }
}
