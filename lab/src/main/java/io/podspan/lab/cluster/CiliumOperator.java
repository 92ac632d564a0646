package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;
import io.podspan.lab.api.ObjectKey;
import io.podspan.lab.api.ObjectStore;
import io.podspan.lab.api.ResourceType;
import io.podspan.lab.router.LabelSelector;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cilium's operator as far as BGP goes: it makes a CiliumBGPNodeConfig of each node that a
 * CiliumBGPClusterConfig selects. The first one that selects a node owns its configuration; another
 * one that selects it too is told so in its conditions.
 */
public final class CiliumOperator {
  private static final List<String> COPIED =
      List.of("name", "peerAddress", "peerASN", "peerConfigRef");

  private final ObjectStore store;

  public CiliumOperator(ObjectStore store) {
    this.store = store;
  }

  /** Makes everything as the present resources ask for. */
  public void reconcile() {
    collectGarbage();
    store.list(ResourceType.CILIUM_CLUSTER_CONFIG, "").forEach(this::reconcile);
    store.list(ResourceType.CILIUM_PEER_CONFIG, "").forEach(this::reportSecret);
  }

  private void collectGarbage() {
    Set<String> owners = new HashSet<>();
    store
        .list(ResourceType.CILIUM_CLUSTER_CONFIG, "")
        .forEach(config -> owners.add(config.at("/metadata/uid").asText()));
    for (ObjectNode nodeConfig : store.list(ResourceType.CILIUM_NODE_CONFIG, "")) {
      if (!owners.contains(owner(nodeConfig).path("uid").asText())) {
        store.remove(key(nodeConfig));
      }
    }
  }

  private void reconcile(ObjectNode config) {
    Set<String> selected = new HashSet<>();
    Set<String> conflicts = new TreeSet<>();
    for (ObjectNode node : store.list(ResourceType.CILIUM_NODE, "")) {
      if (LabelSelector.matches(config.at("/spec/nodeSelector"), node.at("/metadata/labels"))) {
        String name = node.at("/metadata/name").asText();
        selected.add(name);
        Optional<ObjectNode> present =
            store.find(ObjectKey.of(ResourceType.CILIUM_NODE_CONFIG, "", name));
        if (present.isPresent() && !isOwner(config, present.get())) {
          conflicts.add(owner(present.get()).path("name").asText());
        } else {
          configure(config, name, present);
        }
      }
    }
    for (ObjectNode nodeConfig : store.list(ResourceType.CILIUM_NODE_CONFIG, "")) {
      if (isOwner(config, nodeConfig)
          && !selected.contains(nodeConfig.at("/metadata/name").asText())) {
        store.remove(key(nodeConfig));
      }
    }
    report(config, selected.isEmpty(), conflicts);
  }

  private void configure(ObjectNode config, String node, Optional<ObjectNode> present) {
    ObjectNode spec = Json.object();
    ArrayNode instances = spec.putArray("bgpInstances");
    for (JsonNode instance : config.at("/spec/bgpInstances")) {
      ObjectNode own = instances.addObject();
      own.set("name", instance.path("name"));
      own.set("localASN", instance.path("localASN"));
      if (instance.has("localPort")) {
        own.set("localPort", instance.path("localPort"));
      }
      ArrayNode peers = own.putArray("peers");
      instance.path("peers").forEach(peer -> peers.add(copied(peer)));
    }
    ObjectKey key = ObjectKey.of(ResourceType.CILIUM_NODE_CONFIG, "", node);
    if (present.isPresent()) {
      store.update(key, object -> object.<ObjectNode>set("spec", spec));
      return;
    }
    ObjectNode object = ResourceType.CILIUM_NODE_CONFIG.object("", node);
    object
        .withArray("/metadata/ownerReferences")
        .addObject()
        .put("apiVersion", ResourceType.CILIUM_CLUSTER_CONFIG.apiVersion())
        .put("kind", ResourceType.CILIUM_CLUSTER_CONFIG.kind())
        .put("name", config.at("/metadata/name").asText())
        .put("uid", config.at("/metadata/uid").asText())
        .put("controller", true);
    object.set("spec", spec);
    store.create(key, object);
  }

  private static ObjectNode copied(JsonNode peer) {
    ObjectNode copy = Json.object();
    COPIED.stream().filter(peer::has).forEach(field -> copy.set(field, peer.path(field)));
    return copy;
  }

  private void report(ObjectNode config, boolean noNode, Set<String> conflicts) {
    Set<String> missing = new TreeSet<>();
    for (JsonNode instance : config.at("/spec/bgpInstances")) {
      for (JsonNode peer : instance.path("peers")) {
        String name = peer.at("/peerConfigRef/name").asText("");
        if (!name.isEmpty()
            && store.find(ObjectKey.of(ResourceType.CILIUM_PEER_CONFIG, "", name)).isEmpty()) {
          missing.add(name);
        }
      }
    }
    store.update(
        key(config),
        object -> {
          CiliumCondition.NO_MATCHING_NODE.say(object, noNode, "No node matches spec.nodeSelector");
          CiliumCondition.MISSING_PEER_CONFIGS.say(
              object,
              !missing.isEmpty(),
              missing.isEmpty() ? "" : "Referenced CiliumBGPPeerConfig(s) are missing: " + missing);
          CiliumCondition.CONFLICTING_CLUSTER_CONFIGS.say(
              object,
              !conflicts.isEmpty(),
              conflicts.isEmpty()
                  ? ""
                  : "Selecting the same node(s) with ClusterConfig(s): " + conflicts);
          return object;
        });
  }

  /** Whether the Secret of a peer is where agents look for it. */
  private void reportSecret(ObjectNode peerConfig) {
    String namespace =
        store
            .find(ObjectKey.of(ResourceType.CONFIG_MAP, ClusterObjects.SYSTEM, "cilium-config"))
            .map(config -> config.at("/data/bgp-secrets-namespace").asText())
            .orElse("");
    if (namespace.isEmpty()) {
      return;
    }
    String secret = peerConfig.at("/spec/authSecretRef").asText();
    boolean missing =
        !secret.isEmpty()
            && store.find(ObjectKey.of(ResourceType.SECRET, namespace, secret)).isEmpty();
    store.update(
        ObjectKey.of(ResourceType.CILIUM_PEER_CONFIG, "", peerConfig.at("/metadata/name").asText()),
        object -> {
          CiliumCondition.MISSING_AUTH_SECRET.say(
              object,
              missing,
              missing ? "Referenced Auth Secret \"" + secret + "\" is missing" : "");
          return object;
        });
  }

  private static JsonNode owner(ObjectNode nodeConfig) {
    return nodeConfig.at("/metadata/ownerReferences/0");
  }

  private static boolean isOwner(ObjectNode config, ObjectNode nodeConfig) {
    return owner(nodeConfig).path("uid").equals(config.at("/metadata/uid"));
  }

  private static ObjectKey key(ObjectNode object) {
    ResourceType type =
        object.path("kind").asText().equals(ResourceType.CILIUM_NODE_CONFIG.kind())
            ? ResourceType.CILIUM_NODE_CONFIG
            : ResourceType.CILIUM_CLUSTER_CONFIG;
    return ObjectKey.of(type, "", object.at("/metadata/name").asText());
  }
}
