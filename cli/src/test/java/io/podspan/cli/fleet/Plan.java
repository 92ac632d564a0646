package io.podspan.cli.fleet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is measured.
 *
 * @param clusters how many there are
 * @param nodes of each of them
 * @param together how many clusters are in one interconnect, and are rolled out at the same time
 * @param batch how many nodes of a cluster are changed together
 * @param restarts how often all API servers start again while nodes join
 * @param readsPerSecond how many requests the reader sends
 * @param limit how long the nodes may take to join
 * @param folder for data and logs
 * @param flags of peering-service's JVM besides those of {@code podspan up}; later ones win
 */
record Plan(
    int clusters,
    int nodes,
    int together,
    int batch,
    int restarts,
    int readsPerSecond,
    Duration limit,
    Path folder,
    List<String> flags) {

  List<String> names() {
    return IntStream.range(0, clusters).mapToObj(Plan::cluster).toList();
  }

  static String cluster(int index) {
    return "c%03d".formatted(index);
  }

  static String node(int cluster, int index) {
    return cluster(cluster) + "-n%02d".formatted(index);
  }

  int allNodes() {
    return clusters * nodes;
  }

  /** The clusters of each interconnect. */
  List<List<String>> interconnects() {
    return IntStream.range(0, (clusters + together - 1) / together)
        .mapToObj(i -> names().subList(i * together, Math.min(clusters, (i + 1) * together)))
        .toList();
  }

  static String interconnect(int index) {
    return "part-%02d".formatted(index);
  }
}
