package io.podspan.lab;

import io.podspan.addresses.Prefix;
import io.podspan.lab.cluster.ClusterSpec;
import io.podspan.lab.cluster.CniStyle;
import io.podspan.lab.network.LabName;
import io.podspan.lab.network.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * The plan of a lab.
 *
 * @param subnet of all nodes; its first address is the host's, where a reflector can listen
 * @param dataFolder for kubeconfigs, configurations, logs; made when absent
 * @param restartBackOff how long a kubelet waits before it starts a crashed router again; doubles
 */
public record LabSpec(
    LabName name,
    Prefix subnet,
    Path dataFolder,
    List<ClusterSpec> clusters,
    Duration restartBackOff) {
  public static final String DEFAULT_NAME = "demo";
  public static final String DEFAULT_SUBNET = "198.18.0.0/24";
  public static final Duration DEFAULT_BACK_OFF = Duration.ofSeconds(10);

  public LabSpec {
    clusters = List.copyOf(clusters);
    dataFolder = dataFolder.toAbsolutePath().normalize();
    // Calico's routers have a /run of their own.
    if (dataFolder.startsWith("/run") || dataFolder.startsWith("/var/run")) {
      throw new IllegalArgumentException("the data folder cannot be below /run: " + dataFolder);
    }
    if (subnet.ipv6()) {
      throw new IllegalArgumentException(
          "the subnet " + subnet + " is IPv6; the nodes of a lab have IPv4 addresses");
    }
    if (clusters.isEmpty()) {
      throw new IllegalArgumentException("a lab needs at least one cluster");
    }
    var names = new HashSet<String>();
    for (ClusterSpec cluster : clusters) {
      if (!names.add(cluster.name())) {
        throw new IllegalArgumentException("two clusters are called " + cluster.name());
      }
    }
  }

  /** Two clusters in the style of kube-router and one in that of Calico, two nodes each. */
  public static LabSpec demo(String name, String subnet, Path dataFolder) {
    return new LabSpec(
        new LabName(name),
        Prefix.of(subnet),
        dataFolder,
        List.of(
            ClusterSpec.of("paris", CniStyle.KUBE_ROUTER, "10.1.0.0/16", "10.101.0.0/16"),
            ClusterSpec.of("london", CniStyle.KUBE_ROUTER, "10.2.0.0/16", "10.102.0.0/16"),
            ClusterSpec.of("tokyo", CniStyle.CALICO, "10.3.0.0/16", "10.103.0.0/16")),
        DEFAULT_BACK_OFF);
  }

  /** The demo's lab under its usual name and addresses. */
  public static LabSpec demo(Path dataFolder) {
    return demo(DEFAULT_NAME, DEFAULT_SUBNET, dataFolder);
  }

  public LabSpec withClusters(List<ClusterSpec> other) {
    return new LabSpec(name, subnet, dataFolder, other, restartBackOff);
  }

  public LabSpec withRestartBackOff(Duration other) {
    return new LabSpec(name, subnet, dataFolder, clusters, other);
  }

  /**
   * @throws IllegalArgumentException when the clusters do not fit into their networks
   */
  public Topology topology() {
    return Topology.of(
        name,
        subnet,
        clusters.stream()
            .map(
                c ->
                    new Topology.Cluster(
                        c.name(), c.cni().podBridge(), c.podCidr(), c.nodes(), c.podsPerNode()))
            .toList());
  }
}
