package io.podspan.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.cluster.LabCluster;
import io.podspan.lab.network.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The file in the data folder that tells other processes what a lab consists of. */
record LabFile(ObjectNode content) {
  private static final String NAME = "lab.json";

  static LabFile of(Lab lab) {
    ObjectNode content = Json.object();
    content.put("name", lab.spec().name().value());
    content.put("subnet", lab.spec().subnet().toString());
    content.put("hostAddress", lab.hostAddress());
    content.put("dataFolder", lab.spec().dataFolder().toString());
    content.put("kubeconfigFolder", lab.kubeconfigFolder().toString());
    ArrayNode clusters = content.putArray("clusters");
    for (LabCluster cluster : lab.clusters()) {
      ObjectNode entry = clusters.addObject();
      entry.put("name", cluster.spec().name());
      entry.put("cni", cluster.spec().cni().cni());
      entry.put("podCidr", cluster.spec().podCidr().toString());
      entry.put("serviceCidr", cluster.spec().serviceCidr().toString());
      entry.put("kubeconfig", lab.kubeconfig(cluster.spec().name()).toString());
      cluster.nodes().forEach(node -> entry.withArray("/nodes").add(node(node)));
    }
    return new LabFile(content);
  }

  private static ObjectNode node(Topology.Node node) {
    ObjectNode entry = Json.object();
    entry.put("name", node.name()).put("address", node.address());
    entry.put("podCidr", node.podCidr().toString()).put("namespace", node.namespace());
    for (Topology.Pod pod : node.pods()) {
      entry.withArray("/pods").addObject().put("name", pod.name()).put("address", pod.address());
    }
    return entry;
  }

  static Optional<LabFile> read(Path dataFolder) {
    Path file = dataFolder.resolve(NAME);
    try {
      return Files.exists(file)
          ? Optional.of(new LabFile(Json.literal(Files.readString(file))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path dataFolder) throws IOException {
    Files.writeString(dataFolder.resolve(NAME), Json.write(content) + "\n");
  }

  /** Also deletes the kubeconfigs, because their tokens are no longer valid. */
  static void remove(LabSpec spec) {
    try {
      Files.deleteIfExists(spec.dataFolder().resolve(NAME));
      Path kubeconfigs = spec.dataFolder().resolve("kubeconfigs");
      for (var cluster : spec.clusters()) {
        for (String ending : new String[] {"", "-readonly", "-norights"}) {
          Files.deleteIfExists(kubeconfigs.resolve(cluster.name() + ending));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
