package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.Node;
import io.quarkus.panache.common.Sort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The nodes of clusters, in the caller's transaction. Only rows that differ are written. */
final class NodeRows {
  private NodeRows() {}

  static List<Node> of(String cluster) {
    return rows(cluster).stream().map(NodeRows::node).toList();
  }

  private static List<NodeRow> rows(String cluster) {
    return NodeRow.list("cluster", Sort.by("name"), cluster);
  }

  private static Node node(NodeRow row) {
    return Json.read(row.document, Node.class);
  }

  /** These are all nodes of the cluster from now on. */
  static void replace(String cluster, List<Node> nodes) {
    Map<String, NodeRow> present = new HashMap<>();
    rows(cluster).forEach(row -> present.put(row.name, row));
    for (Node node : nodes) {
      NodeRow row = present.remove(node.name());
      if (row == null) {
        add(cluster, node);
      } else if (!node(row).equals(node)) {
        row.document = Json.write(node);
      }
    }
    present.values().forEach(NodeRow::delete);
  }

  private static void add(String cluster, Node node) {
    NodeRow row = new NodeRow();
    row.id = cluster + "/" + node.name();
    row.cluster = cluster;
    row.name = node.name();
    row.document = Json.write(node);
    row.persist();
  }
}
