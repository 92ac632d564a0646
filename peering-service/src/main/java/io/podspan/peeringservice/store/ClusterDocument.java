package io.podspan.peeringservice.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import java.util.List;

/** A cluster as JSON, without its nodes, which have rows of their own. */
final class ClusterDocument {
  private static final String CLUSTER = "cluster";
  private static final String NODES = "nodes";

  private ClusterDocument() {}

  static String write(KnownCluster cluster) {
    ObjectNode document = Json.tree((Object) cluster);
    document.withObject("/" + CLUSTER).remove(NODES);
    return document.toString();
  }

  static KnownCluster read(String document, List<Node> nodes) {
    ObjectNode tree = Json.tree(document);
    tree.withObject("/" + CLUSTER).putArray(NODES);
    KnownCluster read = Json.read(tree, KnownCluster.class);
    return new KnownCluster(
        read.said(),
        read.cluster().with(nodes),
        read.origins(),
        read.registeredAt(),
        read.readAt(),
        read.leftOut(),
        read.cautions(),
        read.uid());
  }
}
