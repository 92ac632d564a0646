package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Cilium itself says is wrong, in the conditions of its objects. */
final class CiliumConditions {
  private static final int LONGEST = 200;

  private final CustomObjects objects;

  CiliumConditions(CustomObjects objects) {
    this.objects = objects;
  }

  /** Of our CiliumBGPClusterConfig, its CiliumBGPPeerConfigs, and the node's own configuration. */
  List<String> of(PeeringChange change, String node) {
    List<String> said = new ArrayList<>(said(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS));
    change.added().forEach(peer -> said.addAll(said(CiliumApi.PEER_CONFIG, peer.name())));
    Optional<GenericKubernetesResource> own = objects.named(CiliumApi.NODE_CONFIG, node);
    if (own.isEmpty() && !change.added().isEmpty()) {
      said.add("there is no CiliumBGPNodeConfig " + node + "; Cilium's operator makes it");
    }
    own.ifPresent(object -> said.addAll(said(CiliumApi.NODE_CONFIG, object)));
    own.ifPresent(object -> said.addAll(states(object, change)));
    return said;
  }

  /** Of the peers that came, those of which the agent says that they are not established. */
  private static List<String> states(GenericKubernetesResource nodeConfig, PeeringChange change) {
    Set<String> names = change.added().stream().map(CiliumPeer::name).collect(Collectors.toSet());
    return Fields.list(status(nodeConfig).get("bgpInstances")).stream()
        .flatMap(instance -> Fields.list(Fields.map(instance).get("peers")).stream())
        .map(Fields::map)
        .filter(peer -> names.contains(Fields.text(peer.get("name"))))
        .filter(peer -> !Fields.text(peer.get("peeringState")).isEmpty())
        .filter(peer -> !"established".equals(peer.get("peeringState")))
        .<String>map(
            peer ->
                "CiliumBGPNodeConfig "
                    + nodeConfig.getMetadata().getName()
                    + " says that the peer "
                    + brief(Fields.text(peer.get("name")))
                    + " is "
                    + brief(Fields.text(peer.get("peeringState"))))
        .toList();
  }

  private static Map<?, ?> status(GenericKubernetesResource object) {
    return Fields.map(object.getAdditionalProperties().get("status"));
  }

  private List<String> said(Kind kind, String name) {
    return objects.named(kind, name).map(object -> said(kind, object)).orElse(List.of());
  }

  /** Each condition of these kinds is a complaint if it is true. */
  private static List<String> said(Kind kind, GenericKubernetesResource object) {
    List<String> said = new ArrayList<>();
    for (Object one : Fields.list(status(object).get("conditions"))) {
      Map<?, ?> condition = Fields.map(one);
      if ("True".equals(condition.get("status"))) {
        said.add(
            kind.kind()
                + " "
                + object.getMetadata().getName()
                + " says "
                + brief(Fields.text(condition.get("type")))
                + ": "
                + brief(Fields.text(condition.get("message"))));
      }
    }
    return said;
  }

  private static String brief(String text) {
    String line = text.replaceAll("[^\\x20-\\x7e]", "?");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
