package io.podspan.peeringservice.routers.calico;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The BGPPeers of single nodes that stand in for a peer of many nodes. They are that peer in all
 * but the nodes, so that Calico makes the same session of either. Pure.
 *
 * <p>Their names are the peer's name, a dot, and the node's name. Names of interconnects and
 * reflectors have no dots.
 */
final class NodePeers {
  /** Of any name in Kubernetes. */
  private static final int LONGEST_NAME = 253;

  private static final char BETWEEN = '.';

  private NodePeers() {}

  static String name(String peer, String node) {
    String name = peer + BETWEEN + node;
    if (name.length() <= LONGEST_NAME) {
      return name;
    }
    CRC32 rest = new CRC32();
    rest.update(node.getBytes(UTF_8));
    String end = "-%08x".formatted(rest.getValue());
    return name.substring(0, LONGEST_NAME - end.length()) + end;
  }

  /** The peer that this one stands in for. */
  static String standsInFor(String name) {
    int dot = name.indexOf(BETWEEN);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * @param peer as it is in the cluster, or as it is to be
   */
  static GenericKubernetesResource of(GenericKubernetesResource peer, String node) {
    Map<String, Object> spec = new TreeMap<>();
    if (peer.getAdditionalProperties().get("spec") instanceof Map<?, ?> fields) {
      fields.forEach((field, value) -> spec.put(field.toString(), value));
    }
    spec.remove("nodeSelector");
    spec.put("node", node);
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(peer.getApiVersion())
        .withKind(peer.getKind())
        .withNewMetadata()
        .withName(name(peer.getMetadata().getName(), node))
        .withLabels(peer.getMetadata().getLabels())
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
