package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.Node;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.routers.calico.ObjectReading.CalicoNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The nodes of a cluster as Calico sees them. */
final class NodeLabels {
  /** A node with it is in this AS, whatever the BGPConfiguration says. */
  static final String ASN_ANNOTATION = "projectcalico.org/ASNumber";

  private final ClusterCalls calls;
  private final Access access;

  NodeLabels(ClusterCalls calls, Access access) {
    this.calls = calls;
    this.access = access;
  }

  List<CalicoNode> all() {
    return calls.ask(
        access,
        "list",
        "nodes",
        client ->
            ObjectList.read(
                client.nodes(),
                NodeLabels::node,
                node -> node.name().length() + node.hostname().length() + node.asn().length()));
  }

  private static CalicoNode node(Node node) {
    Map<String, String> labels =
        Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.<String, String>of());
    Map<String, String> annotations =
        Objects.requireNonNullElse(node.getMetadata().getAnnotations(), Map.<String, String>of());
    return new CalicoNode(
        node.getMetadata().getName(),
        labels.getOrDefault(NodeSelector.HOSTNAME, ""),
        annotations.getOrDefault(ASN_ANNOTATION, ""));
  }

  List<String> selectedBy(NodeSelector selector) {
    return all().stream()
        .filter(node -> selector.selects(node.hostname()))
        .map(CalicoNode::name)
        .toList();
  }
}
