package io.podspan.lab.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.lab.api.Json;

/** The conditions that Cilium's operator writes, with its own names. */
enum CiliumCondition {
  NO_MATCHING_NODE("NoMatchingNode", "NoMatchingNode"),
  MISSING_PEER_CONFIGS("MissingPeerConfigs", "MissingPeerConfigs"),
  CONFLICTING_CLUSTER_CONFIGS("ConflictingClusterConfig", "ConflictingClusterConfigs"),
  MISSING_AUTH_SECRET("MissingAuthSecret", "MissingAuthSecret");

  private final String type;
  private final String reason;

  CiliumCondition(String type, String reason) {
    this.type = "cilium.io/" + type;
    this.reason = reason;
  }

  /** The time of the last transition stays while the status does. */
  void say(ObjectNode object, boolean holds, String message) {
    ArrayNode conditions = object.withObject("/status").withArray("/conditions");
    ObjectNode wanted =
        Json.object()
            .put("type", type)
            .put("status", holds ? "True" : "False")
            .put("reason", reason)
            .put("message", message)
            .put("observedGeneration", object.at("/metadata/generation").asLong());
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        boolean same = conditions.get(i).path("status").equals(wanted.path("status"));
        wanted.set(
            "lastTransitionTime",
            same
                ? conditions.get(i).path("lastTransitionTime")
                : Json.object().textNode(ClusterObjects.now()));
        conditions.set(i, wanted);
        return;
      }
    }
    conditions.add(wanted.put("lastTransitionTime", ClusterObjects.now()));
  }
}
