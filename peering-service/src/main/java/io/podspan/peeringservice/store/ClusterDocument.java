package io.podspan.peeringservice.store;

import static java.util.Comparator.comparing;

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
    ObjectNode document = Json.tree((Object) with(cluster, List.of()));
    document.withObject("/" + CLUSTER).remove(NODES);
    return document.toString();
  }

  /** The nodes come in the order of the API server, which no collation of Postgres knows. */
  static KnownCluster read(String document, List<Node> nodes) {
    ObjectNode tree = Json.tree(document);
    tree.withObject("/" + CLUSTER).putArray(NODES);
    return with(
        Json.read(tree, KnownCluster.class), nodes.stream().sorted(comparing(Node::name)).toList());
  }

  private static KnownCluster with(KnownCluster known, List<Node> nodes) {
    return new KnownCluster(
        known.said(),
        known.cluster().with(nodes),
        known.origins(),
        known.registeredAt(),
        known.readAt(),
        known.leftOut(),
        known.cautions(),
        known.uid());
  }
}
