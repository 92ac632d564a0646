package io.podspan.cli.demo.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.demo.Pod;
import io.podspan.cli.demo.PodPings;
import io.podspan.lab.kubernetes.Rig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The probe pods of the rig's clusters, each with the namespace that its pings leave from. */
final class RealPods {
  private static final String NAMESPACE = "podspan";

  private final Rig rig;
  private final Map<String, String> namespaces = new ConcurrentHashMap<>();
  private final PodPings pings = new PodPings(PodPings::inNamespace);

  RealPods(Rig rig) {
    this.rig = rig;
  }

  /**
   * A pod and where it runs.
   *
   * @param node as {@code paris-1}
   */
  record Placed(String node, Pod pod) {}

  /**
   * Those that run, have an address and are not being deleted. The pods of a node that was deleted
   * stay in the API for a while; they are not there any more.
   */
  List<Placed> of(String cluster) {
    List<Placed> pods = new ArrayList<>();
    Set<String> nodes = nodes(cluster);
    JsonNode list =
        rig.json(cluster, "-n", NAMESPACE, "get", "pods", "-l", "podspan.io/probe=true");
    for (JsonNode pod : list.path("items")) {
      String address = pod.path("status").path("podIP").asText();
      if (pod.path("status").path("phase").asText().equals("Running")
          && !pod.path("metadata").has("deletionTimestamp")
          && nodes.contains(pod.path("spec").path("nodeName").asText())
          && !address.isEmpty()) {
        pods.add(placed(cluster, pod, address));
      }
    }
    return pods;
  }

  private Set<String> nodes(String cluster) {
    Set<String> names = new HashSet<>();
    for (JsonNode node : rig.json(cluster, "get", "nodes").path("items")) {
      names.add(node.path("metadata").path("name").asText());
    }
    return names;
  }

  private Placed placed(String cluster, JsonNode pod, String address) {
    String name = pod.path("metadata").path("name").asText();
    String file =
        namespaces.computeIfAbsent(
            cluster + "/" + name,
            _ -> "/proc/%d/ns/net".formatted(rig.pid(cluster, NAMESPACE + "/" + name)));
    return new Placed(
        pod.path("spec").path("nodeName").asText(), new Pod(cluster, name, file, address));
  }

  List<Placed> of(List<String> clusters) {
    return clusters.stream().flatMap(cluster -> of(cluster).stream()).toList();
  }

  /** One ping for each pair of pods of different clusters. */
  List<PodPings.Result> betweenClusters(List<Placed> pods) {
    return pings.betweenClusters(pods.stream().map(Placed::pod).toList());
  }
}
